"""Names of the countries of the world, and which points surely lie outside a country.

`countries.csv` holds boxes around the parts of each country, to a tenth of a degree. Islands and parts more than 10
degrees from the rest have boxes of their own, so that France is not everything between its overseas departments. They
are made from Natural Earth 4.1.0 at 1:10 million (public domain) by `tests/dataset/country_boxes.py`. A territory that
ISO 3166-2 lists under a country is part of that country too, besides having a code of its own.
"""

import csv
from functools import cache
from pathlib import Path

from babel import Locale

_WITHDRAWN = {
    "AN": "Netherlands Antilles",
    "BU": "Burma",
    "CS": "Czechoslovakia",
    "CT": "Canton and Enderbury Islands",
    "DD": "East Germany",
    "DY": "Dahomey",
    "FQ": "French Southern & Antarctic Territories",
    "FX": "Metropolitan France",
    "HV": "Upper Volta",
    "JT": "Johnston Island",
    "MI": "Midway Islands",
    "NH": "New Hebrides",
    "NQ": "Dronning Maud Land",
    "NT": "Neutral Zone",
    "PC": "Trust Territory of the Pacific Islands",
    "PU": "US Miscellaneous Pacific Islands",
    "PZ": "Panama Canal Zone",
    "RH": "Southern Rhodesia",
    "SU": "Soviet Union",
    "TP": "East Timor",
    "VD": "North Vietnam",
    "WK": "Wake Island",
    "YD": "South Yemen",
    "YU": "Yugoslavia",
    "ZR": "Zaire",
}
"""The countries of ISO 3166-3 by their former alpha-2 codes, which CLDR does not name. A code that was given again,
such as SK, is that of the country that has it now. CS is not Serbia and Montenegro, whose code it was later."""

# CLDR names these territories beside those of ISO 3166-1: reserved, grouping and private-use codes. XK, which is for
# private use too, is what everybody writes for Kosovo.
_NOT_ISO_3166_1 = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])

# A point given to a whole degree may be half a degree off, borders are disputed (Crimea), and small islands are missing
# (Kastellorizo). With this margin, 5 of the 234,908 places of GeoNames with 500 people or more count as outside.
_MARGIN_DEGREES = 1.5

_Box = tuple[float, float, float, float]  # west, south, east, north in degrees; across the antimeridian, west > east


@cache
def country_names() -> dict[str, str]:
    """Return the English name of every country code: those of ISO 3166-1, withdrawn ones included, and XK."""
    territories = Locale("en").territories
    named = {code: name for code, name in territories.items() if len(code) == 2 and code not in _NOT_ISO_3166_1}
    return dict(sorted((named | _WITHDRAWN).items()))


def outside(code: str, latitude: float, longitude: float) -> bool:
    """Whether a point (degrees, WGS 84) surely lies outside a country.

    A point within 1.5 degrees of one of the country's boxes may lie inside, and so may any point where no box is known,
    as for 11 of the 249 codes of ISO 3166-1 and for all others.
    """
    boxes = _boxes().get(code, [])
    return bool(boxes) and not any(_is_near(box, latitude, longitude) for box in boxes)


def _is_near(box: _Box, latitude: float, longitude: float) -> bool:
    west, south, east, north = box
    width = east - west if east >= west else east - west + 360
    margin = _MARGIN_DEGREES
    is_between = (longitude - west + margin) % 360 <= width + 2 * margin
    return is_between and south - margin <= latitude <= north + margin


@cache
def _boxes() -> dict[str, list[_Box]]:
    boxes: dict[str, list[_Box]] = {}
    with Path(__file__).with_name("countries.csv").open(encoding="ascii", newline="") as table:
        for row in csv.DictReader(table):
            box = float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])
            boxes.setdefault(row["code"], []).append(box)
    return boxes

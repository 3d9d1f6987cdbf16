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
from babel.core import get_global

# CLDR names these territories beside those of ISO 3166-1: reserved, grouping and private-use codes.
_NOT_ISO_3166_1 = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])

# A point given to a whole degree may be half a degree off, borders are disputed (Crimea), and small islands are missing
# (Kastellorizo). With this margin, 5 of the 234,908 places of GeoNames with 500 people or more count as outside.
_MARGIN_DEGREES = 1.5

_Box = tuple[float, float, float, float]  # west, south, east, north in degrees; across the antimeridian, west > east


@cache
def country_names() -> dict[str, str]:
    """Return the English name of every ISO 3166-1 alpha-2 code, from CLDR."""
    territories = Locale("en").territories
    return {c: n for c, n in sorted(territories.items()) if len(c) == 2 and c not in _NOT_ISO_3166_1}


def country_spellings() -> dict[str, str]:
    """Return the code that is meant by an English name, or by a code that ISO 3166-1 has replaced."""
    replaced = {old: new[0] for old, new in get_global("territory_aliases").items() if new[0] in country_names()}
    return replaced | {name: code for code, name in country_names().items()}


def outside(code: str, latitude: float, longitude: float) -> bool:
    """Whether a point (degrees, WGS 84) surely lies outside a country.

    A point within 1.5 degrees of one of the country's boxes may lie inside, and so may any point where no box is known,
    as for 11 of the 249 codes.
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

"""Where what has a country but no point is drawn: a point inside each country, and the rows of a frame with it.

`country_points.csv` holds a point well inside the largest part of each country, made from Natural Earth 4.1.0 at
1:50 million (public domain) by `tests/dataset/country_points.py`. These points are for drawing; no data that is taken
away holds them.
"""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.dataset.countries import country_names

SOMEWHERE = "somewhere"
"""The precision of what is drawn at the point of its country."""

NOT_WITHIN = ("region", "international")
"""Precisions of places that may lie along a border or outside of any country: none is drawn at the point of one."""

_WITH_ARTICLE = re.compile("United |Netherlands|Bahamas|Gambia|Maldives|Comoros|Philippines|.* (Islands|Republic)$")


@cache
def points_by_country() -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of a point inside each country, in degrees, by its code."""
    with Path(__file__).with_name("country_points.csv").open(encoding="ascii", newline="") as table:
        return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(table)}


def somewhere_in(code: str) -> str:
    """Name what has a country but no point: `Somewhere in Syria`."""
    return f"Somewhere in {with_article(country_names().get(code, code))}"


def with_article(country: str) -> str:
    """Return the name of a country as it stands in a sentence: `the United States`."""
    return f"the {country}" if _WITH_ARTICLE.match(country) else country


def rows_within_countries(locations: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return locations with a country but no point of their own, each with the point at which it is drawn.

    They are places without a point, and posts and destinations without a place. Country by country they share an id
    that no place can have.
    """
    found = _rows_without_point(locations, events).drop(columns="name").drop_duplicates()
    codes = found["country"].astype(str).tolist()
    return found.assign(
        place=[_shared_id(code) for code in codes],
        name=[somewhere_in(code) for code in codes],
        longitude=[points_by_country()[code][0] for code in codes],
        latitude=[points_by_country()[code][1] for code in codes],
        precision=SOMEWHERE,
    )


def names_within_countries(locations: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the names that the file gives to these places, unless they are those of whole countries.

    Columns are `event` and `role`, `place` (the id that they share) and `name`.
    """
    found = _rows_without_point(locations, events).dropna(subset="name")
    return found.assign(place=[_shared_id(code) for code in found["country"].astype(str)]).drop(columns="country")


def _shared_id(code: str) -> str:
    return f"country {code}"


def _rows_without_point(locations: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return event, role, country and, where a place is named, its name, of what has a country but no point."""
    lacks_point = locations["latitude"].isna() & ~locations["precision"].isin(NOT_WITHIN)
    found = locations.loc[lacks_point, ["event", "role", "country", "name"]]
    found = found.assign(name=found["name"].astype(object).mask(locations["precision"] == "country"))
    parts = [found[found["role"] == "context"]]
    for role in ("post", "destination"):
        without_place = np.flatnonzero(events[f"{role}_place"].isna() & events[f"{role}_country"].notna())
        placed = found[found["role"] == role]
        rows = np.concatenate([without_place, placed["event"].to_numpy()])
        countries = events[f"{role}_country"].iloc[rows].to_numpy()  # its own, where its place has none
        names = np.concatenate([np.full(len(without_place), None), placed["name"].to_numpy()])
        parts.append(pd.DataFrame({"event": rows, "role": role, "country": countries, "name": names}))
    found = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return found[found["country"].isin(points_by_country().keys())]

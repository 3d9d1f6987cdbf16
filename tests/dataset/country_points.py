"""Make dashboard/dataset/country_points.csv, a point well inside the largest part of each country, from Natural Earth.

Its one argument is `countries-50m.json` of the package that `country_boxes.py` names.

    python tests/dataset/country_points.py package/countries-50m.json > dashboard/dataset/country_points.csv
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from babel.core import get_global

from dashboard.dataset.countries import country_names
from tests.dataset.country_boxes import decoded

GRID = 40
"""Points across, of which the one farthest from the border is taken, then once more around it."""

BY_HAND = {
    "AQ": (20.0, -80.0),
    "CS": (15.5, 49.8),
    "DD": (13.0, 52.2),
    "SU": (90.0, 61.0),
    "XK": (20.9, 42.6),
    "YU": (18.6, 44.2),
}
"""Antarctica, which goes round the pole, and countries without an outline of their own: a point inside."""


def main(path: Path) -> None:
    """Print the table of points."""
    points = points_by_country(json.loads(path.read_text())) | BY_HAND
    print("code,longitude,latitude")
    for code, (lon, lat) in sorted(points.items()):
        print(code, round((lon + 180) % 360 - 180, 2), round(lat, 2), sep=",")


def points_by_country(topology: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Return a point inside the largest part of each country, by alpha-2 code."""
    aliases = get_global("territory_aliases")
    lines = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, tuple[float, tuple[float, float]]] = {}
    for feature in topology["objects"]["countries"]["geometries"]:
        code = next(iter(aliases.get(feature.get("id", ""), [])), "")
        if code not in country_names() or code in BY_HAND:
            continue
        polygons = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
        rings_of = [[ring_points(ring, lines) for ring in polygon] for polygon in polygons]
        largest = max(rings_of, key=lambda rings: area(rings[0]))
        if area(largest[0]) > found.get(code, (0.0,))[0]:
            found[code] = area(largest[0]), innermost(largest)
    return {code: point for code, (_, point) in found.items()}


def ring_points(ring: list[int], lines: list[list[tuple[float, float]]]) -> np.ndarray:
    """Return longitude and latitude along a ring of arcs; one across the antimeridian goes on beyond 180 degrees."""
    points = [point for i in ring for point in (lines[i] if i >= 0 else lines[~i][::-1])]
    turns = np.cumsum([0, *(round((a[0] - b[0]) / 360) for a, b in pairwise(points))])
    return np.array(points) + np.column_stack([360 * turns, np.zeros(len(points))])


def area(ring: np.ndarray) -> float:
    """Return the area of a ring, as a share of that of a square degree at the equator."""
    x, y = ring[:, 0], np.degrees(np.sin(np.radians(ring[:, 1])))
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def innermost(rings: list[np.ndarray]) -> tuple[float, float]:
    """Return about the point of a polygon that is farthest from its border."""
    middle = rings[0].mean(axis=0)
    shrink = np.array([np.cos(np.radians(middle[1])), 1])
    low, high = rings[0].min(axis=0), rings[0].max(axis=0)
    for _ in range(3):
        step = (high - low) / GRID
        grid = np.stack(np.meshgrid(*(np.linspace(a, b, GRID + 1) for a, b in zip(low, high, strict=True))), -1)
        points = grid.reshape(-1, 2)
        points = points[is_inside(points, rings)]
        if not len(points):  # a thin island between the lines of the grid
            return float(rings[0][0, 0]), float(rings[0][0, 1])
        border = np.concatenate(rings)[:: max(1, sum(map(len, rings)) // 1500)]
        away = np.array([np.min(np.hypot(*((border - point) * shrink).T)) for point in points])
        best = points[away.argmax()]
        low, high = best - step, best + step
    return float(best[0]), float(best[1])


def is_inside(points: np.ndarray, rings: list[np.ndarray]) -> np.ndarray:
    """Return which points lie inside a polygon: a ray from them crosses its rings an odd number of times."""
    crossings = np.zeros(len(points), dtype=int)
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if y1 == y2:
                continue
            spans = (y1 > points[:, 1]) != (y2 > points[:, 1])
            crossings += spans & (points[:, 0] < x1 + (points[:, 1] - y1) * (x2 - x1) / (y2 - y1))
    return crossings % 2 == 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))

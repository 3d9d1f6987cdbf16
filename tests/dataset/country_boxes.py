"""Make dashboard/dataset/countries.csv, the boxes around the parts of each country, from Natural Earth.

Its one argument is `countries-10m.json` of the npm package world-atlas 2.0.2 (ISC licence), which holds the countries
of Natural Earth 4.1.0 at 1:10 million (public domain) as TopoJSON, by numeric ISO 3166-1 code:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tests/dataset/country_boxes.py package/countries-10m.json > dashboard/dataset/countries.csv
"""

import json
import sys
from itertools import accumulate, pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

from babel.core import get_global

from dashboard.dataset.countries import country_names

Box = tuple[float, float, float, float]
"""West, south, east, north; west from -180 on and below 180, east not below west, so perhaps beyond 180."""

GAP = 10.0
"""Parts of a country that are at most this many degrees apart share a box."""

SUBDIVISIONS = {
    "CN": "HK MO TW",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "NL": "AW BQ CW SX",
    "NO": "SJ",
    "US": "AS GU MP PR UM VI",
}
"""What ISO 3166-2 lists as subdivisions of a country, besides having codes of their own: either code is right."""


def main(path: Path) -> None:
    """Print the table of boxes."""
    parts = parts_by_country(json.loads(path.read_text()))
    own = dict(parts)
    for code, others in SUBDIVISIONS.items():
        parts[code] = [*own[code], *(box for other in others.split() for box in own.get(other, []))]
    print("code,west,south,east,north")
    for code in sorted(parts):
        for west, south, east, north in sorted(joined(parts[code])):
            # Outwards to a tenth of a degree.
            tenths = floor(west * 10), floor(south * 10), ceil(east * 10), ceil(north * 10)
            w, s, e, n = (tenth / 10 for tenth in tenths)
            print(code, w, s, e if e <= 180 else round(e - 360, 1), n, sep=",")


def parts_by_country(topology: dict[str, Any]) -> dict[str, list[Box]]:
    """Return the box of every polygon, by alpha-2 code; features without a code of ISO 3166-1 are left out."""
    aliases = get_global("territory_aliases")
    parts: dict[str, list[Box]] = {}
    lines = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    for feature in topology["objects"]["countries"]["geometries"]:
        code = next(iter(aliases.get(feature.get("id", ""), [])), "")
        if code in country_names():
            polygons = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
            parts.setdefault(code, []).extend(box_of(rings[0], lines) for rings in polygons)
    return parts


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """Return the points of an arc of TopoJSON in degrees."""
    (x_scale, y_scale), (x0, y0) = transform["scale"], transform["translate"]
    xs, ys = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
    return [(x * x_scale + x0, y * y_scale + y0) for x, y in zip(xs, ys, strict=True)]


def box_of(ring: list[int], lines: list[list[tuple[float, float]]]) -> Box:
    """Return the box of a ring of arcs, which may cross the antimeridian."""
    points = [point for i in ring for point in (lines[i] if i >= 0 else lines[~i][::-1])]
    # A step of more than half the globe is one across the antimeridian.
    turns = accumulate((round((a[0] - b[0]) / 360) for a, b in pairwise(points)), initial=0)
    xs = [x + 360 * turn for (x, _), turn in zip(points, turns, strict=True)]
    ys = [y for _, y in points]
    return normal((min(xs), min(ys), max(xs), max(ys)))


def normal(box: Box) -> Box:
    """Return a box with its west from -180 on; one that goes round the globe takes in the pole too."""
    west, south, east, north = box
    if east - west >= 360:
        return (-180, -90, 180, north) if south < 0 else (-180, south, 180, 90)
    turn = 360 * ((west + 180) // 360)
    return west - turn, south, east - turn, north


def joined(boxes: list[Box]) -> list[Box]:
    """Join boxes that are near one another until none are."""
    done: list[Box] = []
    for box in boxes:
        while near := next(((other, both) for other in done if (both := union(box, other))), None):
            done.remove(near[0])
            box = near[1]
        done.append(box)
    return done


def union(a: Box, b: Box) -> Box | None:
    """Return the box around two boxes, or nothing where they are far from one another."""
    if a[1] - GAP > b[3] or b[1] - GAP > a[3]:
        return None
    for turn in (0, 360, -360):
        west, east = b[0] + turn, b[2] + turn
        if a[0] - GAP <= east and west - GAP <= a[2]:
            return normal((min(a[0], west), min(a[1], b[1]), max(a[2], east), max(a[3], b[3])))
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))

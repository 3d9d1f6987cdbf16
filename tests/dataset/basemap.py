"""Make the files of dashboard/assets/topojson from the land and country layers of the basemap of plotly.js.

The one argument is `dist/plotly-geo-assets.js` of the npm package plotly.js, whose version is that of the bundle.

    python tests/dataset/basemap.py package/dist/plotly-geo-assets.js
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from dashboard.settings import ASSETS

LAYERS = ("countries", "land")  # all that the maps draw; plotly.js has rivers, lakes, coasts and provinces too


def main(script: Path) -> None:
    """Write the two files."""
    for resolution in (110, 50):
        name = f"world_{resolution}m"
        smaller = with_layers(topology_in(script.read_text(encoding="utf-8"), name))
        text = json.dumps(smaller, separators=(",", ":"))
        (ASSETS / "topojson" / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def topology_in(script: str, name: str) -> dict[str, Any]:
    """Return one of the topologies that the script holds."""
    found = re.search(rf'{name}\.json"\(exports, module\) {{\s*module\.exports = ', script)
    assert found, f"{name} is not where plotly.js 4.1.1 has it"
    literal = script[found.end() : script.index("\n    }", found.end())].strip().removesuffix(";")
    # esbuild writes 1000 as 1e3.
    text = re.sub(r"([{,]\s*)([a-z]\w*):", r'\1"\2":', literal)
    topology: dict[str, Any] = json.loads(text, parse_float=lambda n: int(float(n)) if float(n) % 1 == 0 else float(n))
    return topology


def with_layers(topology: dict[str, Any]) -> dict[str, Any]:
    """Return a topology with no more than `LAYERS` and the arcs that these need, point for point as they were."""
    number: dict[int, int] = {}

    def renumbered(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumbered(part) for part in arcs]
        new = number.setdefault(arcs if arcs >= 0 else ~arcs, len(number))
        return new if arcs >= 0 else ~new

    objects = {}
    for layer in LAYERS:
        shapes = [shape for shape in topology["objects"][layer]["geometries"] if "arcs" in shape]
        objects[layer] = {
            "type": "GeometryCollection",
            "geometries": [
                {"type": it["type"], "arcs": renumbered(it["arcs"])} | ({"id": it["id"]} if "id" in it else {})
                for it in shapes
            ],
        }
    arcs = [topology["arcs"][old] for old in number]
    return {"type": "Topology", "objects": objects, "arcs": arcs} | {k: topology[k] for k in ("bbox", "transform")}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

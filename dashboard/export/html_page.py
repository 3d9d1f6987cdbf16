"""Write a selection as one HTML file that needs no server and no network: charts, legend, cards and table."""

import base64
import hashlib
import html
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import theme as charts_theme
from dashboard.charts.map.figure import world
from dashboard.charts.map.projection import Area
from dashboard.charts.theme import INK, OTHER, PAPER, QUIET
from dashboard.charts.timeline.figure import timeline
from dashboard.charts.view import COLOUR_BY, View, view
from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.export.font import font_face
from dashboard.export.provenance import (
    MOST_NAMED,
    credits_of,
    sources_line,
    sources_of,
    statement,
    status_phrases,
    statuses,
)
from dashboard.markup import panels
from dashboard.plotly_js import plotly_js
from dashboard.selection.selection import Counts, Selection, counts, mask
from dashboard.settings import ASSETS

MOST_LISTED = 200
"""How many events have a card and a row in the table, unless their texts are long."""

MOST_BYTES = 6_000_000
"""How large a document is at most, unless what is beside cards and table is larger."""

_HEIGHTS = {1080: (430, 400), 640: (360, 400), 358: (270, 400)}
"""The widths for which the charts are laid out, and the heights of map and timeline at each; in pixels."""

_LEGEND_ROW = 22  # px, in a chart
_CONTEXT = "Context"

_POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",  # plotly.js and the cards write style into the document
    "img-src": "data: blob:",
    "font-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def standalone(
    dataset: Dataset, selection: Selection, colour_by: str = "country", theme: str = "light", true_scale: bool = False
) -> str:
    """Return an HTML document that loads nothing: plotly.js, the basemap, the font and the figures are in it.

    Cards and table are plain HTML, so that they read without JavaScript; they hold the first events, at most
    `MOST_LISTED`, as far as `MOST_BYTES` reach, and the document says how many more there are.
    """
    kept = mask(selection, dataset)
    shown = {width: view(dataset, kept, colour_by, width) for width in _HEIGHTS}
    look = _dark if theme == "dark" else _light
    any_view = shown[min(shown)]
    switches = _switches(any_view)
    title = panels.escape(dataset.records.title)
    scripts = [_plotly(), _script()]
    texts: dict[str, int] = {}
    layouts = [_layout(of, *_HEIGHTS[width], selection.box, true_scale, theme, texts) for width, of in shown.items()]
    data = {
        "categories": [switch.category for switch in switches],
        "colours": [look(switch.colour) for switch in switches],
        "ink": look(INK),
        "paper": look(PAPER),
        "quiet": look(QUIET),
        "counts": _count_lines(dataset, any_view, switches),
        "layouts": layouts,
        "texts": list(texts),
    }
    before = f"""<!DOCTYPE html>
<html lang="en" class="{theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="{theme}">
<title>{title}</title>
<style>{look(_css())}</style>
</head>
<body>
<main>
{_head(dataset, selection, kept, title)}
{_legend(switches, COLOUR_BY[colour_by], look)}
<section id="map" aria-label="Map" hidden></section>
<section id="timeline" aria-label="Timeline" hidden></section>
<noscript><p class="notes">Map and timeline need JavaScript. Cards and table below read without it.</p></noscript>
"""
    between = f"""
</main>
{_foot(dataset, kept)}
{_data_block("basemap", (ASSETS / "topojson" / "world_110m.json").read_text(encoding="utf-8"))}
"""
    after = f"""
<script>{scripts[0]}</script>
<script type="module">{scripts[1]}</script>
</body>
</html>
"""
    room = MOST_BYTES - _size(before, between, after)

    def parts(most: int) -> tuple[str, str]:
        """Return cards and table of so many events, and the data that go with them."""
        listed = dataset.frames.events["id"].iloc[any_view.in_order()[:most]].tolist()
        named = {"events": _named(dataset, switches, layouts, listed), "listed": listed}
        said = json.dumps(named | data, ensure_ascii=False, separators=(",", ":"))
        return _records(dataset, any_view, look, most), _data_block("data", said)

    most = _most_within(room, min(MOST_LISTED, len(any_view.rows)), lambda n: _size(*parts(n)))
    records, block = parts(most)
    return f"{before}{records}{between}{block}{after}"


def _most_within(room: int, most: int, size: Callable[[int], int]) -> int:
    """Return the largest number up to `most` whose size has room, else 0; of many sizes few are asked for."""
    if size(most) <= room:
        return most
    return max(0, bisect_right(range(most), room, key=size) - 1)


def _size(*parts: str) -> int:
    return sum(len(part.encode()) for part in parts)


@cache
def parts_digest() -> str:
    """Return a hash of what every document holds besides the data: plotly.js, basemap, font, scripts and styles."""
    parts = (_plotly(), _script(), _css(), (ASSETS / "topojson" / "world_110m.json").read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _light(css: str) -> str:
    return css


def _dark(css: str) -> str:
    return charts_theme.dark_text(css)


@dataclass(frozen=True)
class _Switch:
    """An entry of the legend: a category of defections by its number among the looks, or context, and its events."""

    name: str
    colour: str
    symbol: str
    category: int  # -1 for context, as in the traces that sum up
    rows: np.ndarray


def _switches(shown: View) -> list[_Switch]:
    """Return the entries of the legend in its order; every event is in one of them."""
    defection = shown.dataset.index.is_defection[shown.rows]
    found = [
        _Switch(look.name, look.colour, "●", n, shown.rows[defection & (shown.order == n)])
        for n, look in enumerate(shown.looks)
    ]
    found.append(_Switch(_CONTEXT, OTHER, "■", -1, shown.rows[~defection]))
    return [switch for switch in found if len(switch.rows)]


def _named(dataset: Dataset, switches: Sequence[_Switch], layouts: Iterable[Any], listed: Iterable[str]) -> Any:
    """Return the switch and the label of each event that the document names, by its id."""
    figures = (of[name] for of in layouts for name in ("map", "timeline"))
    ids = sorted({*listed, *(key for figure in figures for trace in figure["data"] for key in _ids(trace))})
    number = {row: n for n, switch in enumerate(switches) for row in switch.rows.tolist()}
    rows = [dataset.index.row_by_id[key] for key in ids]
    labels = dataset.frames.events["label"].iloc[rows].tolist()
    return {key: [number[row], visible(label)] for key, row, label in zip(ids, rows, labels, strict=True)}


def _ids(trace: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the events that a trace names; what narrows the view down has bounds, or nothing, instead."""
    meta = trace.get("meta", {})
    if "narrows" not in meta:
        for target in (*trace.get("customdata", []), *meta.get("lines", [])):
            yield from (key for key in target or () if isinstance(key, str))


def _count_lines(dataset: Dataset, shown: View, switches: Sequence[_Switch]) -> list[str]:
    """Return the count line for every set of switches that are on; the number of the set has a bit for each."""
    each: list[tuple[Counts, Counter[str]]] = []
    for switch in switches:
        kept = np.zeros(len(dataset.frames.events), dtype=bool)
        kept[switch.rows] = True
        each.append((counts(kept, dataset), statuses(dataset, kept)))
    none = counts(np.zeros(len(dataset.frames.events), dtype=bool), dataset)
    lines = []
    for number in range(2 ** len(each)):
        on = [one for n, one in enumerate(each) if number >> n & 1]
        sure = sum((of for _, of in on), Counter[str]())
        lines.append(_count_line(dataset, _sum(none, [one for one, _ in on]), sure))
    return lines


def _count_line(dataset: Dataset, numbers: Counts, sure: Mapping[str, int]) -> str:
    return "; ".join([panels.count_line(numbers), *status_phrases(dataset, sure)])


def _sum(none: Counts, parts: Sequence[Counts]) -> Counts:
    statuses = [status for one in parts for status in one.whereabouts]
    return Counts(
        defections=sum(one.defections for one in parts),
        defections_in_all=none.defections_in_all,
        context=sum(one.context for one in parts),
        whereabouts={status: sum(one.whereabouts.get(status, 0) for one in parts) for status in statuses},
        undated=sum(one.undated for one in parts),
        unplaced=sum(one.unplaced for one in parts),
    )


def _layout(
    shown: View, map_height: int, height: int, area: Area | None, true_scale: bool, theme: str, texts: dict[str, int]
) -> dict[str, Any]:
    """Return both figures as they are laid out for the width of a view.

    What hover says is much the same in all layouts: it goes into `texts`, and its number into the figures.
    """
    figures = {
        "map": world(shown, map_height, area=area, still=True),
        "timeline": timeline(shown, height, true_scale),
    }
    if theme == "dark":
        figures = {name: charts_theme.dark(figure) for name, figure in figures.items()}
    return {"width": shown.width} | {name: _plain(figure, texts) for name, figure in figures.items()}


def _plain(figure: go.Figure, texts: dict[str, int]) -> Any:
    """Return a figure as plain JSON values, without those legend entries that the legend of the document has."""
    plain = json.loads(figure.to_json())
    before = _legend_rows(plain)
    plain["data"] = [trace for trace in plain["data"] if not _is_category(trace)]
    freed = _LEGEND_ROW * (before - _legend_rows(plain))
    plain["layout"]["height"] -= freed
    plain["layout"]["margin"]["b"] -= freed
    for trace in plain["data"]:
        if "hovertext" in trace:
            trace["hovertext"] = [texts.setdefault(text, len(texts)) for text in trace["hovertext"]]
    return plain


def _legend_rows(plain: Mapping[str, Any]) -> int:
    names = [html.unescape(trace["name"]) for trace in plain["data"] if trace.get("showlegend")]
    return charts_theme.legend_rows(names, plain["layout"]["width"])


def _is_category(trace: Mapping[str, Any]) -> bool:
    marker = trace.get("marker", {})
    return (
        trace["type"] == "scattergeo" and bool(trace.get("showlegend")) and marker.keys() == {"symbol", "color", "size"}
        and marker["symbol"] == "circle" and marker["color"] not in (INK, charts_theme.dark_text(INK))
    )  # fmt: skip


def _head(dataset: Dataset, selection: Selection, kept: np.ndarray, title: str) -> str:
    about = dataset.records.description
    numbers = counts(kept, dataset)
    line = _count_line(dataset, numbers, statuses(dataset, kept))
    _, filters = statement(dataset, selection)
    return "\n".join(
        [
            f'<header>\n<h1 class="title">{title}</h1>',
            *([f'<p class="about">{panels.escape(about)}</p>'] if about else []),
            f'<p class="count" role="status"><span id="count">{line}</span>'
            f'<span id="off"></span> <span class="filters">· {panels.escape(filters)}</span></p>',
            *(f'<p class="notes">{panels.escape(note)}</p>' for note in panels.notes(dataset, selection, [], numbers)),
            "</header>",
        ]
    )


def _legend(switches: Sequence[_Switch], title: str, look: Callable[[str], str]) -> str:
    buttons = "".join(
        f'<button type="button" aria-pressed="true" data-name="{panels.escape(switch.name)}">'
        f'<span aria-hidden="true" style="color:{look(switch.colour)}">{switch.symbol}</span> '
        f"{panels.escape(switch.name)} <small>{len(switch.rows):,}</small></button>"
        for switch in switches
    )
    said = f"{title}: switch on and off"
    return f'<div class="legend" role="group" aria-label="{said}" hidden><b>{title}</b>{buttons}</div>' * bool(buttons)


def _records(dataset: Dataset, shown: View, look: Callable[[str], str], most: int) -> str:
    """Return the cards and the table of the first events, at most so many, and how many more there are."""
    rows = shown.in_order()[:most].tolist()
    if not rows:
        said = "The charts leave no room for cards and table; the data as CSV, JSON or GeoJSON hold all events."
        return f"<p class='notes'>{said}</p>" * (len(shown.rows) > 0)
    colours = {row: look(colour) for row, colour in shown.colours(rows).items()}
    more = len(shown.rows) - len(rows)
    said = (
        f"<p class='notes'>Cards and table hold the first {len(rows):,} events, in order of time. The charts show "
        f"{more:,} more; the data as CSV, JSON or GeoJSON hold all of them.</p>\n"
    ) * (more > 0)
    return (
        f'<section id="cards" aria-labelledby="events"><h2 id="events">The events</h2>\n{said}'
        f'<h3 class="unseen">One by one</h3>{panels.cards(dataset, rows, colours, frozenset())}</section>\n'
        f'<section id="table" aria-label="Table">{panels.table(dataset, rows, frozenset())}</section>'
    )


def _foot(dataset: Dataset, kept: np.ndarray) -> str:
    lines = [sources_line(sources_of(dataset, kept), MOST_NAMED), *credits_of(dataset, kept, basemap=True)]
    return f"<footer>{''.join(f'<p>{panels.escape(line)}</p>' for line in lines)}</footer>"


def _plotly() -> str:
    return plotly_js().decode().replace("</script", "<\\/script")


def _script() -> str:
    """Return the script of the document: the page's own drawing of a chart, and what links the charts here."""
    drawing = (ASSETS / "chart.js").read_text(encoding="utf-8")
    drawing = drawing.replace("export default function (", "return function (")
    linking = (ASSETS / "standalone.js").read_text(encoding="utf-8")
    return f"const drawChart = (() => {{\n{drawing}}})();\n{linking}"


def _css() -> str:
    styles = ((ASSETS / name).read_text(encoding="utf-8") for name in ("page.css", "standalone.css"))
    return "\n".join([font_face(), *styles])


def _policy(scripts: Sequence[str]) -> str:
    """Return the content security policy of the document: it runs these scripts and loads nothing."""
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    policy = _POLICY | {"script-src": " ".join(f"'sha256-{digest}'" for digest in digests)}
    return html.escape("; ".join(f"{name} {sources}" for name, sources in policy.items()), quote=False)


def _data_block(name: str, text: str) -> str:
    """Return JSON as a block of data in an HTML document, which nothing in it can end."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/json" id="{name}">{text}</script>'

"""Write a selection as one HTML file that needs no server and no network: charts, legend, cards and table."""

import base64
import hashlib
import html
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import text_metrics
from dashboard.charts import theme as charts_theme
from dashboard.charts.map.figure import draw_map
from dashboard.charts.theme import INK, MUTED, OTHER, PAPER
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.export.provenance import MAX_NAMED_SOURCES, credit_lines, source_names, sources_line, statement
from dashboard.markup.environment import escape
from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from dashboard.markup.status_lines import count_line
from dashboard.plotly_js import plotly_js
from dashboard.selection import Selection, ViewOptions
from dashboard.selection.filters import COLOUR_BY
from dashboard.selection.notes import note_sentences
from dashboard.settings import ASSETS, font_file

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


def standalone(selection: Selection, options: ViewOptions, theme: str = "light") -> str:
    """Return an HTML document that loads nothing: plotly.js, the basemap, the font and the figures are in it.

    Cards and table are plain HTML, so that they read without JavaScript; they hold the first events, at most
    `MOST_LISTED`, as far as `MOST_BYTES` reach, and the document says how many more there are.
    """
    dataset, options = selection.dataset, replace(options, marked=())
    shown = {width: chart_view(selection, options, width) for width in _HEIGHTS}
    look = _dark if theme == "dark" else _light
    any_view = shown[min(shown)]
    switches = _switches(any_view)
    title = escape(dataset.records.title)
    scripts = [_plotly(), _script()]
    texts: dict[str, int] = {}
    layouts = [_layout(selection, options, width, theme, texts) for width in _HEIGHTS]
    data = {
        "categories": [switch.category for switch in switches],
        "colours": [look(switch.colour) for switch in switches],
        "ink": look(INK),
        "paper": look(PAPER),
        "quiet": look(MUTED),
        "counts": _count_lines(selection, switches),
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
{_head(selection, title)}
{_legend(switches, COLOUR_BY[options.colour_by], look)}
<section id="map" aria-label="Map" hidden></section>
<section id="timeline" aria-label="Timeline" hidden></section>
<noscript><p class="notes">Map and timeline need JavaScript. Cards and table below read without it.</p></noscript>
"""
    between = f"""
</main>
{_foot(selection)}
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
        listed = dataset.frames.events["id"].iloc[selection.rows_in_display_order[:most]].tolist()
        named = {"events": _named(dataset, switches, layouts, listed), "listed": listed}
        said = json.dumps(named | data, ensure_ascii=False, separators=(",", ":"))
        return _records(any_view, look, most), _data_block("data", said)

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


def _switches(shown: ChartView) -> list[_Switch]:
    """Return the entries of the legend in its order; every event is in one of them."""
    defection = shown.dataset.index.is_defection[shown.rows]
    found = [
        _Switch(look.name, look.colour, "●", n, shown.rows[defection & (shown.category_index == n)])
        for n, look in enumerate(shown.categories)
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


def _count_lines(selection: Selection, switches: Sequence[_Switch]) -> list[str]:
    """Return the count line for every set of switches that are on; the number of the set has a bit for each."""
    lines = []
    for number in range(2 ** len(switches)):
        rows = [switch.rows for n, switch in enumerate(switches) if number >> n & 1]
        lines.append(_count_line(selection.only(np.concatenate([np.empty(0, dtype="int64"), *rows]))))
    return lines


def _count_line(selection: Selection) -> str:
    return "; ".join([count_line(selection), *selection.status_phrases])


def _layout(
    selection: Selection, options: ViewOptions, width: int, theme: str, texts: dict[str, int]
) -> dict[str, Any]:
    """Return both figures as they are laid out for a width.

    What hover says is much the same in all layouts: it goes into `texts`, and its number into the figures.
    """
    map_height, height = _HEIGHTS[width]
    figures = {
        "map": draw_map(selection, options, ChartSize(width, map_height), is_static=True),
        "timeline": draw_timeline(selection, options, ChartSize(width, height)),
    }
    if theme == "dark":
        figures = {name: charts_theme.dark(figure) for name, figure in figures.items()}
    return {"width": width} | {name: _plain(figure, texts) for name, figure in figures.items()}


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
    return text_metrics.legend_rows(names, plain["layout"]["width"])


def _is_category(trace: Mapping[str, Any]) -> bool:
    marker = trace.get("marker", {})
    return (
        trace["type"] == "scattergeo" and bool(trace.get("showlegend")) and marker.keys() == {"symbol", "color", "size"}
        and marker["symbol"] == "circle" and marker["color"] not in (INK, charts_theme.dark_text(INK))
    )  # fmt: skip


def _head(selection: Selection, title: str) -> str:
    about = selection.dataset.records.description
    _, filters = statement(selection)
    return "\n".join(
        [
            f'<header>\n<h1 class="title">{title}</h1>',
            *([f'<p class="about">{escape(about)}</p>'] if about else []),
            f'<p class="count" role="status"><span id="count">{_count_line(selection)}</span>'
            f'<span id="off"></span> <span class="filters">· {escape(filters)}</span></p>',
            *(f'<p class="notes">{escape(note)}</p>' for note in note_sentences(selection, [])),
            "</header>",
        ]
    )


def _legend(switches: Sequence[_Switch], title: str, look: Callable[[str], str]) -> str:
    buttons = "".join(
        f'<button type="button" aria-pressed="true" data-name="{escape(switch.name)}">'
        f'<span aria-hidden="true" style="color:{look(switch.colour)}">{switch.symbol}</span> '
        f"{escape(switch.name)} <small>{len(switch.rows):,}</small></button>"
        for switch in switches
    )
    said = f"{title}: switch on and off"
    return f'<div class="legend" role="group" aria-label="{said}" hidden><b>{title}</b>{buttons}</div>' * bool(buttons)


def _records(shown: ChartView, look: Callable[[str], str], most: int) -> str:
    """Return the cards and the table of the first events, at most so many, and how many more there are."""
    rows = shown.selection.rows_in_display_order[:most].tolist()
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
        f'<h3 class="unseen">One by one</h3>{cards(shown.selection, rows, colours, frozenset())}</section>\n'
        f'<section id="table" aria-label="Table">{table(shown.selection, rows, frozenset())}</section>'
    )


def _foot(selection: Selection) -> str:
    named = sources_line(source_names(selection), MAX_NAMED_SOURCES)
    lines = [named, *credit_lines(selection, with_basemap=True)]
    return f"<footer>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</footer>"


def _plotly() -> str:
    return plotly_js().decode().replace("</script", "<\\/script")


def _script() -> str:
    """Return the script of the document: the page's own drawing of a chart, and what links the charts here."""
    drawing = (ASSETS / "chart.js").read_text(encoding="utf-8")
    drawing = drawing.replace("export default function (", "return function (")
    linking = (ASSETS / "standalone.js").read_text(encoding="utf-8")
    return f"const drawChart = (() => {{\n{drawing}}})();\n{linking}"


def _css() -> str:
    return _font() + "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("page.css", "standalone.css"))


def _font() -> str:
    """Return the rule of the page's sans-serif font with the font in it: for it the charts have measured their words.

    It is Adobe's Source Sans as Streamlit ships it, under the SIL Open Font License 1.1, which the font itself names.
    """
    encoded = base64.b64encode(font_file().read_bytes()).decode()
    return f'@font-face{{font-family:"Source Sans";font-weight:200 900;src:url(data:font/woff2;base64,{encoded})}}\n'


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

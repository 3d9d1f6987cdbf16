"""Columns count at least what falls into a period in every world, and at most what does in some world."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

import numpy as np

from dashboard.charts.timeline.bins import UNITS, TimeBins
from dashboard.charts.timeline.histogram import Histogram, lay_out_histogram
from dashboard.charts.view import ChartSize, chart_view
from dashboard.dataset.vocabulary import STATUS_LABELS
from dashboard.selection import Selection, ViewOptions, select
from tests.worlds.days import NEVER_BEGUN, NEVER_ENDED, core_days, when
from tests.worlds.oracle import Event, has_date, is_defection, keeps, placed

Bounds = tuple[int, int]
"""A least and a greatest number of events."""


def check_columns(
    file: dict[str, Any], query: list[tuple[str, str]], selection: Selection, options: ViewOptions, width: int
) -> None:
    kept = [event for event in file["events"] if keeps(query, event)]
    view = chart_view(selection, options, width)
    histogram = lay_out_histogram(view, ChartSize(width, 400), options.true_scale, with_colour_legend=True)
    assert (histogram is None) == all((placed(it).first, placed(it).last) == (NEVER_BEGUN, NEVER_ENDED) for it in kept)
    if histogram is None:
        return
    periods = [_days(histogram.binned.bins, n) for n in np.flatnonzero(histogram.binned.bins.is_shown).tolist()]
    assert periods == sorted(periods)
    is_certain = selection.filters.certain
    _check_bars(histogram, kept, periods, is_certain)
    _check_clicks(histogram, query, selection)
    _check_precision(histogram.binned.bins.unit, kept, periods)
    _check_caption(" ".join(histogram.caption.lines), kept, periods, is_certain)


def _days(bins: TimeBins, number: int) -> tuple[int, int]:
    first, last = bins.days(number)
    return first.toordinal(), last.toordinal()


def _count(events: Sequence[Event], period: tuple[int, int], is_certain: bool) -> Bounds:
    must = sum(placed(event).must_touch(*period) for event in events)
    return must, must if is_certain else sum(placed(event).may_touch(*period) for event in events)


def _check_bars(
    histogram: Histogram, kept: Sequence[Event], periods: Sequence[tuple[int, int]], is_certain: bool
) -> None:
    drawn: dict[tuple[int, int], dict[str, float]] = {period: {} for period in periods}
    context_height: set[float] = set()
    for trace in histogram.draw()["data"]:
        if trace["type"] != "bar":
            continue
        for (first, last), height, said in zip(trace["customdata"], trace["y"], trace["text"], strict=True):
            period = when(first).first, when(last).last
            part, name = trace["meta"]["part"], unescape(trace["name"])
            of_kind = [event for event in kept if is_defection(event) == (name != "Context")]
            of_category = [event for event in of_kind if name in ("Context", STATUS_LABELS[event["status"]])]
            least, most = _count(of_category, period, is_certain)
            expected = [_count(of_category, period, is_certain), _count(of_kind, period, is_certain)]
            assert _said(said) in (expected, expected[:1]), said
            assert len(_said(said)) == 2 or expected[0] == expected[1], said
            number = least if part == "certain" else most - least
            if name == "Context":
                context_height.add(round(height / number, 9))
            else:
                assert height == number
                drawn[period][part] = drawn[period].get(part, 0) + height
    assert len(context_height) <= 1
    defections = [event for event in kept if is_defection(event)]
    for period, parts in drawn.items():
        least, most = _count(defections, period, is_certain)
        assert (parts.get("certain", 0), sum(parts.values())) == (least, most)


def _said(words: str) -> list[Bounds]:
    """Return the bounds that the words of a hover name: of the category, and if more of all."""
    bounds = []
    for part in re.sub(r" (defections?|events?)$", "", words).split(" of "):
        least, _, most = part.partition(" to ")
        bounds.append((int(least), int(most or least)))
    return bounds


def _check_clicks(histogram: Histogram, query: list[tuple[str, str]], selection: Selection) -> None:
    binned = histogram.binned
    for number, (first, last) in enumerate(binned.bounds.tolist()):
        if first:
            others = [pair for pair in query if pair[0] not in ("from", "until", "certain")]
            others += [("certain", "1")] if selection.filters.certain else []
            narrowed, ignored = select(selection.dataset, [*others, ("from", first), ("until", last)])
            assert ignored == []
            assert len(narrowed) == binned.possible[:, number].sum()


def _check_caption(caption: str, kept: Sequence[Event], periods: Sequence[tuple[int, int]], is_certain: bool) -> None:
    dated = [event for event in kept if has_date(event)]
    may = {event["id"]: sum(placed(event).may_touch(*period) for period in periods) for event in dated}
    must = {event["id"]: sum(placed(event).must_touch(*period) for period in periods) for event in dated}
    touched = [may, must][is_certain]
    lasting = [event["id"] for event in dated if placed(event).is_lasting]
    said = {key: _number(caption, words) for key, words in _SENTENCES.items()}
    assert said == {
        "several": 0 if is_certain else sum(n > 1 for key, n in may.items() if key not in lasting),
        "undated": len(kept) - len(dated),
        "lasting": sum(touched[key] > 1 for key in lasting),
        "uncounted": sum(not n for n in must.values()) if is_certain else 0,
        "later": sum(max(0, len(event["milestones"]) - 1) for event in kept),
    }, caption
    has_doubt = may != must or len(kept) > len(dated)
    assert ("pale those that may" in caption) == (not is_certain and has_doubt), caption
    assert ("certainly" in caption) == has_doubt, caption


_SENTENCES = {
    "several": r"([\d,]+) events? may fall into several columns",
    "undated": r"([\d,]+) events? may fall into any",
    "lasting": r"([\d,]+) events? lasted and counts? in every column that (?:it|they)",
    "uncounted": r"([\d,]+) events? (?:is|are) in no column",
    "later": r"([\d,]+) further claims?",
}


def _number(caption: str, words: str) -> int:
    found = re.search(words, caption)
    return int(found[1].replace(",", "")) if found else 0


_DAYS_OF_UNIT = dict(zip(UNITS, (1, 31, 92, 366, 3653, 36525, 10**9), strict=True))


def _check_precision(unit: str, kept: Sequence[Event], periods: Sequence[tuple[int, int]]) -> None:
    """No column is finer than most of the dates that it counts, as far as these have a precision."""
    for period in periods:
        counted = [event for event in kept if has_date(event) and placed(event).may_touch(*period)]
        found = (_coarsest(event["milestones"][0]["date"]) for event in counted)
        lengths = [days for days in found if days is not None]
        assert 2 * sum(days > _DAYS_OF_UNIT[unit] for days in lengths) <= len(lengths)


def _coarsest(text: str) -> int | None:
    """Return how many days a date covers without its margin, or the vaguer end of what lasted; nothing if open."""
    if "/" in text:
        return max(core_days(end) for end in text.split("/") if end not in ("", ".."))
    told = when(re.sub("[?~%]", "", text))
    return None if told.first == NEVER_BEGUN or told.last == NEVER_ENDED else told.last - told.first + 1

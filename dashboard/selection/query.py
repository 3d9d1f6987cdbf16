"""Read a URL query: filters, view options, and what makes no sense in it."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import parse_qsl

from dashboard.dataset import Dataset, edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.country_spellings import country_meant
from dashboard.dataset.messages import nearest_of
from dashboard.dataset.text import SHOWN, beginning, visible
from dashboard.dataset.vocabulary import STATUSES, WHEREABOUTS
from dashboard.selection.filters import (
    COLOUR_BY,
    FILTER_KEYS,
    LIST_KEYS,
    MAX_CHARACTERS,
    MAX_MARKED,
    MAX_WORDS,
    Box,
    Filters,
    ViewOptions,
)

Query = str | Iterable[tuple[str, str]]
"""A URL query, a whole address with one, or pairs of key and value."""

_VIEW_VALUES: dict[str, tuple[str, ...]] = {
    "colour": tuple(COLOUR_BY),
    "scale": ("true",),
    "event": (),
    "embed": (),
    "embed_options": (),
}
"""The keys that say how a page looks, with the values that each may have; () stands for any. The last two are those by
which Streamlit embeds a page. They select nothing."""

_DEFAULTS = ViewOptions()


def read_view_options(query: Query, before: ViewOptions = _DEFAULTS) -> ViewOptions:
    """Read the view options of a query; those that it does not name stay as before.

    Of several colours the first counts.
    """
    given: dict[str, list[str]] = {key: [] for key in _VIEW_VALUES}
    for key, value in query_pairs(query):
        if key in _VIEW_VALUES and (not _VIEW_VALUES[key] or value in _VIEW_VALUES[key]):
            given[key].append(value)
    colour = next(iter(given["colour"]), before.colour_by)
    marked = tuple(sorted(list(dict.fromkeys(given["event"]))[:MAX_MARKED]))
    return ViewOptions(colour, bool(given["scale"]) or before.true_scale, marked or before.marked)


def read_filters(query: Query, dataset: Dataset) -> tuple[Filters, list[str]]:
    """Read the filters of a query, with a sentence for each part of it that makes no sense and is ignored."""
    pairs = query_pairs(query)
    ignored = _too_many_marked(pairs)
    values, complaints = _values_by_key(pairs, dataset)
    ignored += complaints
    since, until = (next(iter(values.get(key, ())), None) for key in ("from", "until"))
    first, last = first_day(since), last_day(until)
    if first and last and first > last:
        ignored.append(f"until {_quoted(until)}, because it is before from {_quoted(since)}")
        until = None
    text, complaints = _search_text(values.get("q", [""])[0])
    ignored += complaints
    return Filters(
        **{key: tuple(dict.fromkeys(values.get(key, ()))) for key in LIST_KEYS},
        since=since or None,
        until=until or None,
        certain=values.get("certain") == ["1"] and bool(since or until),  # without a range of dates it asks nothing
        box=_box(values["box"][0]) if "box" in values else None,
        q=text,
        context=values.get("context") != ["0"],
    ), ignored


def query_pairs(query: Query) -> list[tuple[str, str]]:
    """Return the pairs of key and value of a query."""
    if not isinstance(query, str):
        return list(query)
    address = re.fullmatch(r"https?://[^?#]*(?:\?([^#]*))?(?:#.*)?", query, re.DOTALL)
    return parse_qsl((address[1] or "") if address else query.removeprefix("?"), keep_blank_values=True)


def first_day(text: str | None) -> date | None:
    """Return the first day of an EDTF text: that which counts of `from`."""
    return edtf.parse(text).earliest if text else None


def last_day(text: str | None) -> date | None:
    """Return the last day of an EDTF text: that which counts of `until`."""
    return edtf.parse(text).latest if text else None


def _too_many_marked(pairs: list[tuple[str, str]]) -> list[str]:
    events = len({value for key, value in pairs if key == "event"})
    return [f"all but the first {MAX_MARKED} of {events:,} events to mark"] if events > MAX_MARKED else []


def _values_by_key(pairs: list[tuple[str, str]], dataset: Dataset) -> tuple[dict[str, list[str]], list[str]]:
    """Sort what makes sense by filter key, and say of the rest why it does not."""
    values: dict[str, list[str]] = {}
    ignored: list[str] = []
    for key, value in pairs:
        if not _is_text(key + value):
            ignored.append(f"{_quoted(f'{key}={value}')} is not UTF-8")
        elif key in _VIEW_VALUES and value in (_VIEW_VALUES[key] or (value,)):
            continue
        elif complaint := _complaint(key, value, dataset):
            ignored.append(complaint)
        elif key in LIST_KEYS or not values.get(key):
            values.setdefault(key, []).append(value)
        elif key == "q":
            values[key] = [f"{values[key][0]} {value}"]
        elif value not in values[key]:
            ignored.append(given_twice(key, value, values[key][0]))
    return values, ignored


def _search_text(given: str) -> tuple[str, list[str]]:
    """Tidy the spaces of a search text and cut it to what is searched for."""
    text = " ".join(given.split())
    kept = " ".join(text[:MAX_CHARACTERS].split()[:MAX_WORDS])
    if kept == text:
        return text, []
    return kept, [
        f"end of the long search text {_quoted(text)} (only its first {len(kept)} characters count: at most "
        f"{MAX_WORDS} words and {MAX_CHARACTERS} characters)"
    ]


def _is_text(value: str) -> bool:
    """Whether a text is one: bytes that are not UTF-8 come from the command line as halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _complaint(key: str, value: str, dataset: Dataset) -> str | None:
    """Say what is wrong with one pair of a query, if anything."""
    match key:
        case "colour" | "scale":
            return unknown_value(key, key, value, ", ".join(_VIEW_VALUES[key]))
        case "post" if value not in country_names():
            meant = country_meant(value[:SHOWN])
            return unknown_value("country", key, value, "ISO 3166-1 codes such as RU", meant)
        case "to" if value not in country_names() and value not in WHEREABOUTS:
            allowed = f"country codes such as KR, or {', '.join(WHEREABOUTS)}"
            # Everything that is not one of these is known, so "known" does not mean "unknown".
            meant = None if value == "known" else nearest_of(value, WHEREABOUTS) or country_meant(value[:SHOWN])
            return unknown_value("destination", key, value, allowed, meant)
        case "rank" if value not in dataset.records.ranks:
            ranks = tuple(dataset.records.ranks)
            return unknown_value("rank", key, value, ", ".join(ranks), nearest_of(value, ranks))
        case "status" if value not in STATUSES:
            return unknown_value("status", key, value, ", ".join(STATUSES), nearest_of(value, STATUSES))
        case "from" | "until" if value:
            return _date_complaint(key, value)
        case "box" if _box(value) is None:
            return unknown_value("area", key, value, "west,south,east,north in degrees, such as -1,51,1,52")
        case "certain" | "context" if value not in ("0", "1"):
            return unknown_value("value", key, value, "0 or 1")
    return None if key in FILTER_KEYS else f"unknown filter {_quoted(key)}"


def unknown_value(what: str, key: str, value: str, allowed: str, meant: str | None = None) -> str:
    """Say that a key of a query cannot have this value: `unknown country “XX” (post takes …)`.

    Or name the value that was probably meant: `unknown country “ru”; did you mean post=RU?`.
    """
    hint = f"; did you mean {key}={meant}?" if meant else f" ({key} takes {allowed})"
    return f"unknown {what} {_quoted(value)}{hint}"


def given_twice(key: str, ignored: object, used: object) -> str:
    """Say that a key of a query has a second value where it can have one."""
    return f"second value {_quoted(ignored)} for {key} (only the first, {_quoted(used)}, counts)"


def _quoted(value: object) -> str:
    text = visible(beginning(str(value), SHOWN + 1))
    return f"“{text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}”"


def _date_complaint(key: str, value: str) -> str | None:
    try:
        day = first_day(value) if key == "from" else last_day(value)
    except edtf.DateError as error:
        return f"{key}, because {error}"
    end = "first" if key == "from" else "last"
    return f"{key} {_quoted(value)}, because it has no {end} day" if day is None else None


def _box(text: str) -> Box | None:
    """Return the box that a text names, if it names one."""
    try:
        box = Box(*(round(float(part), 4) + 0.0 for part in text.split(",")))
    except (ValueError, TypeError):
        return None
    is_valid = -180 <= box.west <= 180 and -180 <= box.east <= 180 and -90 <= box.south <= box.north <= 90
    return box if is_valid else None

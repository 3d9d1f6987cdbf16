"""Small event files and queries, made by hypothesis: what the worlds are told by, and asked for."""

import json
from typing import Any

from hypothesis import strategies as st

from dashboard.dataset import Dataset
from dashboard.dataset.reader import read_bytes
from tests.worlds.days import when

PLACES: dict[str, dict[str, Any]] = {
    "london": {"name": "London", "country": "GB", "lat": 51.5, "lon": -0.1},
    "seoul": {"name": "Seoul", "country": "KR", "lat": 37.6, "lon": 127.0},
    "suva": {"name": "Suva", "country": "FJ", "lat": -18.1, "lon": 178.4},
    "siberia": {"name": "Siberia", "country": "RU", "precision": "country"},
    "border": {"name": "Border", "country": "CN", "precision": "region"},
    "harbin": {"name": "Harbin", "country": "CN", "precision": "exact"},
    "ship": {"name": "A ship", "lat": 10.0, "lon": -170.0},
    "nowhere": {"name": "Nowhere"},
}
RANKS: dict[str, dict[str, str]] = {
    "minister": {"label": "Minister"},
    "secretary": {"label": "Secretary"},
    "third": {"label": "Third secretary", "within": "secretary"},
    "clerk": {"label": "Clerk", "within": "third"},
}
NAMES = ("Quillon", "Zyxwen", "Brakmuth")
STATUSES = ("confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted")
WHEREABOUTS = ("unknown", "undisclosed", "in-transit", "returned")
KINDS = ("departure", "arrival", "announcement", "report")

_DIGITS = (
    "2014", "2015", "2016", "2017", "2015-01", "2015-02", "2015-07", "2016-02", "2016-07", "2016-08", "2017-12",
    "2015-21", "2015-22", "2015-23", "2015-24", "2016-24", "2014-12-31", "2015-01-01", "2015-07-15", "2016-02-29",
    "2016-07-01", "2016-07-02", "2016-08-18", "2016-08-25", "2016-12-31", "2017-01-01", "201X", "2016-XX",
    "2016-0X", "2016-1X", "2015-07-XX", "2016-08-2X", "2016-08-3X", "2016-XX-15", "201X-07", "201X-02-29",
    "201X-XX-01",
)  # fmt: skip
SIMPLE = [digits + sign for digits in _DIGITS for sign in ("", "", "", "?", "~", "%")]
_simple = st.sampled_from(SIMPLE)
_pairs = st.tuples(_simple, _simple).map(lambda pair: sorted(pair, key=_extent))


def _extent(text: str) -> tuple[int, int]:
    spans = when(text.rstrip("?~%")).starts
    return spans[-1][1], spans[0][0]


def _joined(texts: list[str]) -> str:
    return f"[{','.join(texts)}]"


_ranges = st.one_of(_simple, _pairs.map("..".join))
dates = st.one_of(
    _simple,
    _simple,
    _pairs.map("/".join),
    st.tuples(_simple, st.sampled_from(("{}/", "{}/..", "/{}", "../{}", "[..{}]", "[{}..]"))).map(
        lambda given: given[1].format(given[0])
    ),
    st.lists(_ranges, min_size=1, max_size=3).map(_joined),
    st.tuples(_ranges, _simple).map(lambda parts: f"[..{parts[1]},{parts[0]}]"),
    _pairs.map(lambda pair: f"[..{pair[0]},{pair[1]}..]"),
    st.none(),
)
"""Dates of every form that the description of the event file has, and none."""

_countries = st.sampled_from(("GB", "RU", "KR", "SU"))
_places = st.sampled_from(tuple(PLACES))
_countries_or_places = st.one_of(
    st.just({}),
    _places.map(lambda place: {"place": place}),
    _countries.map(lambda country: {"country": country}),
)
_destinations = st.one_of(
    st.none(),
    st.sampled_from(WHEREABOUTS).map(lambda status: {"status": status}),
    _places.map(lambda place: {"status": "known", "place": place}),
    _countries.map(lambda country: {"status": "known", "country": country}),
)
_persons = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from((*NAMES, None)), "rank": st.sampled_from((*RANKS, None))}),
    max_size=2,
)
_claims = st.fixed_dictionaries({"kind": st.sampled_from(KINDS), "date": dates, "rival": st.booleans()})


@st.composite
def _events(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(st.one_of(st.none(), *[_claims] * 9))
    event: dict[str, Any] = {
        "status": draw(st.sampled_from(STATUSES)),
        "milestones": [first | {"rival": False}, *draw(st.lists(_claims, max_size=2))] if first else [],
    }
    if draw(st.integers(0, 3)) == 0:
        return event | {
            "type": "context",
            "title": draw(st.sampled_from(NAMES)),
            "places": draw(st.lists(_places, max_size=2)),
        }
    return event | {
        "type": "defection",
        "persons": draw(_persons),
        "origin": draw(st.sampled_from(("KP", "SU", None))),
        "post": draw(_countries_or_places),
        "destination": draw(_destinations),
    }


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """Return an event file as plain values."""
    events = draw(st.lists(_events(), min_size=1, max_size=5))
    for number, event in enumerate(events):
        event["id"] = f"e{number}"
        for claim in event["milestones"]:
            claim["citations"] = [{"source": "gazette"}]
    return {
        "schema_version": 1,
        "title": "T",
        "sources": {"gazette": {"type": "book", "title": "Gazette"}},
        "places": PLACES,
        "ranks": RANKS,
        "events": events,
    }


def read(file: dict[str, Any]) -> Dataset:
    """Return the dataset of an event file that is right."""
    result = read_bytes(json.dumps(file).encode())
    assert result.dataset, result.problems
    return result.dataset


_values = {
    "post": ("GB", "RU", "KR", "FJ", "CN", "SU"),
    "to": ("GB", "RU", "KR", *WHEREABOUTS),
    "rank": tuple(RANKS),
    "status": STATUSES,
}
_BOXES = ("-1,51,1,52", "120,30,130,40", "170,-30,-160,20", "-180,-90,180,90", "60,50,150,80")


@st.composite
def queries(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Return a query as pairs of key and value: each key that it can have, or not, and `from` before `until`."""
    keys = draw(st.sets(st.sampled_from(("post", "to", "rank", "status", "box", "q", "context")), max_size=2))
    pairs = [(key, draw(st.sampled_from(values))) for key, values in _values.items() if key in keys]
    pairs += [(key, draw(st.sampled_from(values))) for key, values in _values.items() if key in keys][:1]
    pairs += [("box", draw(st.sampled_from(_BOXES)))] if "box" in keys else []
    pairs += [("q", draw(st.sampled_from(NAMES)))] if "q" in keys else []
    pairs += [("context", "0")] if "context" in keys else []
    ends = draw(st.sets(st.sampled_from(("from", "until"))))
    texts = sorted((draw(_simple), draw(_simple)), key=lambda text: (when(text).last, when(text).first))
    pairs += [(key, text) for key, text in zip(("from", "until"), texts, strict=True) if key in ends]
    return pairs + ([("certain", "1")] if draw(st.booleans()) else [])

"""A selection: read from a URL query, written to one, and what it keeps, against literal events."""

from copy import deepcopy
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal

from dashboard.charts.map import figure as map_chart
from dashboard.charts.map import summed
from dashboard.dataset import edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.vocabulary import STATUSES, WHEREABOUTS
from dashboard.selection.selection import (
    MOST_MARKED,
    Counts,
    Looks,
    Selection,
    counts,
    date_options,
    emptied_by,
    from_query,
    in_words,
    label,
    looks_from_query,
    mask,
    narrowed_by,
    not_known,
    options,
)

EVENTS = """\
schema_version: 1
title: T
sources: {s: {type: book}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: -0.1}
  petersburg: {name: St. Petersburg, country: RU, lat: 59.9, lon: 30.3}
  vladivostok: {name: Vladivostok, country: RU, lat: 43.1, lon: 131.9}
  seoul: {name: Seoul, country: KR, lat: 37.6, lon: 127}
  border: {name: Border regions, country: CN}
ranks:
  minister: {label: Minister}
  secretary: {label: Secretary}
  third-secretary: {label: Third secretary, within: secretary}
  clerk: {label: Clerk, within: third-secretary}
  cook: {label: Cook}
events:
  - id: london
    type: defection
    persons: [{name: Thae Yong-ho, rank: minister}, {name: O Hye-son}]
    post: {mission: Embassy, place: london}
    destination: {status: known, place: seoul}
    status: confirmed
    milestones: [{kind: announcement, date: "2016-08-18~", citations: [{source: s}]}]
  - id: petersburg
    type: defection
    persons: [{name: Kim Chŏl-song, also_known_as: [Kim Chol-sam, 김철삼], rank: third-secretary}]
    post: {mission: Mission, place: petersburg}
    destination: {status: known, country: KR}
    status: reported
    milestones: [{kind: arrival, date: "2015-07", citations: [{source: s}]}]
  - id: vladivostok
    type: defection
    persons: [{label: Unidentified official, rank: secretary}, {label: Clerk, rank: clerk}]
    post: {mission: Consulate-general, place: vladivostok}
    destination: {status: unknown}
    status: unconfirmed
    milestones: [{kind: report, date: "2016-08-25", citations: [{source: s}]}]
  - id: before
    type: defection
    persons: [{rank: clerk}]
    post: {country: CN}
    destination: {status: undisclosed}
    status: disputed
    milestones: [{kind: departure, date: "[..2016-01-31]", citations: [{source: s}]}]
  - id: since
    type: defection
    post: {country: RU}
    destination: {status: in-transit}
    status: denied
    milestones: [{kind: departure, date: "2016-09/..", citations: [{source: s}]}]
  - id: undated
    type: defection
    title: Nothing is known
    destination: {status: returned}
    status: retracted
  - id: talks
    type: context
    title: Talks at the border
    places: [border]
    status: reported
    milestones: [{kind: report, date: "2016-08-26", citations: [{source: s}]}]
  - id: rumour
    type: context
    title: A rumour in Vladivostok
    places: [vladivostok, london]
    status: unconfirmed
"""

ALL = "london petersburg vladivostok before since undated talks rumour"


@pytest.fixture(scope="module")
def dataset(dataset_of):
    return dataset_of(EVENTS)


def selected(query: str, dataset) -> Selection:
    """Return the selection of a query that makes sense."""
    selection, left_out = from_query(query, dataset)
    assert left_out == []
    return selection


def kept(query: str, dataset) -> str:
    """Return the ids of the events that a query keeps."""
    found = mask(selected(query, dataset), dataset)
    assert found.dtype == bool
    return " ".join(dataset.frames.events.loc[found, "id"])


# From and to the query


def test_an_empty_query_selects_everything(dataset):
    assert selected("", dataset) == Selection()
    assert kept("", dataset) == ALL
    assert Selection().query() == ""
    assert Selection().active == ()


def test_every_key_is_read(dataset):
    query = (
        "post=RU&post=GB&to=KR&to=unknown&rank=secretary&status=confirmed&from=2015-07&until=2016-22&certain=1"
        "&box=-0.5%2C51%2C0.25%2C52&q=Kim+Ch%C5%8Fl&context=0"
    )
    assert selected(query, dataset) == Selection(
        post=("RU", "GB"),
        to=("KR", "unknown"),
        rank=("secretary",),
        status=("confirmed",),
        since="2015-07",
        until="2016-22",
        certain=True,
        box=(-0.5, 51, 0.25, 52),
        q="Kim Chŏl",
        context=False,
    )
    assert selected(query, dataset).query() == query
    assert selected("?" + query, dataset).query() == query


def test_the_order_of_the_keys_in_a_query_does_not_matter(dataset):
    assert selected("q=a&context=0&post=RU", dataset) == selected("post=RU&context=0&q=a", dataset)


def test_pairs_are_read_as_a_query_is(dataset):
    assert from_query([("post", "RU"), ("q", "a&b")], dataset) == (Selection(post=("RU",), q="a&b"), [])


def test_the_active_filters_are_named_by_their_keys_once_each(dataset):
    assert selected("q=a&until=2016&from=2016&post=RU&post=GB", dataset).active == ("post", "from", "until", "q")


def test_one_filter_is_taken_away_by_its_key(dataset):
    whole = selected("post=RU&from=2015&until=2016&certain=1&q=a&context=0", dataset)
    assert whole.without("from").query() == "post=RU&until=2016&certain=1&q=a&context=0"
    assert whole.without("context", "post", "q").query() == "from=2015&until=2016&certain=1"
    assert whole.without(*whole.active) == Selection()


def test_repeated_keys_add_up_and_equal_values_count_once(dataset):
    assert selected("status=denied&status=confirmed&status=denied", dataset).status == ("denied", "confirmed")


def test_repeated_texts_add_up(dataset):
    assert selected("q=kim&q=seoul", dataset).q == "kim seoul"


def test_a_key_given_twice_alike_is_given_once(dataset):
    assert selected("from=2016&from=2016&certain=1&certain=1", dataset) == Selection(since="2016", certain=True)


@pytest.mark.parametrize("query", ["from=&until=&q=", "q=+++", "certain=0&context=1"])
def test_an_empty_filter_is_none(dataset, query):
    assert selected(query, dataset) == Selection()


def test_spaces_around_and_within_a_text_are_tidied(dataset):
    assert selected("q=++kim+++chol%0A", dataset).q == "kim chol"


def test_of_a_long_text_as_many_words_are_searched_for_as_can_be_in_time(dataset):
    words = [f"w{n}" for n in range(1000)]
    selection, (said,) = from_query([("q", " ".join(words[:500])), ("q", " ".join(words[500:]))], dataset)
    assert selection == Selection(q=" ".join(words[:20]))
    assert said == (
        "q=w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w1…: longer than 20 words or 200 characters; "
        "only its first 69 characters are searched for"
    )
    assert selected(selection.query(), dataset) == selection


def test_of_a_long_word_the_beginning_is_searched_for(dataset):
    selection, (said,) = from_query(f"q={'x' * 100_000}&post=RU", dataset)
    assert selection == Selection(q="x" * 200, post=("RU",))
    assert said.endswith("x…: longer than 20 words or 200 characters; only its first 200 characters are searched for")


NONSENSE = {
    "post=ru": "post=ru: not an ISO 3166-1 alpha-2 country code",
    "post=": "post=: not an ISO 3166-1 alpha-2 country code",
    "post=unknown": "post=unknown: not an ISO 3166-1 alpha-2 country code",
    "to=Mars": "to=Mars: neither a country code nor one of unknown, undisclosed, in-transit, returned",
    "to=known": "to=known: neither a country code nor one of unknown, undisclosed, in-transit, returned",
    "rank=king": "rank=king: not one of the ranks: minister, secretary, third-secretary, clerk, cook",
    "status=sure": "status=sure: not one of confirmed, reported, unconfirmed, disputed, denied, retracted",
    "from=yesterday": "from=yesterday: 'yesterday' is not a date: ",
    "from=2016-8-1": "write it as 2016-08-01",
    "until=2016-13": "until=2016-13: '2016-13' is not a date: month 13 does not exist",
    "from=../2016": "from=../2016: open at the end that counts",
    "until=2016/..": "until=2016/..: open at the end that counts",
    "certain=yes": "certain=yes: should be 0 or 1",
    "box=1,2,3": "box=1,2,3: not west,south,east,north in degrees",
    "box=0,0,1,nan": "box=0,0,1,nan: not west,south,east,north in degrees",
    "box=0,0,200,1": "box=0,0,200,1: not west,south,east,north in degrees",
    "box=0,2,1,1": "box=0,2,1,1: not west,south,east,north in degrees",
    "context=false": "context=false: should be 0 or 1",
    "colour=red": "colour=red: not one of country, rank, status",
    "scale=log": "scale=log: not one of true",
    "Post=RU": "Post=RU: there is no filter 'Post'",
}


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_named_and_left_out(dataset, query):
    selection, (complaint,) = from_query(query, dataset)
    assert NONSENSE[query] in complaint
    assert selection == Selection()


def test_all_nonsense_is_named_and_what_makes_sense_is_kept(dataset):
    selection, left_out = from_query("post=RU&post=XX&status=sure&q=a&x=y", dataset)
    assert selection == Selection(post=("RU",), q="a")
    assert [said.split(":")[0] for said in left_out] == ["post=XX", "status=sure", "x=y"]


def test_of_two_values_where_one_can_be_the_first_counts(dataset):
    selection, left_out = from_query("from=2015&from=2016&context=0&context=1", dataset)
    assert selection == Selection(since="2015", context=False)
    assert left_out == [
        "from=2016: from is given twice; from=2015 counts",
        "context=1: context is given twice; context=0 counts",
    ]


def test_an_end_before_the_start_is_left_out(dataset):
    selection, left_out = from_query("from=2016-08-26&until=2016-08-25", dataset)
    assert selection == Selection(since="2016-08-26")
    assert left_out == ["until=2016-08-25: ends before from=2016-08-26 begins"]


def test_a_stretch_within_its_own_start_is_no_nonsense(dataset):
    assert selected("from=2016-08&until=2016-08", dataset) == Selection(since="2016-08", until="2016-08")
    assert selected("from=2016&until=2016-08-25", dataset) == Selection(since="2016", until="2016-08-25")


def test_an_open_end_that_does_not_count_is_allowed(dataset):
    assert kept("from=2016-09/..&context=0", dataset) == kept("from=2016-09&context=0", dataset)
    assert kept("until=[..2016-08-24]&context=0", dataset) == kept("until=2016-08-24&context=0", dataset)


def test_bytes_that_are_no_text_are_named_and_left_out(dataset):
    selection, left_out = from_query("post=RU&q=\udcffx&\udcfe=1&event=\udcff", dataset)
    assert selection == Selection(post=("RU",))
    assert [it.split(":")[0] for it in left_out] == ["q=⟨U+DCFF⟩x", "⟨U+DCFE⟩=1", "event=⟨U+DCFF⟩"]
    assert all(it.endswith(": holds bytes that are not UTF-8") for it in left_out)


@pytest.mark.parametrize(
    "query",
    [
        "?post=RU&q=a",
        "http://127.0.0.1:8501/?post=RU&q=a",
        "https://news.example/kp/?post=RU&q=a#top",
        "http://127.0.0.1:8501/?post=RU&q=a&embed=true&embed_options=dark_theme&embed_options=show_padding",
    ],
)
def test_a_query_may_be_a_whole_address(dataset, query):
    assert selected(query, dataset) == Selection(post=("RU",), q="a")


def test_an_address_without_a_query_selects_everything(dataset):
    assert selected("http://127.0.0.1:8501/#x?q=a", dataset) == Selection()


def test_looks_are_read_and_written():
    assert looks_from_query("post=RU") == Looks()
    looks = looks_from_query("event=b&colour=red&colour=rank&colour=status&scale=true&scale=true&event=a&event=b")
    assert looks == Looks("rank", true_scale=True, marked=("a", "b"))
    assert looks_from_query(looks.pairs()) == looks
    assert looks_from_query("scale=log&event=c", looks) == Looks("rank", true_scale=True, marked=("c",))
    assert Looks().pairs() == []


def test_no_more_events_are_marked_than_a_click_may_mark_and_a_link_that_names_more_says_so(dataset):
    assert max(map_chart._FEW_EVENTS, summed._MOST_IDS) <= MOST_MARKED
    named = [("event", f"e{n:04}") for n in reversed(range(MOST_MARKED))]
    assert from_query(named + named, dataset) == (Selection(), [])
    assert len(looks_from_query(named + named).marked) == MOST_MARKED
    more = [*named, *(("event", f"a{n}") for n in range(700))]
    assert from_query(more, dataset) == (Selection(), ["event: 1,000 are named; the first 300 are marked"])
    assert looks_from_query(more) == looks_from_query(named)


def lists(values) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=5).map(tuple)


def _upright(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = box
    return west, min(south, north), east, max(south, north)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    since, until = sorted(
        draw(
            st.lists(
                st.sampled_from(["0001", "2015-07", "2015-24~", "2016-08-2X", "2017?", "9999"]), min_size=2, max_size=2
            )
        )
    )
    since, until = draw(st.sampled_from([None, since])), draw(st.sampled_from([None, until]))
    return Selection(
        post=draw(lists(country_names())),
        to=draw(lists([*country_names(), *WHEREABOUTS])),
        rank=draw(lists(["minister", "secretary", "third-secretary", "clerk", "cook"])),
        status=draw(lists(STATUSES)),
        since=since,
        until=until,
        certain=bool(since or until) and draw(st.booleans()),
        box=draw(st.none() | st.tuples(*(st.integers(-90, 90).map(float) for _ in range(4))).map(_upright)),
        q=draw(st.text(max_size=30).map(lambda text: " ".join(text.split()))),
        context=draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(selections())
def test_a_selection_is_the_same_after_a_journey_through_its_query(dataset_of, selection):
    dataset = dataset_of(EVENTS)
    assert from_query(selection.query(), dataset) == (selection, [])
    assert from_query(selection.pairs(), dataset) == (selection, [])


@settings(max_examples=200, deadline=None)
@given(st.text() | st.lists(st.tuples(st.sampled_from([f.name for f in fields(Selection)] + ["from"]), st.text())))
def test_any_query_gives_a_selection_that_can_be_applied(dataset_of, query):
    dataset = dataset_of(EVENTS)
    selection, _ = from_query(query, dataset)
    assert len(mask(selection, dataset)) == 8
    assert from_query(selection.query(), dataset) == (selection, [])


def test_a_range_of_dates_reads_no_date_of_the_file_again(dataset_of, monkeypatch):
    dataset = dataset_of(EVENTS.replace('"2016-08-25"', '"[2016-08-22,2016-08-25]"').replace('"2015-07"', '"201X-07"'))
    assert kept("from=2016&context=0", dataset) == "london petersburg vladivostok before since undated"
    assert kept("from=2016-08-23&until=2016-08-24&context=0", dataset) == "undated"
    parse, read = edtf.parse, set()
    monkeypatch.setattr(edtf, "parse", lambda text: read.add(text) or parse(text))
    assert kept("from=2016-08&until=2016-08-24&context=0", dataset) == "london vladivostok undated"
    assert kept("from=2016-08&until=2016-08-24&context=0&certain=1", dataset) == "london"
    assert read == {"2016-08", "2016-08-24"}


# What each filter keeps

KEPT = {
    # post: context stays
    "post=RU": "petersburg vladivostok since talks rumour",
    "post=GB&post=CN": "london before talks rumour",
    "post=FR": "talks rumour",
    "post=RU&context=0": "petersburg vladivostok since",
    # destination
    "to=KR": "london petersburg talks rumour",
    "to=unknown": "vladivostok talks rumour",
    "to=undisclosed": "before talks rumour",
    "to=in-transit": "since talks rumour",
    "to=returned": "undated talks rumour",
    "to=KR&to=unknown&context=0": "london petersburg vladivostok",
    # rank, and all within it
    "rank=minister": "london talks rumour",
    "rank=secretary": "petersburg vladivostok before talks rumour",
    "rank=third-secretary": "petersburg vladivostok before talks rumour",
    "rank=clerk": "vladivostok before talks rumour",
    "rank=cook": "talks rumour",
    "rank=minister&rank=clerk&context=0": "london vladivostok before",
    # status: context has one too
    "status=reported": "petersburg talks",
    "status=unconfirmed": "vladivostok rumour",
    "status=confirmed&status=retracted": "london undated",
    # context
    "context=0": "london petersburg vladivostok before since undated",
    "context=1": ALL,
    # several filters
    "post=RU&to=KR": "petersburg talks rumour",
    "post=RU&status=reported": "petersburg talks",
    "post=RU&rank=clerk&context=0": "vladivostok",
    "post=GB&rank=secretary&context=0": "",
    # box: where an event stands, or where it led if no post is known; west east of east across the antimeridian
    "box=-1,51,1,52": "london rumour",
    "box=131,43,132,44": "vladivostok rumour",
    "box=132,43,131,44": "",
    "box=20,43,1,60": "london petersburg vladivostok rumour",
    "box=-180,-90,180,90": "london petersburg vladivostok rumour",
    "box=126,37,128,38": "",
    # text: case, accents, other romanisations, Hangul, several words
    "q=thae": "london",
    "q=THAE+YONG-HO": "london",
    "q=kim+chol-song": "petersburg",
    "q=Chŏl": "petersburg",
    "q=chol-sam": "petersburg",
    "q=김철삼": "petersburg",
    "q=%E1%84%80%E1%85%B5%E1%86%B7%E1%84%8E%E1%85%A5%E1%86%AF%E1%84%89%E1%85%A1%E1%86%B7": "petersburg",  # in jamo
    "q=김철성": "",
    "q=vladivostok": "vladivostok rumour",
    "q=vladivostok+rumour": "rumour",
    "q=rumour+vladivostok": "rumour",
    "q=vladivostok&context=0": "vladivostok",
    "q=seoul": "london",
    "q=o+hye-son+embassy": "london",
    "q=third+secretary": "petersburg",
    "q=official": "vladivostok",
    "q=nothing": "undated",
    "q=.*": "",
    "q=(": "",
    "q=zzz": "",
}  # fmt: skip


@pytest.mark.parametrize("query", KEPT)
def test_a_query_keeps(dataset, query):
    assert kept(query, dataset) == KEPT[query]


# The first milestones: petersburg 2015-07, before [..2016-01-31], london 2016-08-15 to 21, vladivostok 2016-08-25,
# talks 2016-08-26, since 2016-09-01 onwards; undated and rumour have none.
MAY_LIE = {
    "from=2016-08-25": "vladivostok since undated talks rumour",
    "from=2016-08-26": "since undated talks rumour",
    "until=2016-08-25": "london petersburg vladivostok before undated rumour",
    "until=2016-08-24": "london petersburg before undated rumour",
    "from=2016-08-21": "london vladivostok since undated talks rumour",
    "from=2016-08-22": "vladivostok since undated talks rumour",
    "until=2016-08-15": "london petersburg before undated rumour",
    "until=2016-08-14": "petersburg before undated rumour",
    "from=2016-08&until=2016-08": "london vladivostok undated talks rumour",
    "from=2015&until=2015": "petersburg before undated rumour",
    "from=2016&until=2016": "london vladivostok before since undated talks rumour",
    "from=2015-22&until=2015-22": "petersburg before undated rumour",
    "from=2016-23&until=2016-23": "since undated rumour",
    "from=2015-24&until=2015-24": "before undated rumour",
    "from=2015-07-31&until=2015-07-31": "petersburg before undated rumour",
    "from=2015-08-01": "london vladivostok before since undated talks rumour",
    "until=2015-07-01": "petersburg before undated rumour",
    "until=2015-06-30": "before undated rumour",
    "from=2016-02-01": "london vladivostok since undated talks rumour",
    "from=2016-01-31": "london vladivostok before since undated talks rumour",
    "until=2016-08-31": "london petersburg vladivostok before undated talks rumour",
    "until=2016-09-01": ALL,
    "from=9999": "since undated rumour",
    "until=0001": "before undated rumour",
    "from=2016-08-24~": "london vladivostok since undated talks rumour",  # from 21 August
    "from=2016-08-2X": "london vladivostok since undated talks rumour",
}

CERTAINLY_LIE = {
    "from=2016-08-25": "vladivostok since talks",
    "until=2016-08-25": "london petersburg vladivostok before",
    "from=2016-08-15&until=2016-08-21": "london",
    "from=2016-08-16": "vladivostok since talks",
    "until=2016-08-20": "petersburg before",
    "from=2015-07&until=2015-07": "petersburg",
    "from=2015-07-02": "london vladivostok since talks",
    "until=2015-07-30": "",
    "until=2016-01-31": "petersburg before",
    "until=2016-01-30": "petersburg",
    "from=2016-09-01": "since",
    "from=2016-09-02": "",
    "from=2016&until=2016": "london vladivostok talks",
    "from=2015-22&until=2015-22": "petersburg",
    "from=2016-22&until=2016-22": "london vladivostok talks",
    "from=0001&until=9999": "london petersburg vladivostok talks",
    "": ALL,
}


@pytest.mark.parametrize("query", MAY_LIE)
def test_a_stretch_keeps_what_may_lie_in_it_both_ends_included(dataset, query):
    assert kept(query, dataset) == MAY_LIE[query]


@pytest.mark.parametrize("query", CERTAINLY_LIE)
def test_with_certain_a_stretch_keeps_only_what_must_lie_in_it(dataset, query):
    assert kept(f"{query}&certain=1", dataset) == CERTAINLY_LIE[query]


@pytest.mark.parametrize("query", MAY_LIE)
def test_what_must_lie_in_a_stretch_may_lie_in_it(dataset, query):
    assert set(kept(f"{query}&certain=1", dataset).split()) <= set(kept(query, dataset).split())


@pytest.mark.parametrize("date", ["[2015-01-01,2017-01-01]", "201X-01"])
def test_an_event_that_can_lie_on_some_days_only_is_kept_by_those_days_only(dataset_of, date):
    dataset = dataset_of(
        "schema_version: 1\ntitle: T\nsources: {s: {type: book}}\nevents: [{id: a, type: defection, status: denied, "
        f"milestones: [{{kind: report, date: '{date}', citations: [{{source: s}}]}}]}}]\n"
    )
    assert kept("from=2015-01-01&until=2015-01-01", dataset) == "a"
    assert kept("from=2017-01-01&until=2017-01-01", dataset) == "a"
    assert kept("from=2016-05&until=2016-06", dataset) == ""


def test_a_file_without_events_keeps_none(dataset_of):
    empty = dataset_of("schema_version: 1\ntitle: T\nranks: {a: {label: A}}\n")
    for query in ("", "post=RU", "to=unknown", "rank=a", "status=denied", "from=2016&until=2016", "q=a", "context=0"):
        assert kept(query, empty) == ""
    assert counts(mask(Selection(), empty), empty) == Counts(0, 0, 0, {}, 0, 0)
    assert options(Selection(), empty) == {"post": {}, "to": {}, "rank": {}, "status": {}}


# Counts


def test_counts_of_everything(dataset):
    assert counts(mask(Selection(), dataset), dataset) == Counts(
        defections=6,
        defections_in_all=6,
        context=2,
        whereabouts={"unknown": 1, "undisclosed": 1, "in-transit": 1, "returned": 1},
        undated=2,  # undated, rumour
        unplaced=4,  # before, since, undated, talks
    )


def test_counts_of_a_selection(dataset):
    assert counts(mask(selected("post=RU", dataset), dataset), dataset) == Counts(
        defections=3, defections_in_all=6, context=2, whereabouts={"unknown": 1, "in-transit": 1}, undated=1, unplaced=2
    )


def test_counts_of_nothing(dataset):
    assert counts(np.zeros(8, dtype=bool), dataset) == Counts(0, 6, 0, {}, 0, 0)


# Options


def test_options_count_the_defections_that_each_value_would_show(dataset):
    assert options(Selection(), dataset) == {
        "post": {"RU": 3, "GB": 1, "CN": 1},
        "to": {"KR": 2, "unknown": 1, "undisclosed": 1, "in-transit": 1, "returned": 1},
        "rank": {"minister": 1, "secretary": 3, "third-secretary": 3, "clerk": 2},
        "status": {"confirmed": 1, "reported": 1, "unconfirmed": 1, "disputed": 1, "denied": 1, "retracted": 1},
    }


def test_options_stand_in_a_fixed_order(dataset):
    offered = options(Selection(), dataset)
    assert next(iter(offered["post"])) == "RU"
    assert next(iter(offered["to"])) == "KR"
    assert list(offered["rank"]) == ["minister", "secretary", "third-secretary", "clerk"]
    assert list(offered["status"]) == ["confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted"]


def test_the_counts_of_a_filter_obey_every_other_filter_and_not_itself(dataset):
    offered = options(selected("post=RU&rank=secretary", dataset), dataset)
    assert offered["post"] == {"RU": 2, "GB": 0, "CN": 1}  # of secretaries
    assert offered["rank"] == {"minister": 0, "secretary": 2, "third-secretary": 2, "clerk": 1}  # of posts in Russia
    assert offered["to"] == {"KR": 1, "unknown": 1, "undisclosed": 0, "in-transit": 0, "returned": 0}  # of both
    assert offered["status"] == {
        "confirmed": 0,
        "reported": 1,
        "unconfirmed": 1,
        "disputed": 0,
        "denied": 0,
        "retracted": 0,
    }


def test_the_counts_obey_dates_and_text(dataset):
    assert options(selected("from=2016-08&until=2016-08&certain=1", dataset), dataset)["post"] == {
        "RU": 1,
        "GB": 1,
        "CN": 0,
    }
    assert options(selected("q=clerk", dataset), dataset)["rank"] == {
        "minister": 0,
        "secretary": 2,
        "third-secretary": 2,
        "clerk": 2,
    }


def test_hiding_context_changes_no_count_of_defections(dataset):
    assert options(selected("context=0", dataset), dataset) == options(Selection(), dataset)


def test_a_value_that_is_chosen_is_offered_even_where_the_file_never_uses_it(dataset):
    offered = options(selected("post=FR&to=US&rank=cook", dataset), dataset)
    assert (offered["post"]["FR"], offered["to"]["US"], offered["rank"]["cook"]) == (0, 0, 0)
    assert list(offered["to"]) == ["KR", "US", "unknown", "undisclosed", "in-transit", "returned"]


@pytest.mark.parametrize("query", ["", "post=RU", "rank=secretary&q=clerk", "from=2016&until=2016", "status=denied"])
def test_a_count_is_what_choosing_that_value_alone_shows(dataset, query):
    selection = selected(query, dataset)
    for key, offered in options(selection, dataset).items():
        for value, n in offered.items():
            alone = selected("&".join(filter(None, (selection.without(key).query(), f"{key}={value}"))), dataset)
            assert counts(mask(alone, dataset), dataset).defections == n


# In words


def test_values_have_names(dataset):
    assert label("post", "RU", dataset) == "Russia"
    assert label("to", "in-transit", dataset) == "In transit"
    assert label("rank", "third-secretary", dataset) == "Third secretary"
    assert label("status", "denied", dataset) == "Denied"


def test_a_selection_is_said_in_words(dataset):
    assert in_words(Selection(), dataset) == {}
    assert in_words(
        selected(
            "post=RU&post=GB&to=KR&to=unknown&rank=secretary&status=denied&from=2016-08-18~&until=2016-22&certain=1"
            "&q=Kim&context=0",
            dataset,
        ),
        dataset,
    ) == {
        "post": "posted in Russia or United Kingdom",
        "to": "destination South Korea or whereabouts unknown",
        "rank": "rank Secretary or within it",
        "status": "status Denied",
        "from": "from about 18 August 2016",
        "until": "until summer 2016",
        "certain": "certain dates only",
        "q": "text “Kim”",
        "context": "without context",
    }


def test_a_box_is_said_as_exactly_as_its_width_needs(dataset):
    assert in_words(selected("box=-0.5,51.2,0.2,51.85", dataset), dataset) == {
        "box": "placed in 51.20 to 51.85° N, 0.50° W to 0.20° E"
    }
    assert in_words(selected("box=170,-10,-170,40", dataset), dataset) == {
        "box": "placed in 10° S to 40° N, 170° E to 170° W"
    }


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rank=minister", "rank Minister"),
        ("rank=clerk&rank=cook", "rank Clerk or Cook"),
        ("rank=minister&rank=third-secretary", "rank Minister, or Third secretary or within it"),
    ],
)
def test_a_rank_is_said_with_the_ranks_that_it_includes(dataset, query, words):
    assert in_words(selected(query, dataset), dataset) == {"rank": words}


@pytest.mark.parametrize("query", ["certain=1", "certain=1&from=", "certain=1&until=yesterday"])
def test_certain_dates_say_nothing_where_there_are_none(dataset, query):
    assert from_query(query, dataset)[0] == Selection()


# What emptied a selection


def test_the_filter_that_emptied_a_selection_is_found(dataset):
    assert emptied_by(selected("post=GB&rank=secretary", dataset), dataset) == {"post": 3, "rank": 1}
    assert emptied_by(selected("post=RU&q=zzz", dataset), dataset) == {"q": 3}


def test_filters_that_only_together_empty_a_selection_are_not_blamed_alone(dataset):
    assert emptied_by(selected("post=FR&q=zzz", dataset), dataset) == {}


def test_certain_dates_can_empty_a_selection(dataset):
    query = "from=2016-08-18&until=2016-08-18&certain=1&post=GB"
    # Without the start, the event of London still ends on the 21st; without the end, it begins on the 15th.
    assert emptied_by(selected(query, dataset), dataset) == {"certain": 1}


def test_a_selection_is_narrowed_filter_by_filter_down_to_none(dataset):
    assert narrowed_by(selected("post=RU&rank=secretary&status=denied&q=kim", dataset), dataset) == {
        "post": 3,
        "rank": 2,
        "status": 0,
    }
    assert narrowed_by(Selection(), dataset) == {}


def test_what_a_filter_passes_over_because_it_is_not_known_is_counted(dataset):
    assert not_known(Selection(), dataset) == {}
    assert not_known(selected("post=RU", dataset), dataset) == {"post": 1}  # undated
    assert not_known(selected("rank=secretary", dataset), dataset) == {"rank": 2}  # since, undated
    assert not_known(selected("post=RU&rank=secretary", dataset), dataset) == {"rank": 1}  # since
    assert not_known(selected("post=RU&status=confirmed", dataset), dataset) == {}
    assert not_known(selected("box=131,43,132,44", dataset), dataset) == {"box": 3}  # before, since, undated


# Purity


@pytest.mark.parametrize(
    "query", ["", "post=RU&to=KR&rank=secretary&status=denied&from=2016&until=2016&q=kim&context=0"]
)
def test_the_frames_stay_as_they_were(dataset, query):
    before = deepcopy(dataset.frames)
    selection = selected(query, dataset)
    found = mask(selection, dataset)
    again = found.copy()
    counts(found, dataset)
    options(selection, dataset)
    in_words(selection, dataset)
    emptied_by(selection, dataset)
    narrowed_by(selection, dataset)
    not_known(selection, dataset)
    for name in ("events", "milestones", "locations", "persons"):
        assert_frame_equal(getattr(dataset.frames, name), getattr(before, name))
    assert_series_equal(dataset.frames.searched, before.searched)
    assert (found == again).all()


def test_the_years_and_months_of_the_file_are_offered_with_the_defections_that_may_lie_in_each(shipped):
    assert date_options(Selection(), shipped) == {"2015": 1, "2015-07": 1, "2016": 2, "2016-08": 2}
    assert date_options(Selection(post=("GB",), since="2017"), shipped) == {
        "2015": 0,
        "2015-07": 0,
        "2016": 1,
        "2016-08": 1,
    }

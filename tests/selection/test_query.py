"""URL queries: filters and view options read from them, and written to them."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.map.event_texts import MAX_IDS
from dashboard.charts.map.figure import MAX_EVENTS_ONE_BY_ONE
from dashboard.dataset.countries import country_names
from dashboard.dataset.vocabulary import STATUSES, WHEREABOUTS
from dashboard.selection import Box, Filters, Selection, ViewOptions, read_filters, read_view_options
from dashboard.selection.filters import MAX_MARKED
from tests.selection.events import ALL, DATASET, filters_of, ids, selected


def ids_of(query: str) -> str:
    return ids(selected(query))


# From and to the query


def test_an_empty_query_selects_everything():
    assert filters_of("") == Filters()
    assert ids_of("") == ALL
    assert Filters().query() == ""
    assert Filters().active == ()


def test_every_key_is_read():
    query = (
        "post=RU&post=GB&to=KR&to=unknown&rank=secretary&status=confirmed&from=2015-07&until=2016-22&certain=1"
        "&box=-0.5%2C51%2C0.25%2C52&q=Kim+Ch%C5%8Fl&context=0"
    )
    assert filters_of(query) == Filters(
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
    assert filters_of(query).query() == query
    assert filters_of("?" + query).query() == query


def test_the_order_of_the_keys_in_a_query_does_not_matter():
    assert filters_of("q=a&context=0&post=RU") == filters_of("post=RU&context=0&q=a")


def test_pairs_are_read_as_a_query_is():
    assert read_filters([("post", "RU"), ("q", "a&b")], DATASET) == (Filters(post=("RU",), q="a&b"), [])


def test_the_active_filters_are_named_by_their_keys_once_each():
    assert filters_of("q=a&until=2016&from=2016&post=RU&post=GB").active == ("post", "from", "until", "q")


def test_one_filter_is_taken_away_by_its_key():
    whole = filters_of("post=RU&from=2015&until=2016&certain=1&q=a&context=0")
    assert whole.without("from").query() == "post=RU&until=2016&certain=1&q=a&context=0"
    assert whole.without("context", "post", "q").query() == "from=2015&until=2016&certain=1"
    assert whole.without(*whole.active) == Filters()


def test_repeated_keys_add_up_and_equal_values_count_once():
    assert filters_of("status=denied&status=confirmed&status=denied").status == ("denied", "confirmed")


def test_repeated_texts_add_up():
    assert filters_of("q=kim&q=seoul").q == "kim seoul"


def test_a_key_given_twice_alike_is_given_once():
    assert filters_of("from=2016&from=2016&certain=1&certain=1") == Filters(since="2016", certain=True)


@pytest.mark.parametrize("query", ["from=&until=&q=", "q=+++", "certain=0&context=1"])
def test_an_empty_filter_is_none(query):
    assert filters_of(query) == Filters()


def test_spaces_around_and_within_a_text_are_tidied():
    assert filters_of("q=++kim+++chol%0A").q == "kim chol"


def test_of_a_long_text_as_many_words_are_searched_for_as_can_be_in_time():
    words = [f"w{n}" for n in range(1000)]
    filters, (reason,) = read_filters([("q", " ".join(words[:500])), ("q", " ".join(words[500:]))], DATASET)
    assert filters == Filters(q=" ".join(words[:20]))
    assert reason == (
        "end of the long search text “w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w…”"
        " (only its first 69 characters count: at most 20 words and 200 characters)"
    )
    assert filters_of(filters.query()) == filters


def test_of_a_long_word_the_beginning_is_searched_for():
    filters, (reason,) = read_filters(f"q={'x' * 100_000}&post=RU", DATASET)
    assert filters == Filters(q="x" * 200, post=("RU",))
    assert reason.endswith("x…” (only its first 200 characters count: at most 20 words and 200 characters)")


NONSENSE = {
    "post=ru": "unknown country “ru”; did you mean post=RU?",
    "post=Russia": "unknown country “Russia”; did you mean post=RU?",
    "post=XX": "unknown country “XX” (post takes ISO 3166-1 codes such as RU)",
    "to=kr": "unknown destination “kr”; did you mean to=KR?",
    "to=in_transit": "unknown destination “in_transit”; did you mean to=in-transit?",
    "rank=secretry": "unknown rank “secretry”; did you mean rank=secretary?",
    "status=Confirmed": "unknown status “Confirmed”; did you mean status=confirmed?",
    "post=": "unknown country “” (post takes ISO 3166-1 codes such as RU)",
    "post=unknown": "unknown country “unknown” (post takes ISO 3166-1 codes such as RU)",
    "to=Mars": "unknown destination “Mars” (to takes country codes such as KR, or unknown, undisclosed, in-transit, ",
    "to=known": "unknown destination “known” (to takes country codes such as KR, or unknown, undisclosed, in-transit, ",
    "rank=king": "unknown rank “king” (rank takes minister, secretary, third-secretary, clerk, cook)",
    "status=sure": "unknown status “sure” (status takes confirmed, reported, unconfirmed, disputed, denied, retracted)",
    "from=yesterday": "from, because 'yesterday' is not a date: ",
    "from=2016-8-1": "write it as 2016-08-01",
    "until=2016-13": "until, because '2016-13' is not a date: month 13 does not exist",
    "from=../2016": "from “../2016”, because it has no first day",
    "until=2016/..": "until “2016/..”, because it has no last day",
    "certain=yes": "unknown value “yes” (certain takes 0 or 1)",
    "box=1,2,3": "unknown area “1,2,3” (box takes west,south,east,north in degrees, such as -1,51,1,52)",
    "box=0,0,1,nan": "unknown area “0,0,1,nan” (box takes west,south,east,north in degrees",
    "box=0,0,200,1": "unknown area “0,0,200,1” (box takes west,south,east,north in degrees",
    "box=0,2,1,1": "unknown area “0,2,1,1” (box takes west,south,east,north in degrees",
    "context=false": "unknown value “false” (context takes 0 or 1)",
    "colour=red": "unknown colour “red” (colour takes country, rank, status)",
    "scale=log": "unknown scale “log” (scale takes true)",
    "Post=RU": "unknown filter “Post”",
}


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_named_and_ignored(query):
    filters, (reason,) = read_filters(query, DATASET)
    assert NONSENSE[query] in reason
    assert filters == Filters()


def test_all_nonsense_is_named_and_what_makes_sense_is_ids_of():
    filters, ignored = read_filters("post=RU&post=XX&status=sure&q=a&x=y", DATASET)
    assert filters == Filters(post=("RU",), q="a")
    assert [said.split(" (")[0] for said in ignored] == [
        "unknown country “XX”",
        "unknown status “sure”",
        "unknown filter “x”",
    ]


def test_of_two_values_where_one_can_be_the_first_counts():
    filters, ignored = read_filters("from=2015&from=2016&context=0&context=1", DATASET)
    assert filters == Filters(since="2015", context=False)
    assert ignored == [
        "second value “2016” for from (only the first, “2015”, counts)",
        "second value “1” for context (only the first, “0”, counts)",
    ]


def test_an_end_before_the_start_is_ignored():
    filters, ignored = read_filters("from=2016-08-26&until=2016-08-25", DATASET)
    assert filters == Filters(since="2016-08-26")
    assert ignored == ["until “2016-08-25”, because it is before from “2016-08-26”"]


def test_a_stretch_within_its_own_start_is_no_nonsense():
    assert filters_of("from=2016-08&until=2016-08") == Filters(since="2016-08", until="2016-08")
    assert filters_of("from=2016&until=2016-08-25") == Filters(since="2016", until="2016-08-25")


def test_an_open_end_that_does_not_count_is_allowed():
    assert ids_of("from=2016-09/..&context=0") == ids_of("from=2016-09&context=0")
    assert ids_of("until=[..2016-08-24]&context=0") == ids_of("until=2016-08-24&context=0")


def test_bytes_that_are_no_text_are_named_and_ignored():
    filters, ignored = read_filters("post=RU&q=\udcffx&\udcfe=1&event=\udcff", DATASET)
    assert filters == Filters(post=("RU",))
    assert ignored == [
        "“q=⟨U+DCFF⟩x” is not UTF-8",
        "“⟨U+DCFE⟩=1” is not UTF-8",
        "“event=⟨U+DCFF⟩” is not UTF-8",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "?post=RU&q=a",
        "http://127.0.0.1:8501/?post=RU&q=a",
        "https://news.example/kp/?post=RU&q=a#top",
        "http://127.0.0.1:8501/?post=RU&q=a&embed=true&embed_options=dark_theme&embed_options=show_padding",
    ],
)
def test_a_query_may_be_a_whole_address(query):
    assert filters_of(query) == Filters(post=("RU",), q="a")


def test_an_address_without_a_query_selects_everything():
    assert filters_of("http://127.0.0.1:8501/#x?q=a") == Filters()


def test_view_options_are_read_and_written():
    assert read_view_options("post=RU") == ViewOptions()
    options = read_view_options("event=b&colour=red&colour=rank&colour=status&scale=true&scale=true&event=a&event=b")
    assert options == ViewOptions("rank", true_scale=True, marked=("a", "b"))
    assert read_view_options(options.pairs()) == options
    assert read_view_options("scale=log&event=c", options) == ViewOptions("rank", true_scale=True, marked=("c",))
    assert ViewOptions().pairs() == []


def test_no_more_events_are_marked_than_a_click_may_mark_and_a_link_that_names_more_says_so():
    assert max(MAX_EVENTS_ONE_BY_ONE, MAX_IDS) <= MAX_MARKED
    named = [("event", f"e{n:04}") for n in reversed(range(MAX_MARKED))]
    assert read_filters(named + named, DATASET) == (Filters(), [])
    assert len(read_view_options(named + named).marked) == MAX_MARKED
    more = [*named, *(("event", f"a{n}") for n in range(700))]
    assert read_filters(more, DATASET) == (Filters(), ["all but the first 300 of 1,000 events to mark"])
    assert read_view_options(more) == read_view_options(named)


def lists(values) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=5).map(tuple)


def _upright(box: tuple[float, float, float, float]) -> Box:
    west, south, east, north = box
    return Box(west, min(south, north), east, max(south, north))


@st.composite
def any_filters(draw: st.DrawFn) -> Filters:
    since, until = sorted(
        draw(
            st.lists(
                st.sampled_from(["0001", "2015-07", "2015-24~", "2016-08-2X", "2017?", "9999"]), min_size=2, max_size=2
            )
        )
    )
    since, until = draw(st.sampled_from([None, since])), draw(st.sampled_from([None, until]))
    return Filters(
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


@pytest.mark.slow
@settings(max_examples=300)
@given(any_filters())
def test_filters_are_the_same_after_a_journey_through_their_query(filters):
    assert read_filters(filters.query(), DATASET) == (filters, [])
    assert read_filters(filters.pairs(), DATASET) == (filters, [])


@settings(max_examples=200)
@given(st.text() | st.lists(st.tuples(st.sampled_from([f.name for f in fields(Filters)] + ["from"]), st.text())))
def test_any_query_gives_filters_that_can_be_applied(query):
    filters, _ = read_filters(query, DATASET)
    assert len(Selection(DATASET, filters).mask) == 8
    assert read_filters(filters.query(), DATASET) == (filters, [])

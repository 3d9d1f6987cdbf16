"""What each filter keeps, against literal events."""

import pytest

from dashboard.dataset import edtf
from dashboard.selection import Counts
from tests.builders import HEAD, dataset, selection
from tests.selection.events import ALL, EVENTS, ids, selected


def ids_of(query: str) -> str:
    return ids(selected(query))


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
    "box=-180,-90,180,90": "london petersburg vladivostok before since rumour",
    "box=126,37,128,38": "",
    # text: case, accents, other romanisations, Hangul, several words
    "q=thae": "london",
    "q=THAE+YONG-HO": "london",
    "q=kim+chol-song": "petersburg",
    "q=Chŏl": "petersburg",
    "q=chol-sam": "petersburg",
    "q=김철삼": "petersburg",
    "q=%E1%84%80%E1%85%B5%E1%86%B7%E1%84%8E%E1%85%A5%E1%86%AF%E1%84%89%E1%85%A1%E1%86%B7": "petersburg",  # in jamo
    "q=김철성": "petersburg",  # romanised as it is in the file
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
def test_a_query_keeps(query):
    assert ids_of(query) == KEPT[query]


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
    "from=2016&until=2016": "london vladivostok since talks",  # it certainly began in 2016
    "from=2015-22&until=2015-22": "petersburg",
    "from=2016-22&until=2016-22": "london vladivostok talks",
    "from=0001&until=9999": "london petersburg vladivostok since talks",
    "": ALL,
}


@pytest.mark.parametrize("query", MAY_LIE)
def test_a_stretch_keeps_what_may_lie_in_it_both_ends_included(query):
    assert ids_of(query) == MAY_LIE[query]


@pytest.mark.parametrize("query", CERTAINLY_LIE)
def test_with_certain_a_stretch_keeps_only_what_must_lie_in_it(query):
    assert ids_of(f"{query}&certain=1") == CERTAINLY_LIE[query]


@pytest.mark.parametrize("query", MAY_LIE)
def test_what_must_lie_in_a_stretch_may_lie_in_it(query):
    assert set(ids_of(f"{query}&certain=1").split()) <= set(ids_of(query).split())


@pytest.mark.parametrize("date", ["[2015-01-01,2017-01-01]", "201X-01"])
def test_an_event_that_can_lie_on_some_days_only_is_kept_by_those_days_only(date):
    file = dataset(
        f"{HEAD}events: [{{id: a, type: defection, status: denied, "
        f"milestones: [{{kind: report, date: '{date}', citations: [{{source: s}}]}}]}}]\n"
    )
    assert ids(selection(file, "from=2015-01-01&until=2015-01-01")) == "a"
    assert ids(selection(file, "from=2017-01-01&until=2017-01-01")) == "a"
    assert ids(selection(file, "from=2016-05&until=2016-06")) == ""


@pytest.mark.parametrize(
    ("query", "may", "must"),
    [
        ("from=2016&until=2016", "lasted moment", "lasted"),
        ("from=2015-03-01&until=2015-03-01", "lasted moment", "lasted"),
        ("from=2015-02&until=2018-06", "lasted moment vague", "lasted moment vague"),
        ("from=2018-05-21", "vague", "vague"),
        ("from=2018-05-10&until=2018-05-10", "lasted moment vague", "lasted"),
    ],
)
def test_what_lasted_lies_in_every_range_that_it_touches(query, may, must):
    dates = {"lasted": "2015-03-01/2018-05-20", "moment": "[2015-03-01..2018-05-20]", "vague": "2018-05/2018-06"}
    events = ", ".join(
        f"{{id: {key}, type: defection, status: denied, "
        f"milestones: [{{kind: report, date: '{date}', citations: [{{source: s}}]}}]}}"
        for key, date in dates.items()
    )
    file = dataset(f"{HEAD}events: [{events}]\n")
    assert ids(selection(file, query)) == may
    assert ids(selection(file, f"{query}&certain=1")) == must


def test_a_file_without_events_keeps_none():
    empty = dataset("schema_version: 1\ntitle: T\nranks: {a: {label: A}}\n")
    for query in ("", "post=RU", "to=unknown", "rank=a", "status=denied", "from=2016&until=2016", "q=a", "context=0"):
        assert ids(selection(empty, query)) == ""
    assert selection(empty).counts == Counts(0, 0, 0, 0, {}, 0, 0, 0, 0)
    assert selection(empty).option_counts == {"post": {}, "to": {}, "rank": {}, "status": {}}


def test_a_range_of_dates_reads_no_date_of_the_file_again(monkeypatch):
    file = dataset(EVENTS.replace('"2016-08-25"', '"[2016-08-22,2016-08-25]"').replace('"2015-07"', '"201X-07"'))
    everyone = "london petersburg vladivostok before since undated"
    assert ids(selection(file, "from=2016&context=0")) == everyone
    assert ids(selection(file, "from=2016-08-23&until=2016-08-24&context=0")) == "undated"
    parse, read = edtf.parse, set()
    monkeypatch.setattr(edtf, "parse", lambda text: read.add(text) or parse(text))
    assert ids(selection(file, "from=2016-08&until=2016-08-24&context=0")) == "london vladivostok undated"
    assert ids(selection(file, "from=2016-08&until=2016-08-24&context=0&certain=1")) == "london"
    assert read == {"2016-08", "2016-08-24"}

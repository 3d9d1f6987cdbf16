"""The shipped event file holds what its sources say, paragraph for paragraph."""

import pytest

from dashboard.dataset import load
from dashboard.dataset.schema import Context, Defection

HERALD = "koreaherald-2016-08-26"

# Those of GeoNames.
PLACES = {
    "london": ("London", "GB", 51.50853, -0.12574, 2643743),
    "st-petersburg": ("St. Petersburg", "RU", 59.93863, 30.31413, 498817),
    "vladivostok": ("Vladivostok", "RU", 43.10562, 131.87353, 2013348),
    "seoul": ("Seoul", "KR", 37.566, 126.9784, 1835848),
}

# id: status, then of the first milestone its kind, date and paragraph in The Korea Herald
EVENTS = {
    "kp-2016-thae-yong-ho": ("confirmed", "announcement", "2016-08-18~", "6"),
    "kp-2015-kim-chol-song": ("reported", "arrival", "2015-07", "7"),
    "kp-2016-vladivostok-official": ("unconfirmed", "report", "2016-08-25", "1"),
    "cn-2016-trade-inspection": ("unconfirmed", "arrival", "[2016-08-22..2016-08-25]", "9"),
    "cn-2016-trade-missions-frozen": ("reported", "report", "2016-08-26", "9"),
    "cn-2016-yanji-trade-fair": ("reported", "report", "2016-08-26", "10"),
    "kr-2016-seoul-reading": ("reported", "official-response", "2016-08-26", "13-14"),
}

# event, kind, date, source
RIVAL_CLAIMS = {
    ("kp-2015-kim-chol-song", "departure", "2016-07-01", "donga-2016-07-09"),
    ("kp-2015-kim-chol-song", "arrival", "2016-07-02", "donga-2016-07-09"),
    ("kp-2015-kim-chol-song", "departure", "2016-07-02", "hankookilbo-2016-07-08"),
    ("kp-2015-kim-chol-song", "arrival", "2016-07-02", "hankookilbo-2016-07-08"),
    ("kp-2015-kim-chol-song", "report", "2016-07-06", "hankookilbo-2016-07-08"),
    ("kp-2015-kim-chol-song", "departure", "2016-07", "koreatimes-2016-08-26"),
    ("kp-2016-vladivostok-official", "departure", "2016-07", "koreatimes-2016-08-26"),
    ("kp-2016-thae-yong-ho", "announcement", "2016-08-17", "koreanet-2016-08-17"),
}

SOURCES = {
    HERALD: ("The Korea Herald", "2016-08-26", "m.koreaherald.com/amp/view.php?ud=20160826000633"),
    "donga-2016-07-09": ("Dong-A Ilbo", "2016-07-09", "www.donga.com/news/amp/all/20160709/79100930/1"),
    "hankookilbo-2016-07-08": ("Hankook Ilbo", "2016-07-08", "www.hankookilbo.com/News/Read/201607082126522150"),
    "koreatimes-2016-08-26": (
        "The Korea Times",
        "2016-08-26",
        "hrwf.eu/north-korea-north-korean-diplomat-in-russia-defects-to-third-nation/",
    ),
    "koreanet-2016-08-17": ("Korea.net", "2016-08-17", "www.korea.net/NewsFocus/policies/view?articleId=139665"),
}


@pytest.fixture(scope="module")
def events(shipped):
    return {event.id: event for event in shipped.records.events}


def test_the_shipped_file_has_no_problems(shipped_file):
    assert load(shipped_file).problems == ()


def test_it_opens_with_a_comment_that_teaches_adding_an_event(shipped_file):
    comment = shipped_file.read_text().partition("\nschema_version")[0]
    assert "HOW TO ADD AN EVENT" in comment
    assert all(line.startswith("#") for line in comment.strip().splitlines())


def test_it_holds_three_defections_and_four_events_of_context(shipped):
    assert list(EVENTS) == [event.id for event in shipped.records.events]
    assert [type(event) for event in shipped.records.events] == [Defection] * 3 + [Context] * 4


@pytest.mark.parametrize("id_", EVENTS)
def test_each_event_has_its_status_and_its_first_date_as_written_with_the_paragraph(events, id_):
    status, kind, date, paragraph = EVENTS[id_]
    first = events[id_].milestones[0]
    assert events[id_].status == status
    assert (first.kind, first.date, first.rival) == (kind, date, False)
    assert [(c.source, c.paragraph) for c in first.citations] == [(HERALD, paragraph)]


def test_rival_claims_stand_with_their_own_sources(events):
    found = [
        (event.id, m.kind, m.date, c.source)
        for event in events.values()
        for m in event.milestones
        if m.rival
        for c in m.citations
    ]
    assert len(found) == len(RIVAL_CLAIMS)
    assert set(found) == RIVAL_CLAIMS


def test_claims_that_are_not_rivals_are_those_of_the_article(events):
    cited = {c.source for e in events.values() for m in e.milestones if not m.rival for c in m.citations}
    assert cited == {HERALD}


@pytest.mark.parametrize("id_", SOURCES)
def test_each_source_is_named_dated_and_linked(shipped, id_):
    source = shipped.records.sources[id_]
    assert (source.name, source.issued, source.url) == (*SOURCES[id_][:2], "https://" + SOURCES[id_][2])


def test_there_are_no_other_sources(shipped):
    assert set(shipped.records.sources) == set(SOURCES)
    assert shipped.records.sources["donga-2016-07-09"].note == "Cites Huanqiu."
    assert shipped.records.sources["hankookilbo-2016-07-08"].note == "Cites RIA Novosti and Fontanka."


@pytest.mark.parametrize("id_", PLACES)
def test_cities_stand_at_the_coordinates_of_geonames(shipped, id_):
    place = shipped.records.places[id_]
    assert (place.name, place.country, place.lat, place.lon, place.geonames) == PLACES[id_]
    assert place.precision == "exact"


@pytest.mark.parametrize("id_", ["jilin", "liaoning", "heilongjiang"])
def test_provinces_say_that_their_point_is_a_province(shipped, id_):
    assert (shipped.records.places[id_].precision, shipped.records.places[id_].country) == ("adm1", "CN")


def test_no_place_stands_at_0_0_or_at_a_point_without_its_precision(shipped):
    placed = [place for place in shipped.records.places.values() if place.lat is not None]
    assert placed
    assert all((place.lat, place.lon) != (0, 0) and place.precision for place in placed)


def test_a_third_secretary_is_a_secretary_and_the_deputy_head_takes_precedence(shipped):
    assert next(iter(shipped.records.ranks)) == "deputy-head-of-mission"
    assert shipped.records.ranks["third-secretary"].within == "secretary"


def test_thae_was_no_2_in_london_and_reached_seoul(events):
    thae = events["kp-2016-thae-yong-ho"]
    (person,) = thae.persons
    assert (person.name, person.rank) == ("Thae Yong-ho", "deputy-head-of-mission")
    assert (thae.origin, thae.post.place, thae.post.mission) == ("KP", "london", "Embassy")
    assert (thae.destination.status, thae.destination.place) == ("known", "seoul")
    assert thae.accompanied_by is None  # not stated
    assert [(c.source, c.paragraph) for c in thae.citations] == [(HERALD, "6")]


def test_kim_was_third_secretary_in_st_petersburg_and_reached_seoul(events):
    kim = events["kp-2015-kim-chol-song"]
    (person,) = kim.persons
    assert (person.name, person.rank, person.position) == ("Kim Chol-song", "third-secretary", "trade representative")
    assert set(person.also_known_as) >= {"Kim Chol-sam", "김철삼", "김철성"}
    assert kim.post.place == "st-petersburg"
    assert (kim.destination.status, kim.destination.place) == ("known", "seoul")
    assert [(c.source, c.paragraph) for c in kim.citations] == [(HERALD, "7")]


def test_the_rival_claims_about_kim_give_hours_and_names(events):
    notes = {(m.date, m.citations[0].source, m.kind): m.note or "" for m in events["kp-2015-kim-chol-song"].milestones}
    assert "noon" in notes["2016-07-01", "donga-2016-07-09", "departure"]
    assert "Kim Chol-sam" in notes["2016-07-01", "donga-2016-07-09", "departure"]
    assert "40" in notes["2016-07-01", "donga-2016-07-09", "departure"]
    assert "wife and son" in notes["2016-07-02", "donga-2016-07-09", "arrival"]
    for told in ("Pulkovo", "19:45", "김철삼", "김철성"):
        assert told in notes["2016-07-02", "hankookilbo-2016-07-08", "departure"]
    assert "21:13" in notes["2016-07-02", "hankookilbo-2016-07-08", "arrival"]
    assert "missing" in notes["2016-07-06", "hankookilbo-2016-07-08", "report"]


def test_the_vladivostok_official_is_not_identified_and_left_with_family(events):
    official = events["kp-2016-vladivostok-official"]
    (person,) = official.persons
    assert person.name is None
    assert (person.rank, person.rank_as_stated) == ("secretary", "secretary-level")
    assert person.organisation == "Ministry of External Economic Affairs"
    assert (official.post.place, official.post.mission) == ("vladivostok", "Consulate-general")
    assert official.post.section == "trade representation"
    assert (official.destination.status, official.destination.place) == ("unknown", None)
    assert official.accompanied_by == ("family",)
    assert [(c.source, c.paragraph) for c in official.citations] == [(HERALD, "1-4")]


def test_the_vladivostok_official_left_some_time_before_the_report(events):
    (departure,) = [
        m for m in events["kp-2016-vladivostok-official"].milestones if m.kind == "departure" and not m.rival
    ]
    assert departure.date == "[..2016-08-25]"


def test_both_ministries_declined_to_confirm_on_26_august(events):
    (response,) = [m for m in events["kp-2016-vladivostok-official"].milestones if m.kind == "official-response"]
    assert (response.date, response.stance) == ("2016-08-26", "declined-to-confirm")
    assert response.by == "South Korean foreign and unification ministries"
    assert [(c.source, c.paragraph) for c in response.citations] == [(HERALD, "4")]


def test_context_stands_where_it_happened(events):
    assert events["cn-2016-trade-missions-frozen"].places == ("jilin", "liaoning", "heilongjiang")
    assert events["cn-2016-yanji-trade-fair"].places == ("yanji",)
    assert events["kr-2016-seoul-reading"].places == ("seoul",)
    assert events["cn-2016-trade-inspection"].places == ("china-border",)


def test_the_border_regions_are_no_point(shipped):
    assert (shipped.records.places["china-border"].lat, shipped.records.places["china-border"].lon) == (None, None)


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        ("cn-2016-trade-inspection", ["100", "Vladivostok", "rumour"]),
        ("cn-2016-trade-missions-frozen", ["Jilin", "Liaoning", "Heilongjiang"]),
        ("cn-2016-yanji-trade-fair", ["Five", "Yanji", "28 August 2016"]),
    ],
)
def test_context_tells_its_story(events, id_, told):
    assert all(word in events[id_].summary for word in told)


def test_the_ministries_of_seoul_are_told_apart(events):
    spokesperson, official = events["kr-2016-seoul-reading"].milestones
    assert "Unification" in spokesperson.by
    assert "instability" in spokesperson.note
    assert "Foreign Affairs" in official.by
    assert "various sectors" in official.note
    assert [c.paragraph for c in official.citations] == ["4-5"]

"""What screen readers say of a chart, against the data that it shows."""

from collections.abc import Iterable

import pytest

from dashboard.markup.chart_descriptions import MAX_EVENTS, ChartDescription, describe_map, describe_timeline
from tests.builders import HEAD, dataset, event, selection

PLACES = """places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  kazan: {name: Kazan, country: RU, lat: 55.8, lon: 49.1}
  jilin: {name: Jilin, country: CN, lat: 43.8, lon: 126.5}
events:
"""
CITED = "citations: [{source: s}]"


def claim(date: str, kind: str = "report", **more: str) -> str:
    fields = "".join(f", {name}: {value}" for name, value in more.items())
    return f'{{kind: {kind}, date: "{date}"{fields}, {CITED}}}'


def file(events: Iterable[str]) -> str:
    return f"{HEAD}{PLACES}{''.join(events)}"


AHN = event(
    "ahn", "defection", persons="[{name: Ahn}]", post="{place: moscow}", destination="{status: known, place: seoul}",
    milestones=f"[{claim('2016-08-18~', 'arrival')}, {claim('2016-07', 'arrival', rival='true')}]",
)  # fmt: skip
BAE = event(
    "bae", "defection", persons="[{name: Bae}]", post="{place: kazan}", destination="{status: unknown}",
    milestones=f"[{claim('2015-07', 'departure')}]",
)  # fmt: skip
CHO = event("cho", "defection", persons="[{name: 조}]", post="{place: london}", milestones=f"[{claim('2016-08-20')}]")
FAIR = event("fair", "context", title="Fair shelved", places="[jilin]", milestones=f"[{claim('2016-08-26')}]")
NOWHERE = event("nowhere", "defection", persons="[{name: Dan}]")
FEW = file([AHN, BAE, CHO, FAIR, NOWHERE])


def texts(description: ChartDescription) -> list[str]:
    return [event.text for event in description.events]


def test_a_few_events_are_listed_once_in_order_of_time_with_who_where_and_when():
    expected = [
        "Bae: from Kazan, Russia, whereabouts unknown. Departure: July 2015",
        "Ahn: from Moscow, Russia, to Seoul, South Korea. Arrival: about 18 August 2016. 1 conflicting report",
        "조: from London, United Kingdom, destination not stated. Report: 20 August 2016",
        "Fair shelved: context in Jilin. Report: 26 August 2016",
    ]
    assert texts(describe_map(selection(FEW))) == expected
    assert texts(describe_timeline(selection(FEW))) == []
    assert describe_timeline(selection(FEW)).sentences[-1] == "Its events are listed with the map."


def test_the_timeline_lists_what_the_map_does_not():
    placeless = event("placeless", "defection", persons="[{name: Foo}]", milestones=f"[{claim('2016')}]")
    timeline = describe_timeline(selection(file([AHN, BAE, placeless])))
    assert timeline.sentences[-1] == "2 of its 3 events are listed with the map."
    assert texts(timeline) == ["Foo: from a post not stated, destination not stated. Report: 2016"]
    alone = describe_timeline(selection(file([AHN])))
    assert alone.sentences[-1] == "Its event is listed with the map."
    undated = [event(n, "defection", persons="[{name: N}]", post="{place: moscow}") for n in range(MAX_EVENTS)]
    crowded = selection(file([AHN, BAE, *undated]))  # on the map are more than are listed
    assert texts(describe_map(crowded)) == []
    assert [text[:3] for text in texts(describe_timeline(crowded))] == ["Bae", "Ahn"]
    assert "listed with the map" not in " ".join(describe_timeline(crowded).sentences)


def test_what_a_chart_does_not_draw_is_counted_and_not_listed():
    undated = event("undated", "defection", persons="[{name: Eun}]", post="{place: moscow}")
    placeless = event("placeless", "defection", persons="[{name: Foo}]", milestones=f"[{claim('2016')}]")
    of = selection(file([undated, placeless]))
    assert texts(describe_map(of)) == ["Eun: from Moscow, Russia, destination not stated. Date not stated"]
    assert "1 defection not on the map." in describe_map(of).sentences
    assert texts(describe_timeline(of)) == ["Foo: from a post not stated, destination not stated. Report: 2016"]
    assert "1 without a date." in describe_timeline(of).sentences


def test_a_description_says_numbers_what_is_not_known_and_what_stands_out():
    assert describe_map(selection(FEW)) == ChartDescription(
        "Map: 4 of 4 defections",
        (
            "Whereabouts of 1 unknown.", "Destination of 2 not stated.", "1 context event.", "1 without a date.",
            "1 defection not on the map.", "4 reported.",
            "2 of 3 defections left from Russia, more than any other country.",
        ),
        describe_map(selection(FEW)).events,
    )  # fmt: skip
    timeline = describe_timeline(selection(FEW))
    assert timeline.name == "Timeline, July 2015 to August 2016: 4 of 4 defections"
    assert timeline.sentences[6:] == (
        "The first claims of 3 of 5 events lie in August 2016, more than in any other month.",
        "1 report conflicts with the first claims of 1 event.",
        "Its events are listed with the map.",
    )


def test_the_name_says_the_filters():
    assert describe_map(selection(FEW, "post=GB")).name == "Map: 1 of 4 defections; posted in United Kingdom"
    assert describe_timeline(selection(FEW, "post=GB")).name == (
        "Timeline, August 2016: 1 of 4 defections; posted in United Kingdom"
    )


def test_nothing_shown_is_said():
    empty = selection(FEW, "q=xyzzy")
    assert describe_map(empty) == ChartDescription("Map without events", ("No events to show.",), ())
    assert describe_timeline(empty) == ChartDescription("Timeline without events", ("No events to show.",), ())


def many(number: int, *more: str) -> str:
    """Return a file of so many defections, all in 2016, and more events."""
    return file([
        *(
            event(n, "defection", persons=f"[{{name: N{n}}}]", post="{place: moscow}", milestones=f"[{claim('2016')}]")
            for n in range(number)
        ),
        *more,
    ])  # fmt: skip


@pytest.mark.parametrize(("describe", "post"), [(describe_map, "{place: moscow}"), (describe_timeline, "{}")])
def test_more_events_than_can_be_listed_are_counted(describe, post):
    def of(number):
        return describe(selection(many(number).replace("post: {place: moscow}", f"post: {post}")))

    assert len(of(MAX_EVENTS).events) == MAX_EVENTS
    assert of(MAX_EVENTS + 1).events == ()
    assert f"{MAX_EVENTS + 1} of {MAX_EVENTS + 1} defections" in of(MAX_EVENTS + 1).name


def test_a_span_of_years_has_its_busiest_year_and_one_of_a_single_period_none():
    early = event("early", "defection", persons="[{name: E}]", milestones=f"[{claim('1999-02-03')}]")
    wide = event("wide", "defection", persons="[{name: W}]", milestones=f"[{claim('2015/2017')}]")
    of = describe_timeline(selection(many(3, early, wide)))
    assert of.name.startswith("Timeline, February 1999 to December 2017: ")
    assert "The first claims of 3 of 5 events lie in 2016, more than in any other year." in of.sentences
    assert not [words for words in describe_timeline(selection(many(3))).sentences if "first claims of" in words]


def test_where_two_countries_or_months_are_level_none_stands_out():
    level = selection(file([AHN, CHO]))
    assert not [words for words in describe_map(level).sentences if "more than" in words]
    assert describe_map(selection(file([AHN, BAE]))).sentences[-1] == (
        "Both defections whose post is known left from Russia."
    )
    apart = selection(file([BAE, CHO]))
    assert not [words for words in describe_timeline(apart).sentences if "more than" in words]


def test_dates_without_a_first_or_last_day_are_no_end_of_the_span():
    open_ended = event("open", "defection", persons="[{name: O}]", milestones=f"[{claim('[..2016-08-25]')}]")
    undatable = event("any", "defection", persons="[{name: U}]", milestones=f"[{claim('[..2014,2016..]')}]")
    assert describe_timeline(selection(file([open_ended]))).name == "Timeline, August 2016: 1 of 1 defections"
    assert describe_timeline(selection(file([undatable]))).name == "Timeline: 1 of 1 defections"


def test_a_long_name_is_shortened_and_every_event_knows_the_languages_of_its_sources():
    text = file([event("long", "defection", persons=f"[{{name: {'x' * 1000}}}]", milestones=f"[{claim('2016')}]")])
    of = dataset(text.replace("s: {type: book}", "s: {type: book, language: ru}"))
    (long,) = describe_timeline(selection(of)).events
    assert len(long.text) < 400
    assert long.languages == ("ru",)

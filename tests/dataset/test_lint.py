"""What a file may hold but probably should not: each rule where it strikes, and where it must be silent."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.reader import read_bytes
from tests.dataset.lint_files import HEAD, assert_warnings, claim, silent, warned


def test_a_file_where_all_is_used_and_placed_has_no_warnings():
    assert warned(HEAD) == ()


def test_the_shipped_file_has_no_warnings(shipped_file):
    assert warned(shipped_file.read_text()) == ()


# Precision


def claims(*dates: str, note: str = "", marked: int | None = None) -> str:
    """Return a file with an event for each date; `▸` stands at the date of the event `marked`."""
    more = f", note: '{note}'" if note else ""
    events = (
        f"  - {{id: x{n}, type: defection, status: reported, post: {{place: london}}, milestones: [{{kind: report, "
        f'date: {"▸" * (n == marked)}"{date}", citations: [{{source: archive}}]{more}}}]}}\n'
        for n, date in enumerate(dates)
    )
    return HEAD + "".join(events)


def test_very_many_firsts_of_a_month_look_like_months_written_as_days_once_for_the_file():
    dates = ["2016-07-15", "2016-07-01", "2015-01-01", "2016-09-01", "2016-10-01", "2016-02-01"]
    (problem,) = assert_warnings(
        claims(*dates, marked=1),
        "date: 5 of 6 days are the first of a month, where chance gives about 1; were months or years written as days? "
        "For '2016-07-01' write '2016-07' or '2016', or name the day in the note if the source does",
    )
    assert (problem.event, problem.key, problem.found, problem.nearest) == ("x1", "date", "2016-07-01", "2016-07")


def test_four_firsts_of_a_month_are_not_many():
    assert silent(claims("2016-07-01", "2015-01-01", "2016-09-01", "2016-10-01"))


@pytest.mark.parametrize(
    ("first", "others", "is_silent"),
    [
        (93, 1247, True),  # of 1,340 days chance gives 44, three times as many are 132
        (131, 1209, True),
        (133, 1207, False),
        (5, 45, False),  # of 50, chance gives 1.6
        (5, 48, True),  # of 53, chance gives 1.7
    ],
)
def test_as_many_firsts_of_a_month_as_real_days_give_are_not_doubted(first, others, is_silent):
    dates = [f"{1900 + n // 12}-{n % 12 + 1:02}-01" for n in range(first)]
    dates += [f"{1900 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 2:02}" for n in range(others)]
    assert silent(claims(*dates)) is is_silent


def test_a_file_with_errors_may_get_its_events_yet():
    assert read_bytes(b"schema_version: 1\n").warnings == ()


def test_a_file_without_events_is_warned_of():
    for text in ("", "events: []\n", "events:\n"):
        (problem,) = warned(f"schema_version: 1\ntitle: T\n{text}")
        assert problem.message == "events: there are none, so the page has nothing to show"
        assert problem.key == "events"


@pytest.mark.parametrize(
    "date",
    [
        "2016-07-02",
        "2016-07-31",
        "2016-01",
        "2016",
        "2016-07-01~",
        "2016-07-01?",
        "2016-07-01%",
        "2016-07-0X",
        "2016-01-XX",
        "2016-07-01/2016-07-06",
        "2016-01-01/..",
        "[..2016-01-01]",
        "[2016-07-01,2016-07-02]",
        "[2016-07-01..2016-07-03]",
    ],
)
def test_a_date_that_owns_up_to_its_precision_is_not_doubted(date):
    assert silent(claims(*[date] * 6))


@pytest.mark.parametrize(
    "note",
    [
        "On 1 July.",
        "On 01 July 2016.",
        "On the 1st of July.",
        "on 1st july",
        "On July 1, about noon.",
        "July 1st",
        "On 1 Jul.",
        "Jul. 1",
        "The source says 2016-07-01.",
        "On the first of July.",
    ],
)
def test_a_first_of_the_month_is_not_doubted_where_the_note_names_the_day(note):
    assert silent(claims(*["2016-07-01"] * 6, note=note))


@pytest.mark.parametrize(
    "note", ["In July.", "On 11 July.", "July 10", "1 June", "July 2016", "2016-07-011", "21st of July", "July 15"]
)
def test_a_note_that_names_another_day_does_not_help(note):
    assert_warnings(claims(*["2016-07-01"] * 6, note=note, marked=0), "written as days")


def test_a_note_that_only_begins_like_a_month_does_not_help():
    text = claims(*["2016-03-01"] * 6, note="He left with 1 married son.", marked=0)
    assert_warnings(text, "written as days")


def test_the_note_of_another_claim_does_not_help():
    text = claims(*["2016-07-01"] * 6, marked=0).replace(
        "milestones: [", "milestones: [{kind: report, note: On 1 July., citations: [{source: archive}]}, "
    )
    assert_warnings(text, "written as days")


# Later than the source


@pytest.mark.parametrize("date", ["2016-08-27", "2016-09", "2017", "2016-08-27/..", "[2016-08-27..]", "2016-08-30~"])
def test_a_claim_cannot_come_after_the_source_that_makes_it(date):
    (problem,) = assert_warnings(
        claim(date, "herald"), f"date: '{date}' is later than the source of this claim, 'herald', issued"
    )
    assert (problem.event, problem.key, problem.found) == ("x", "date", date)


@pytest.mark.parametrize(
    "date",
    [
        "2016-08-26",
        "2016-08-25",
        "2016-08",
        "2016",
        "2016-08-29~",  # from the 26th on
        "[..2016-09-25]",
        "../2017",
        "2015/..",
        "[2016-08-26,2016-09-30]",
    ],
)
def test_a_claim_that_may_be_as_early_as_its_source_is_not_doubted(date):
    assert silent(claim(date, "herald"))


@pytest.mark.parametrize(
    ("issued", "date", "doubted"),
    [
        ("2016-08", "2016-08-31", False),
        ("2016-08", "2016-09-01~", False),
        ("2016-08", "2016-09-02", True),
        ("2016", "2016-12-31", False),
        ("2016", "2017-01", True),
        ("2016-08-26~", "2016-08-29", False),
        ("2016-08-26~", "2016-08-30", True),
        ("2016/..", "2030", False),
        ("[..2016]", "2017", True),
    ],
)
def test_a_source_that_is_dated_widely_reports_until_its_last_day(issued, date, doubted):
    text = claim(date, "herald").replace('issued: "2016-08-26"', f'issued: "{issued}"')
    assert silent(text) is not doubted


def test_a_claim_with_several_sources_is_doubted_for_each_that_is_too_early():
    text = claim("2016-08-27", "herald}, {source: archive").replace("title: Archive", 'title: A, issued: "2016-08-20"')
    assert_warnings(text.replace("▸", "▸▸"), "'archive', issued 2016-08-20", "'herald', issued 2016-08-26")


def test_a_source_cited_twice_by_a_claim_is_named_once():
    text = claim("2016-08-27", "herald, paragraph: '1'}, {source: herald, paragraph: '2'")
    assert_warnings(text, "'herald'")


def test_a_source_of_the_whole_event_does_not_date_its_claims():
    text = claim("2016-08-27").replace("    milestones", "    citations: [{source: herald}]\n    milestones")
    assert silent(text)


# The first claim


def test_the_first_claim_is_the_rival_of_none():
    text = claim("2016-08").replace("▸", "").replace("}]}]", "}], rival: ▸true}]")
    (problem,) = assert_warnings(text, "event 'x': rival: the first claim dates the event")
    assert (problem.event, problem.key, problem.found) == ("x", "rival", "true")


@pytest.mark.parametrize(
    "more", ["rival: false", "note: x}, {kind: report, rival: true, citations: [{source: herald}]"]
)
def test_a_rival_after_the_first_claim_is_right(more):
    assert silent(claim("2016-08", more=f", {more}"))


# Records that say too little, or too much for one


@pytest.mark.parametrize("more", ["", "    milestones: []\n", "    citations: []\n"])
@pytest.mark.parametrize("type_", ["type: defection", "type: context\n    title: X\n    places: [seoul]"])
def test_an_event_without_milestones_and_citations_is_named(type_, more):
    text = event(f"    post: {{place: london}}\n{more}" if type_ == "type: defection" else more)
    text = text.replace("    citations: [{source: archive}]\n    type: defection", f"    {type_}")
    (problem,) = assert_warnings(text, "event 'x': milestones: none is given, and no citation")
    assert (problem.event, problem.key) == ("x", "milestones")


@pytest.mark.parametrize("key", ["persons", "milestones"])
def test_a_list_that_holds_nothing_is_named(key):
    (problem,) = assert_warnings(
        event(f"    post: {{place: london}}\n    ▸{key}:\n").replace("▸id", "id").replace(f"▸{key}:", f"{key}:▸"),
        f"event 'x': {key}: nothing follows; write an entry below it, or leave the key out",
    )
    assert problem.key == key


@pytest.mark.parametrize("person", ["{name: ▸null}", "{name: ▸, rank: secretary}", "{name: ▸~, also_known_as: [Kim]}"])
def test_a_person_without_name_and_label_is_named(person):
    text = event(f"    post: {{place: london}}\n    persons: [{person}]\n").replace("▸id", "id")
    assert_warnings(text, "event 'x': name: there is none, and no label; add a label such as Unidentified official")
    assert silent(text.replace("name: ▸", "label: Unidentified official, name: "))


@pytest.mark.parametrize(
    "person", ["{label: A clerk}", "{name: null, label: A clerk}", "{rank: secretary}", "{name: K}"]
)
def test_a_person_who_can_be_told_is_not_doubted(person):
    assert silent(event(f"    post: {{place: london}}\n    persons: [{person}]\n"))


def test_two_persons_in_one_name_are_named():
    text = event('    post: {place: london}\n    persons: [{name: ▸"Thae Yong-ho; Kim Il"}]\n').replace("▸id", "id")
    (problem,) = assert_warnings(text, "name: 'Thae Yong-ho; Kim Il' seems to name several persons; give each an entry")
    assert problem.found == "Thae Yong-ho; Kim Il"
    assert silent(text.replace('{name: ▸"Thae Yong-ho; Kim Il"}', "{name: Thae Yong-ho}, {name: Kim Il}"))


@pytest.mark.parametrize("name", ["Thae Yong-ho;", "Thae Yong-ho, his wife"])
def test_one_name_with_another_sign_is_not_doubted(name):
    assert silent(event(f'    post: {{place: london}}\n    persons: [{{name: "{name}"}}]\n'))


@pytest.mark.parametrize("written", ["“6”", "‘6’", "„1-4“", "«6»"])
def test_a_paragraph_in_curly_quotes_is_named(written):
    text = HEAD.replace("{source: archive}", f"{{source: archive, paragraph: ▸{written}}}", 1)
    plain = written[1:-1]
    assert_warnings(text, f"event 'all': paragraph: curly quotes are part of the text; write paragraph: \"{plain}\"")
    assert silent(text.replace(written, f'"{plain}"'))


# Places


def event(text: str) -> str:
    """Return a file with one more defection."""
    return f"{HEAD}  - ▸id: x\n    citations: [{{source: archive}}]\n    type: defection\n    status: reported\n{text}"


@pytest.mark.parametrize("text", ["", "    post: {mission: Embassy}\n", "    destination: {status: unknown}\n"])
def test_a_defection_without_a_place_is_named(text):
    (problem,) = assert_warnings(event(text), "event 'x': post: neither post nor destination has a place")
    assert (problem.event, problem.key) == ("x", "post")


def test_context_without_a_place_is_named():
    text = event("    title: X\n").replace("type: defection\n    status: reported\n    title", "type: context\n    "
                                           "status: reported\n    title")  # fmt: skip
    (problem,) = assert_warnings(text, "event 'x': places: none is given")
    assert (problem.event, problem.key) == ("x", "places")
    assert_warnings(text + "    places: []\n", "none is given")
    assert silent(text + "    places: [seoul]\n")


@pytest.mark.parametrize(
    "text",
    [
        "    post: {place: london}\n",
        "    post: {country: GB}\n",
        "    destination: {status: known, place: seoul}\n",
        "    destination: {status: known, country: KR}\n",
    ],
)
def test_one_place_is_enough(text):
    assert silent(event(text))


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("    post: {place: london, country: ▸KR}\n", "london", "GB"),
        ("    destination: {status: known, country: ▸GB, place: seoul}\n", "seoul", "KR"),
    ],
)
def test_a_country_that_is_not_that_of_the_place_is_named(text, place, country):
    (problem,) = assert_warnings(
        event("").replace("▸", "") + text, f"is not the country of '{place}', which is in {country}"
    )
    assert (problem.event, problem.key, problem.nearest) == ("x", "country", country)


def test_a_country_that_is_that_of_the_place_is_right():
    assert silent(event("    post: {place: london, country: GB}\n"))


def test_a_place_without_a_country_may_be_in_any():
    assert silent(
        event("    post: {place: london, country: KR}\n").replace("London, country: GB", "London, lat: 51.5, lon: 0")
    )


@pytest.mark.parametrize("place", ["{name: X}", "{name: X, precision: country}", "{name: X, lat: null, lon: null}"])
def test_a_place_with_neither_point_nor_country_is_not_on_the_map(place):
    text = HEAD.replace("places: [london, seoul]", "places: [london, seoul, x]")
    (problem,) = assert_warnings(
        text.replace("ranks:\n", f"  ▸x: {place}\nranks:\n"),
        "place 'x': neither lat and lon nor a country is given, so it is not on the map",
    )
    assert problem.key == "country"
    assert silent(text.replace("ranks:\n", f"  x: {place[:-1]}, country: KP}}\nranks:\n"))


@pytest.mark.parametrize("precision", ["exact", "near", "adm2", "adm1"])
def test_a_place_known_better_than_by_its_country_needs_coordinates(precision):
    text = HEAD.replace("places: [london, seoul]", "places: [london, seoul, x]")

    def of(place):
        return text.replace("ranks:\n", f"  x: {{name: X, {place}}}\nranks:\n")

    (problem,) = assert_warnings(
        of(f"country: KP, precision: ▸{precision}"),
        f"place 'x': precision: '{precision}' tells more than a country, but neither lat nor lon is given, so it is "
        "drawn somewhere in North Korea",
    )
    assert (problem.key, problem.found) == ("precision", precision)
    assert silent(of(f"country: KP, precision: {precision}, lat: 39, lon: 126"))
    assert silent(of("country: KP, precision: region"))
    assert silent(of("country: KP, precision: country"))


# Two dates of one thing


def two_claims(kind: str, first: str, second: str, more: str = "", of_the_first: str = "") -> str:
    """Return a file with an event that has two claims of a kind."""
    return (
        f"{HEAD}  - id: x\n    type: defection\n    status: reported\n    post: {{place: london}}\n    milestones:\n"
        f'      - {{kind: {kind}, date: "{first}", citations: [{{source: archive}}]{of_the_first}}}\n'
        f'      - {{kind: {kind}, date: ▸"{second}", citations: [{{source: archive}}]{more}}}\n'
    )


@pytest.mark.parametrize("kind", ["departure", "arrival", "announcement"])
@pytest.mark.parametrize(("first", "second"), [("2016-07-01", "2016-07-03"), ("2016-07", "2016-06"), ("2015~", "2018")])
def test_a_second_date_of_what_happens_once_is_warned_of(kind, first, second):
    (problem,) = assert_warnings(
        two_claims(kind, first, second),
        f"event 'x': date: the first {kind} is dated '{first}', this one '{second}'; mark it as conflicting with "
        "rival: true, or give one date",
    )
    assert (problem.event, problem.key, problem.found) == ("x", "date", second)


@pytest.mark.parametrize(
    ("kind", "first", "second", "more", "of_the_first"),
    [
        ("departure", "2016-07-01", "2016-07-03", ", rival: true", ""),
        ("departure", "2016-07-01", "2016-07", "", ""),  # the month holds the day
        ("departure", "[..2016-07-01]", "2014", "", ""),
        ("arrival", "2016-07-01", "2016-09-03", ", place: seoul", ", place: london"),  # a stop on the way
        ("report", "2016-07-01", "2016-07-03", "", ""),  # by another medium
        ("official-response", "2016-07-01", "2016-07-03", "", ""),
    ],
)
def test_two_dates_that_can_both_be_right_are_no_mistake(kind, first, second, more, of_the_first):
    assert silent(two_claims(kind, first, second, more, of_the_first))


# Words for nothing


@pytest.mark.parametrize("word", ["unknown", "n/a", "TBC", "None", "'?'", "'-'", "N/A"])
def test_a_word_for_nothing_is_no_name(word):
    (problem,) = assert_warnings(HEAD.replace("{rank: third", f"{{name: ▸{word}, rank: third"), "")
    assert problem.message == (
        f"event 'rank': name: '{word.strip(chr(39))}' is shown to readers as it stands; write name: null, and a label "
        "such as Unidentified official"
    )


WORDS_FOR_NOTHING = {
    "of a place": (
        HEAD.replace("name: Seoul", "name: ▸unknown"),
        "place 'seoul': name: 'unknown' is shown to readers as it stands; name the place; where only the country is "
        "known, write post: {country: …} and no place",
    ),
    "of a source": (
        HEAD.replace("title: Archive", "title: Archive, author: ▸n/a"),
        "source 'archive': author: 'n/a' is shown to readers as it stands; leave the key out",
    ),
    "title": (
        HEAD.replace("title: Everything is used", "title: ▸TBD"),
        "event 'all': title: 'TBD' is shown to readers as it stands; leave the key out, or write a headline",
    ),
    "company": (
        HEAD + "    accompanied_by: [▸none]\n",
        "event 'rank': accompanied_by: 'none' is shown to readers as it stands; write accompanied_by: [] for alone, "
        "and leave it out where it is not stated",
    ),
    "other name": (
        HEAD.replace("{rank: third", "{also_known_as: [▸'-'], rank: third"),
        "event 'rank': also_known_as: '-' is shown to readers as it stands; leave the key out",
    ),
    "summary": (
        HEAD + "    summary: ▸To be confirmed\n",
        "event 'rank': summary: 'To be confirmed' is shown to readers as it stands; leave the key out",
    ),
}


@pytest.mark.parametrize(("text", "message"), WORDS_FOR_NOTHING.values(), ids=WORDS_FOR_NOTHING)
def test_a_word_for_nothing_is_warned_of_wherever_readers_see_it(text, message):
    (problem,) = assert_warnings(text, message)
    assert problem.message == message


@pytest.mark.parametrize("name", ["Na", "An Unknown", "Noname Kim", "Nil Armstrong", "null"])
def test_a_name_is_a_name(name):
    assert silent(HEAD.replace("{rank: third", f"{{name: {name}, label: Unknown, rank: third"))


# What nothing uses


@pytest.mark.parametrize(
    ("before", "entry", "message"),
    [
        ("places:\n", "  ▸spare: {type: book, title: B}\n", "source 'spare' is never cited"),
        ("ranks:\n", "  ▸spare: {name: S, country: SE}\n", "place 'spare' is never used"),
        ("events:\n", "  ▸spare: {label: S}\n", "rank 'spare' is never used"),
    ],
)
def test_what_nothing_refers_to_is_named_at_its_key(before, entry, message):
    (problem,) = assert_warnings(HEAD.replace(before, entry + before), message)
    assert (problem.event, problem.key) == (None, "spare")


def test_a_narrower_rank_that_nobody_has_does_not_use_the_wider_one():
    text = HEAD.replace("rank: third-secretary", "position: x").replace("  secretary:", "  ▸secretary:")
    assert_warnings(text.replace("  third-", "  ▸third-"), "rank 'secretary' is", "rank 'third-secretary' is")


def test_a_rank_is_used_through_all_those_within_it():
    more = "  diplomat: {label: D}\nevents:\n"
    text = HEAD.replace("secretary: {label: Secretary}", "secretary: {label: Secretary, within: diplomat}")
    assert silent(text.replace("events:\n", more))


def test_the_wider_rank_alone_does_not_use_the_narrower_one():
    assert_warnings(
        HEAD.replace("rank: third-secretary", "rank: secretary").replace("  third-", "  ▸third-"), "'third-secretary'"
    )


@pytest.mark.parametrize("written", ["paragraph: herald", "source: archive, paragraph: herald"])
def test_a_word_elsewhere_is_no_reference(written):
    text = HEAD.replace("{source: herald}, {source: archive}", "{source: archive, paragraph: herald}")
    assert_warnings(text.replace("  herald:", "  ▸herald:"), "source 'herald' is never cited")


def test_a_source_cited_by_a_claim_alone_is_used():
    text = claim("2016-08", "herald").replace("[{source: herald}, {source: archive}]", "[{source: archive}]")
    assert silent(text)


def test_a_source_cited_by_an_event_alone_is_used():
    assert silent(HEAD)


@pytest.mark.parametrize(
    "used",
    [
        "post: {place: london}\n    destination: {status: known, place: seoul}",
        "post: {place: seoul}",
        "post: {place: london}\n    milestones: [{kind: arrival, place: seoul, citations: [{source: herald}]}]",
    ],
)
def test_a_place_is_used_by_posts_destinations_claims_and_context(used):
    text = HEAD.replace("[london, seoul]", "[london]")
    assert [p.key for p in warned(text)] == ["seoul"]
    assert silent(text.replace("post: {place: london}", used))


# Addresses


@pytest.mark.parametrize(
    "url",
    ["example.org/1", "ftp://example.org", "javascript:alert(1)", "https://", "http:/x", "data:text/html,x", "/1"],
)
def test_an_address_that_is_not_on_the_web_is_named(url):
    text = HEAD.replace('URL: "https://example.org/1"', f'URL: ▸"{url}"')
    (problem,) = assert_warnings(text, f"source 'herald': URL: {url!r} is not an http:// or https:// address")
    assert (problem.event, problem.key, problem.found) == (None, "URL", url)


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("example.org/1", "; write 'https://example.org/1'"),
        ("www.example.org", "; write 'https://www.example.org'"),
        ("ftp://example.org", ""),
        ("page 4", ""),
    ],
)
def test_an_address_without_https_is_told_with_it(url, advice):
    (problem,) = warned(HEAD.replace("https://example.org/1", url))
    assert problem.message.endswith(f"so readers see it without a link{advice}")


@pytest.mark.parametrize("more", [" (in English)", " https://example.org/2"])
def test_words_behind_an_address_are_named(more):
    text = HEAD.replace('URL: "https://example.org/1"', f'URL: ▸"https://example.org/1{more}"')
    assert_warnings(text, "holds a space, which no address does; write the address alone, and other words in the note")
    assert silent(text.replace(more, ""))


@pytest.mark.parametrize("url", ["http://example.org", "HTTPS://EXAMPLE.ORG/a?b=c#d", "https://한국.kr/"])
def test_an_address_on_the_web_is_right(url):
    assert silent(HEAD.replace("https://example.org/1", url))


# Invisible characters


@pytest.mark.parametrize(
    ("character", "written"),
    [("\u202e", "U+202E"), ("\u200b", "U+200B"), ("\u2066", "U+2066"), ("\u00ad", "U+00AD"), ("\U000e0041", "U+E0041")],
)
@pytest.mark.parametrize(
    ("text", "event", "key"),
    [
        (HEAD.replace("title: T\n", "title: ▸aXb\n"), None, "title"),
        (HEAD.replace("title: Archive", "title: ▸aXb"), None, "title"),
        (HEAD.replace("name: Seoul", "name: ▸aXb"), None, "name"),
        (HEAD.replace("label: Secretary", "label: ▸aXb"), None, "label"),
        (HEAD.replace("title: Everything is used", "title: ▸aXb"), "all", "title"),
        (HEAD.replace("{rank: ", "{name: ▸aXb, rank: "), "rank", "name"),
        (HEAD.replace("{rank: ", "{also_known_as: [c, ▸aXb], rank: "), "rank", "also_known_as"),
        (HEAD.replace("{source: archive}", "{source: archive, paragraph: ▸aXb}", 1), "all", "paragraph"),
    ],
)
def test_a_character_that_cannot_be_seen_is_named_in_every_text(text, event, key, character, written):
    (problem,) = assert_warnings(text.replace("X", character), f"{key}: contains the invisible character ⟨{written}⟩")
    assert (problem.event, problem.key) == (event, key)
    assert character not in problem.message


@pytest.mark.parametrize("text", ["김철삼", "Café – “x” … №", "a\\nb", "a\\tb", "e\u0301", "Ра", "שלום"])
def test_what_can_be_seen_is_not_doubted(text):
    assert silent(HEAD.replace("title: T\n", f'title: "{text}"\n'))


def test_a_character_that_cannot_be_seen_is_an_error_in_an_id():
    reading = read_bytes(HEAD.replace("id: all", "id: a\u200bll").encode())
    assert ["is not an id" in p.message for p in reading.problems] == [True]
    assert "\u200b" not in reading.problems[0].message


# All together


def test_warnings_come_beside_errors_in_the_order_of_the_file():
    text = claim("2016-08-27", "herald").replace("▸", "").replace("{label: Secretary}", "{label: Secretary, x: y}")
    reading = read_bytes(text.replace("archive: {", "spare: {type: book}\n  archive: {").encode())
    assert [(p.line, p.severity) for p in reading.problems] == [(11, "error")]
    assert [(p.line, p.key) for p in reading.warnings] == [(5, "spare"), (30, "date")]
    assert reading.dataset is None


@pytest.mark.parametrize(
    ("stood", "written"),
    [
        ("events:\n", "events: these\nx:\n"),
        ("events:\n", "events:\nx:\n"),
        ("events:\n", "event:\n"),
        ("    status: reported\n    persons", "    status: x\n    persons"),
        ("  - id: rank\n", "    id: rank\n"),
        ("  - id: rank\n", "   - id: rank\n"),
        ("  - id: rank\n", "  - rank:\n"),
        ("    post: {place: london}\n", "    post: {place: london\n"),
        ("{rank: third-secretary}", "{rank: third-secretry}"),
    ],
)
def test_nothing_is_called_unused_while_events_are_wrong_or_missing(stood, written):
    text = HEAD.replace("events:\n", "  spare: {label: S}\nevents:\n")
    assert "is never" in read_bytes(text.encode()).warnings[0].message
    reading = read_bytes(text.replace(stood, written).encode())
    assert reading.problems
    assert not [it for it in reading.warnings if "is never" in it.message]


@pytest.mark.parametrize("end", ["", "events:\n", "events: []\n", "events: null\n"])
def test_a_file_whose_events_are_to_come_has_one_warning(end):
    (warning,) = warned(HEAD.partition("events:\n")[0] + end)
    assert warning.message == "events: there are none, so the page has nothing to show"


def test_warnings_come_beside_errors_of_the_yaml_that_do_not_break_it_off():
    reading = read_bytes((HEAD + "title: again\n").replace("https://", "ftp://").encode())
    assert [p.line for p in reading.problems] == [25]
    assert [p.key for p in reading.warnings] == ["URL"]


def test_a_file_that_breaks_off_is_not_doubted():
    reading = read_bytes((HEAD + "  - " + "[" * 2000 + "\n").replace("https://", "ftp://").encode())
    assert len(reading.problems) == 1
    assert reading.warnings == ()


def test_a_file_with_mistakes_of_syntax_is_doubted_as_far_as_it_can_be_read():
    reading = read_bytes((HEAD + "    summary: @x\n").replace("https://", "ftp://").encode())
    assert [p.line for p in reading.problems] == [25]
    assert [p.key for p in reading.warnings] == ["URL"]


def test_what_an_alias_repeats_is_doubted_once():
    text = HEAD.replace("    post: {place: london}\n", "    post: &post {mission: ▸a\u200bb, place: london}\n")
    text = text.replace("▸", "").replace("title: Archive", "title: &text a\u200bb, note: *text")
    assert [(p.line, p.column, p.key) for p in warned(text)] == [(5, 35, "title"), (5, 52, "note"), (23, 27, "mission")]
    again = "    milestones: &m [&c {kind: report, date: ▸2016-08-27, citations: [{source: herald}]}, *c]\n"
    assert_warnings(HEAD + again, "is later than the source")


# Whatever the kind

WORDS = [
    "events", "sources", "places", "ranks", "id", "type", "title", "persons", "name", "also_known_as", "rank", "post",
    "destination", "place", "country",
    "milestones", "date", "note", "rival", "citations", "source", "issued", "URL", "within",
]  # fmt: skip
texts = st.sampled_from(
    ["context", "defection", "a", "b", "true", "2016-01-01", "GB", "\u202e", "", "null", "[..2016]"]
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | texts, inner, max_size=5),
    max_leaves=15,
)
events = st.lists(values | st.fixed_dictionaries({}, optional=dict.fromkeys(WORDS, values)), max_size=4)
sections = values | st.dictionaries(texts, values | st.fixed_dictionaries({}, optional=dict.fromkeys(WORDS, values)))
files = st.fixed_dictionaries(
    {},
    optional={"events": values | events, "sources": sections, "places": sections, "ranks": sections, "title": values},
)


def written(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {written(it)}' for key, it in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return "null" if value is None else f'"{value}"'


@pytest.mark.slow
@settings(max_examples=150)
@given(files)
def test_anything_of_the_wrong_kind_is_passed_over(file):
    text = written(file)
    for problem in read_bytes(text.encode()).warnings:
        assert problem.line == 1
        assert 1 <= problem.column <= len(text)
        assert problem.severity == "warning"
        assert not re.search("[\u202e\n]", problem.message)

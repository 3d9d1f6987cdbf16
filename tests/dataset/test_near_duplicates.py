"""Events that look like one: the same or nearly the same name, within a year."""

import pytest

from tests.dataset.lint_files import HEAD, assert_warnings, silent, warned


def two(one: str, date_one: str, other: str, date_other: str, more: str = "") -> str:
    """Return a file with two defections of somebody at some time."""
    return HEAD + "".join(
        f"  - id: {key}\n    type: defection\n    status: reported\n    post: {{place: london}}\n"
        f"    persons: [{{{mark}name: {name}{more}}}]\n"
        f'    milestones: [{{kind: report, date: "{date}", citations: [{{source: archive}}]}}]\n'
        for key, name, date, mark in (("a", one, date_one, ""), ("b", f"▸{other}", date_other, ""))
    )


def alike(one: str, other: str) -> bool:
    text = two(one, "2016-08-10", other, "2016-08-10").replace("▸", "")
    return any("is also, or almost, in event" in problem.message for problem in warned(text))


def test_two_events_of_one_name_within_a_year_are_named_at_the_later_in_the_file():
    text = two("Thae Yong-ho", "2016-08-20", "Thae Yong-ho", "2016-08-10")
    (problem,) = assert_warnings(text, "event 'b': name: 'Thae Yong-ho' is also, or almost, in event 'a' on line 25")
    assert (problem.event, problem.key, problem.found) == ("b", "name", "Thae Yong-ho")


SAME = [
    "Yong-ho Thae",
    "THAE YONG HO",
    "Tae Yong-ho",
    "Thae Yongho",
    "Yong Ho Thae",
    "'Thae, Yong-ho'",
    "TAE YONG HO",
    "Yong-ho Tae",
    "Tháe Yŏng-ho",
    "Thae Yong-hoo",
    "Ｔｈａｅ Yong-ho",
]


@pytest.mark.parametrize("name", SAME)
def test_a_name_written_otherwise_is_the_same_name(name):
    assert alike("Thae Yong-ho", name)
    assert alike(name, "Thae Yong-ho")


@pytest.mark.parametrize("name", ["Kim Chol-song", "Thae", "Thae Yong-chol", "Choe Yong-ho", "태영호"])
def test_another_name_is_another_name(name):
    assert not alike("Thae Yong-ho", name)


@pytest.mark.parametrize(("one", "other"), [("Ri", "Ro"), ("Kim", "Kin"), ("An Su", "An Ju"), ("Kim A", "Kim B")])
def test_short_names_that_differ_by_a_letter_are_different(one, other):
    assert not alike(one, other)
    assert alike(one, one)


@pytest.mark.parametrize(("one", "other"), [("태영호", "태영호"), ("태영호", "태 영호"), ("김철삼", "김철삼")])
def test_names_in_hangul_are_compared_too(one, other):
    assert alike(one, other)
    assert not alike(one, "조성길")


@pytest.mark.parametrize("name", ["null", "'-'", "'?'", "unknown", "Not stated"])
def test_nobody_named_is_nobody_twice(name):
    assert not alike(name, name)


def test_another_spelling_is_a_name_too():
    text = two("Thae Yong-ho", "2016-08-10", "Ri Su", "2016-08-10")
    assert silent(text)
    spelt = text.replace("Ri Su", "Ri Su, also_known_as: [x, THAE YONG HO]")
    assert_warnings(spelt, "event 'b': name: 'Ri Su' is also, or almost, in event 'a'")


def test_a_person_without_a_name_but_with_another_spelling_is_placed_at_the_person():
    text = two("Thae Yong-ho", "2016-08-10", "x", "2016-08-10").replace("▸x", "Y, also_known_as: [Thae Yong-ho]")
    (problem,) = warned(text.replace("name: Y, ", ""))
    assert (problem.line, problem.column, problem.event) == (35, 15, "b")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("2015-08-10", "2016-08-10", True),  # 366 days: 2016 is a leap year
        ("2015-08-10", "2016-08-11", False),
        ("2016-08-11", "2015-08-10", False),
        ("2016-08-10", "2017-08-11", True),
        ("2016-08-10", "2017-08-12", False),
        ("2015", "2016", True),
        ("2015", "2016-12-31", True),
        ("2015", "2017-01-03", False),
        ("2015", "2017-01-02~", True),
        ("2015", "2018", False),
        ("2015-08-08~", "2016-08-11", True),
        ("2010/..", "2016", True),
        ("[..2016]", "2010", True),
        ("2016", "../2010", False),
        ("2016", "[2018-01-02..]", False),
    ],
)
def test_a_year_is_366_days_between_the_nearest_days_of_both(one, other, near):
    assert silent(two("Thae Yong-ho", one, "Thae Yong-ho", other)) is not near


def test_of_an_event_without_a_date_nobody_can_say_that_it_is_within_a_year():
    text = two("Thae Yong-ho", "2016-08-10", "Thae Yong-ho", "1990")
    assert silent(text)
    assert silent(text.replace('date: "1990", ', ""))


def test_the_first_claim_alone_places_an_event_in_time():
    later = '}]}, {kind: report, date: "2016-08", citations: [{source: archive}]}]\n'
    assert silent(two("Ri Yong-ho", "2010", "Ri Yong-ho", "2016").replace("}]}]\n", later, 1))


def test_the_same_person_twice_in_one_event_is_no_second_event():
    text = two("Thae Yong-ho", "2016", "Kim Chol-song", "2016")
    assert silent(text.replace("▸Kim Chol-song}", "Kim Chol-song}, {name: Kim Chol-song}"))


def test_the_same_person_twice_in_one_event_does_not_hide_another_event():
    text = two("Thae Yong-ho}, {name: Thae Yong-ho", "2016", "Thae Yong-ho", "2016")
    assert_warnings(text, "in event 'a'")


def test_an_event_is_named_once_however_many_of_its_persons_are_in_another():
    text = two("Thae Yong-ho}, {name: Kim Chol-song", "2016", "Thae Yong-ho}, {name: Kim Chol-song", "2016")
    assert_warnings(text, "'Thae Yong-ho' is also, or almost, in event 'a'")


@pytest.mark.parametrize(
    "dates",
    [
        ("2016-09-02", "2016-01-02", "2016-06-02"),
        ("2016-01-02", "2016-06-02", "2016-09-02"),
        ("2016-06-02", "2016-09-02", "2016-01-02"),
        ("2010/..", "2012", "2020"),
    ],
)
def test_every_event_that_looks_like_one_before_it_is_named_whatever_the_order_in_time(dates):
    text = HEAD + "".join(
        f"  - id: e{i}\n    type: defection\n    status: reported\n    post: {{place: london}}\n"
        f"    persons: [{{name: Thae Yong-ho}}]\n"
        f'    milestones: [{{kind: report, date: "{date}", citations: [{{source: archive}}]}}]\n'
        for i, date in enumerate(dates)
    )
    assert [(p.event, "in event 'e0'" in p.message) for p in warned(text)] == [("e1", True), ("e2", True)]

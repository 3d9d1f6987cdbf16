"""The words of hovers and labels on the map."""

import pytest

from dashboard.charts.map.style import CONTEXT, DESTINATION, POST, REASONS
from dashboard.charts.map.wording import mark_count, name_and_precision, role_count, whereabouts_count
from dashboard.dataset.country_points import SOMEWHERE


@pytest.mark.parametrize(
    ("role", "number", "said", "label"),
    [
        (POST, 1, "1 defected from here", "1 defection"),
        (POST, 1200, "1,200 defected from here", "1,200 defections"),
        (DESTINATION, 1, "1 arrived here", "1 arrival"),
        (DESTINATION, 2, "2 arrived here", "2 arrivals"),
    ],
)
def test_a_number_of_defections_is_said_in_hover_and_label(role: int, number: int, said: str, label: str) -> None:
    assert (role_count(role, number), mark_count(role, number)) == (said, label)


def test_a_number_of_context_events_is_said_in_singular_and_plural() -> None:
    assert [role_count(CONTEXT, number) for number in (1, 2)] == ["1 context event", "2 context events"]


def test_every_reason_for_an_unknown_destination_is_said_as_in_the_count_line() -> None:
    assert [whereabouts_count(reason, 1234) for reason in range(len(REASONS))] == [
        "whereabouts of 1,234 unknown",
        "whereabouts of 1,234 undisclosed",
        "1,234 in transit",
        "1,234 returned",
    ]


@pytest.mark.parametrize(
    ("name", "precision", "said"),
    [
        ("London", None, ("London", None)),
        ("London", "exact", ("London", None)),
        ("Yanji", "near", ("Yanji", "within about 25 km; exact place not known")),
        ("Camden", "adm2", ("Camden", "district; exact place not known")),
        ("Jilin", "adm1", ("Jilin", "province; exact place not known")),
        ("Jilin Province", "adm1", ("Jilin", "province; exact place not known")),
        ("Province", "adm1", ("Province", "province; exact place not known")),
        ("Tumen River", "region", ("Tumen River", "region; exact place not known")),
        ("Somewhere in China", SOMEWHERE, ("Somewhere in China", "coordinates not given")),
        ("China", "country", ("China", "country; exact place not known")),
        ("Yellow Sea", "international", ("Yellow Sea", "international waters or airspace; exact place not known")),
    ],
)
def test_the_precision_of_a_place_is_said_in_plain_words(
    name: str, precision: str | None, said: tuple[str, str | None]
) -> None:
    assert name_and_precision(name, precision) == said

"""Texts of the event file: they stay text, whatever they hold, and of very many the first are listed."""

from datetime import UTC, datetime

import pytest

from dashboard.dataset.problems import Problem
from dashboard.markup.panels import outdated_panel, problems_panel, warnings_panel
from tests.markup.events import EVIL, EVIL_VISIBLE, HOSTILE, MANY
from tests.markup.parsed_html import Page, cards_of, cells, facts, table_of

PROBLEMS = [Problem(1, 2, EVIL)]


@pytest.mark.parametrize(
    ("page", "times"),
    [
        # Name, way (2), summary, other name, rank, position, organisation, post (3), destination, company, place
        # and author of the claim, its note, its source (3); title, way, summary and place of the context event.
        (cards_of("a", "c", text=HOSTILE), 19 + 4),
        # Name, rank, post, destination and source; title and place of the context event.
        (table_of("a", "c", text=HOSTILE), 5 + 2),
        (Page(outdated_panel(EVIL, PROBLEMS, datetime.now(UTC))), 3),
        (Page(problems_panel(EVIL, PROBLEMS)), 2),
        (Page(warnings_panel(EVIL, PROBLEMS)), 3),
    ],
    ids=["cards", "table", "outdated", "problems", "warnings"],
)
def test_no_markup_of_the_file_reaches_the_page(page, times):
    assert not {tag for tag, _ in page.elements} & {"script", "img", "a"}
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on") or a == "src"]
    assert page.text.count(EVIL_VISIBLE) == times
    assert "\u202e" not in page.source


@pytest.mark.slow
def test_of_very_many_claims_sources_persons_or_places_a_card_and_a_row_list_the_first():
    page = cards_of("a", text=MANY)
    text = "\n".join(page.lines)
    assert page.lines[0].endswith("Person 48, Person 49, and 20 more")
    assert text.count("function ") == 50
    assert page.lines.count("and 20 more") == 1
    assert facts(page)["Accompanied by"].endswith("companion 49, and 20 more")
    assert facts(page)["Sources"].endswith("Source 49; and 20 more")
    assert text.count("claim ") == 2 * 50
    assert "and 1,002 more; download the JSON to see all" in page.lines
    assert "and 1 more; download the JSON to see all" in page.lines
    assert text.count("Source 49; and 20 more") == 50 + 1
    assert facts(cards_of("b", text=MANY))["Places"].endswith("Place 49, United Kingdom; and 20 more")
    assert facts(cards_of("c", text=MANY))["Also known as"].endswith("Alias 49, and 20 more")
    _, first, context, _ = cells(table_of("a", "b", "c", text=MANY))
    assert first[1].endswith("Person 49, and 20 more")
    assert first[2].endswith("Rank 49; and 20 more")
    assert first[9].endswith("Source 49; and 20 more")
    assert context[3].endswith("Place 49, and 20 more")

"""HTML read into its elements and the lines that readers see; the cards and rows of a file by the ids of its events."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from tests import builders
from tests.markup.events import COLOURS, TEXT

_ENDING_LINES = ("div", "li", "dd", "dt", "td", "th", "p", "h3", "span", "summary", "caption")


@dataclass
class Page(HTMLParser):
    """Read HTML into its elements and their texts."""

    source: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.feed(self.source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append((tag, "lang" in dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        opened, is_part_of_line = self.open.pop()
        assert opened == tag
        if not is_part_of_line and tag in _ENDING_LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def lines(self) -> list[str]:
        """The lines that readers see, without those that are empty."""
        return [line.strip() for line in self.text.split("\n") if line.strip()]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == tag]

    def links(self) -> list[str | None]:
        return [attributes["href"] for attributes in self.attributes("a")]


def cards_of(*ids: str, text: str = TEXT, marked: tuple[str, ...] = ()) -> Page:
    """Return the cards of the events of a file that have these ids, in this order."""
    selection = builders.selection(text)
    rows = [selection.dataset.index.row_by_id[key] for key in ids]
    return Page(cards(selection, rows, COLOURS, frozenset(marked)))


def table_of(*ids: str, text: str = TEXT, marked: tuple[str, ...] = ()) -> Page:
    """Return the table of the events of a file that have these ids, in this order."""
    selection = builders.selection(text)
    rows = [selection.dataset.index.row_by_id[key] for key in ids]
    return Page(table(selection, rows, frozenset(marked)))


def cells(page: Page) -> list[list[str]]:
    """Return the texts of the cells of a table, row by row; the first row holds the headings."""
    return [
        [Page(cell).text.strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page.source)
    ]


def facts(page: Page) -> dict[str, str]:
    """Return the terms of a card with what it says of them."""
    return {term: Page(text).text.strip() for term, text in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.source)}

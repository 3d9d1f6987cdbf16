"""The note above a map's legend: how to read its marks, and what is not drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.dataset.text import count_with_noun

_NARROW = 640  # px: a narrower map does not explain sizes


@dataclass(frozen=True)
class RouteCounts:
    """How many routes are drawn at most, and how many more there are."""

    max_drawn: int
    not_drawn: int
    are_near: bool  # whether both count only those that begin or end in the window


@dataclass(frozen=True)
class NoteFacts:
    """What a note explains."""

    has_clusters: bool  # marks stand for several places
    max_departed: int  # events, of the largest disc
    max_arrived: int  # events, of the largest diamond
    has_inner_discs: bool  # discs within discs
    routes: RouteCounts


def note_text(facts: NoteFacts, width: int, is_static: bool) -> str:
    """Return the note of a map of this width in pixels; a static map cannot be zoomed."""
    sentences = []
    if facts.has_clusters:
        sentences.append(
            "Nearby places share a mark." if is_static else "Nearby places share a mark; zoom in to separate them."
        )
    if width >= _NARROW:
        sentences += _size_sentences(facts)
    if facts.routes.not_drawn:
        sentences.append(_route_sentence(facts.routes))
    return " ".join(sentences)


def _size_sentences(facts: NoteFacts) -> Iterator[str]:
    discs = count_with_noun(facts.max_departed, "defection")
    diamonds = count_with_noun(facts.max_arrived, "arrival")
    if facts.max_departed and facts.max_arrived:
        yield f"Areas show numbers: the largest disc stands for {discs}, the largest diamond for {diamonds}."
    elif facts.max_departed:
        yield f"Areas show numbers: the largest disc stands for {discs}."
    elif facts.max_arrived:
        yield f"Areas show numbers: the largest diamond stands for {diamonds}."
    if facts.has_inner_discs:
        yield "Inner discs show the shares of other colours."


def _route_sentence(routes: RouteCounts) -> str:
    drawn, more = routes.max_drawn, "1 more is" if routes.not_drawn == 1 else f"{routes.not_drawn:,} more are"
    if routes.are_near:
        return f"Only the {drawn} busiest routes to or from this area are drawn; {more} not."
    return f"Only the {drawn} busiest routes are drawn; {more} not."

"""The note above a map's legend: how to read its marks, and what is not drawn."""

from dataclasses import dataclass

_NARROW = 640  # px: a narrower map has few words


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
    is_narrow = width < _NARROW
    sentences = []
    if facts.has_clusters:
        clusters = "Marks sum up close places" if is_narrow else "Marks sum up places that lie close together"
        sentences.append(clusters + ("." if is_static else "; zoom in to part them."))
    sizes = [f"largest disc {facts.max_departed:,} left"] if facts.max_departed else []
    sizes += [f"largest diamond {facts.max_arrived:,} arrived"] if facts.max_arrived else []
    if sizes and not is_narrow:
        discs = "; inner discs show further colours" if facts.has_inner_discs else ""
        sentences.append(f"Areas show numbers: {', '.join(sizes)}{discs}.")
    if facts.routes.not_drawn:
        near = " from or to here" if facts.routes.are_near else ""
        sentences.append(
            f"Arcs of the {facts.routes.max_drawn} most frequent ways{near}; {facts.routes.not_drawn:,} more not drawn."
        )
    return " ".join(sentences)

"""The note above a map's legend: how to read its marks, and what is not drawn."""

from dataclasses import dataclass

_NARROW = 640  # px: a narrower map has few words


@dataclass(frozen=True)
class RoutesLeftOut:
    """Routes that are not drawn."""

    drawn: int
    left_out: int
    are_near: bool  # whether both are only those that begin or end in the window


@dataclass(frozen=True)
class NoteFacts:
    """What a note explains."""

    has_clusters: bool  # marks stand for several places
    max_left: int  # events, of the largest disc
    max_arrived: int  # events, of the largest diamond
    has_shares: bool  # discs within discs
    routes: RoutesLeftOut


def note_text(facts: NoteFacts, width: int, is_static: bool) -> str:
    """Return the note of a map of this width in pixels; a static map cannot be zoomed."""
    is_narrow = width < _NARROW
    sentences = []
    if facts.has_clusters:
        clusters = "Marks sum up close places" if is_narrow else "Marks sum up places that lie close together"
        sentences.append(clusters + ("." if is_static else "; zoom in to part them."))
    sizes = [f"largest disc {facts.max_left:,} left"] if facts.max_left else []
    sizes += [f"largest diamond {facts.max_arrived:,} arrived"] if facts.max_arrived else []
    if sizes and not is_narrow:
        shares = "; inner discs show further colours" if facts.has_shares else ""
        sentences.append(f"Areas show numbers: {', '.join(sizes)}{shares}.")
    if facts.routes.left_out:
        near = " from or to here" if facts.routes.are_near else ""
        sentences.append(
            f"Arcs of the {facts.routes.drawn} most frequent ways{near}; {facts.routes.left_out:,} more not drawn."
        )
    return " ".join(sentences)

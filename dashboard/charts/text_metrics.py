"""Widths of texts in pixels, and texts wrapped or cut to them."""

import math
import re
import textwrap

from dashboard.dataset.text import beginning, is_printable, visible

CHARACTER_EM = 0.47
"""Mean width of a character of the font, in em; a little generous, so that labels keep clear of each other."""


def text_width(value: str, size: float) -> float:
    """Estimate the width of a line of text, in pixels; wide characters such as Hangul count double."""
    wide = 0 if value.isascii() else len(_WIDE.findall(value))
    return size * CHARACTER_EM * (len(value) + wide)


# Between them are Latin letters, such as those of Vietnamese, Greek ones, and punctuation.
_WIDE = re.compile("[\u1101-\u1dff\u2e80-\U0010ffff]")


def truncated(value: str, limit: int) -> str:
    """Return a text as readers see it, cut to at most so many characters."""
    seen = visible(beginning(value, limit + 1))
    return seen if len(seen) <= limit else seen[: limit - 2].rstrip(" ,") + " …"


def characters_within(value: str, width: float, size: float) -> int:
    """Estimate how many characters of a text have room in so many pixels."""
    return max(1, int(width * len(value) / max(1.0, text_width(value, size))))


def wrapped(value: str, width: float, size: float) -> list[str]:
    """Break a text into lines of at most `width` pixels, between words where it has any."""
    lines = [""]
    for word in value.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if text_width(longer, size) <= width:
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        for letter in word:
            if text_width(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def fitted(value: str, width: float, size: float) -> str:
    """Return a text as readers see it, cut to a width in pixels, between words where it has any."""
    seen = truncated(value, _MAX_LINE)
    if text_width(seen, size) <= width:
        return seen
    return wrapped(seen, width - text_width(" …", size), size)[0] + " …"


_MAX_LINE = 300  # characters
_MAX_HOVER_LINE = 58  # characters; plotly leaves out a hover for which it finds no room


def hover_lines(value: str, limit: int) -> list[str]:
    """Return a text as the lines of a hover, at most so many."""
    if len(value) <= _MAX_HOVER_LINE and is_printable(value) and value == value.strip():
        return [value]
    # The rest of a very long text is not looked at: not even twice the lines would hold it.
    seen = visible(beginning(value, 2 * _MAX_HOVER_LINE * limit))
    return textwrap.wrap(seen, _MAX_HOVER_LINE, max_lines=limit, placeholder=" …") or [""]


def fits_hover_line(text: str) -> bool:
    """Whether a text has room in one line of a hover."""
    return hover_lines(text, 2) == [text]


def legend_rows(names: list[str], width: float) -> int:
    """Estimate how many rows a horizontal legend of these entries takes in a figure of `width` pixels."""
    entries = [50 + text_width(name, 12) for name in names]
    if sum(entries) <= width:
        return 1
    # Where one row is not enough, plotly gives every entry the width of the widest.
    return math.ceil(len(names) / max(1, int(width // max(entries))))

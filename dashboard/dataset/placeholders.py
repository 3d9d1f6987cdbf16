"""Words that people write in place of a value: for nothing, such as `n/a`, for another cell, or for yes and no."""

import re

_WORDS = frozenset(
    (
        "?", "??", "???", "?/?/?", "-", "--", "---", "–", "—", ".", "..", "...", "…", "n/a", "n.a.", "#n/a",
        "tbc", "tbd", "tba", "t.b.c.", "t.b.d.", "none", "nil", "nothing", "unknown", "not known", "unkown", "unclear",
        "unspecified", "unavailable", "not available", "not applicable", "not stated", "not given", "not specified",
        "no data", "no information", "missing", "to be confirmed", "to be determined", "to be announced", "to do",
        "todo", "fixme", "n.d.", "no date", "undated", "date unknown", "name unknown", "place unknown",
        "date not known", "no date given", "not dated", "year unknown",
    )
)  # fmt: skip

_UNLESS_NAMES = frozenset(("na", "NA", "nd", "ND"))  # `Na` is a name

USUAL_FORMS = _UNLESS_NAMES | {
    form for word in _WORDS for form in (word, word.upper(), word.capitalize(), word.title())
}
"""The words as they are usually written, for a quick first look at a text."""


def is_placeholder(text: str) -> bool:
    """Whether a text only says that nothing is known, whatever its capitals, parentheses and full stop."""
    bare = text.strip(" ()")
    if not bare or len(text) >= 24:
        return False
    plain = bare.casefold()
    return bare in _UNLESS_NAMES or not _WORDS.isdisjoint((plain, plain.rstrip("."), f"{plain}."))


_POINTERS = frozenset(
    (
        '"', "''", "“", "”", "″", "〃", "-\"-", "ditto", "do.", "idem", "ibid", "same", "the same", "same as above",
        "same as before", "same as previous", "same place", "same source", "as above", "as before", "above", "below",
    )
)  # fmt: skip
_SEE = re.compile(
    r"(?:please )?(?:see|cf\.?) (?:the |also )*"
    r"(?:notes?|remarks?|comments?|text|above|below|previous|next|row|rows|column|source|sources|link|footnotes?)\b.{0,30}",
    re.IGNORECASE,
)
_ANSWERS = frozenset(("yes", "no", "y", "n", "x", "true", "false", "ok", "okay", "maybe", "perhaps", "✓", "✔", "✗"))


def is_pointer(text: str) -> bool:
    """Whether a text only points to what stands elsewhere: `ditto`, `see note 4`, a quotation mark."""
    bare = text.strip(" ()")
    return bool(_SEE.fullmatch(bare)) or not _POINTERS.isdisjoint((bare.casefold(), bare.casefold().rstrip(".")))


def is_answer(text: str) -> bool:
    """Whether a text only says yes or no."""
    return text.strip(" ().!").casefold() in _ANSWERS

"""Words that people write where they know nothing, such as `n/a` and `TBC`."""

_WORDS = frozenset(
    (
        "?", "??", "???", "-", "--", "---", "–", "—", ".", "..", "...", "…", "n/a", "n.a.", "n.a", "#n/a", "tbc", "tbd",
        "tba", "t.b.c.", "t.b.d.", "none", "nil", "nothing", "unknown", "not known", "unkown", "unclear", "unspecified",
        "unavailable", "not available", "not applicable", "not stated", "not given", "not specified", "no data",
        "no information", "missing", "to be confirmed", "to be determined", "to be announced", "to do", "todo", "fixme",
        "n.d.", "no date", "undated", "date unknown", "name unknown", "place unknown",
    )
)  # fmt: skip

USUAL_FORMS = frozenset(form for word in _WORDS for form in (word, word.upper(), word.capitalize(), word.title()))
"""The words as they are usually written, for a quick first look at a text."""


def is_placeholder(text: str) -> bool:
    """Whether a text only says that nothing is known, whatever its capitals and parentheses."""
    return text.strip(" ()").casefold() in _WORDS if len(text) < 24 else False

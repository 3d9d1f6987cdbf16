"""Texts as readers see them, search them and follow them."""

import re
import unicodedata
from urllib.parse import urlsplit

_UNSEEN = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
INVISIBLE = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
"""Characters that readers cannot see: they turn the order of a text around (U+202E) or make two texts differ that look
alike (U+200B); see Unicode Technical Report 36. They are the controls but line break and tab, the format characters
without a sign of their own, line and paragraph separators, surrogates, the fillers of Hangul and other scripts, and
U+FFFE and U+FFFF, which no XML, so no SVG, may hold."""

_ESCAPED = re.compile(r"\\[0abvferNLPxuU]")
_UNSEEN_BEYOND = re.compile(f"[{_UNSEEN}]")

SHOWN = 80
"""How many characters of a value a message shows."""


def visible(text: str) -> str:
    """Return a text with its invisible characters written out, such as `⟨U+202E⟩`."""
    return INVISIBLE.sub(lambda found: code_point(found[0]), text)


def may_hide(source: str) -> bool:
    """Return whether a text of a YAML file may have characters that cannot be seen: as they are, or escaped.

    Line breaks are no such characters, and no other control may stand in YAML as it is.
    """
    return bool(_ESCAPED.search(source) or (not source.isascii() and _UNSEEN_BEYOND.search(source)))


def code_point(character: str) -> str:
    """Return how an invisible character is written out."""
    return f"⟨U+{ord(character):04X}⟩"


def fold(text: str) -> str:
    """Fold case and accents away, so that a search finds what a reader means."""
    if text.isascii():
        return text.lower()
    spelt_out = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    for mark in filter(unicodedata.combining, set(spelt_out)):
        spelt_out = spelt_out.replace(mark, "")
    return spelt_out


def is_web_address(url: str) -> bool:
    """Return whether a link may lead to this address: to the web, and nowhere else."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def shown(value: object) -> str:
    """Return a value as a message shows it: quoted, with what cannot be seen escaped, and not too long."""
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    if value is None:
        return "nothing"
    text = visible(repr(value[: SHOWN + 1] if isinstance(value, str) else value))
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "…'"

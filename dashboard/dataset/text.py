"""Text helpers: invisible characters, folding for search, shortening for messages, safe web addresses."""

import re
import unicodedata
from urllib.parse import urlsplit

_UNSEEN = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
INVISIBLE = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
"""A character that readers cannot see. Some reverse the order of a text (U+202E), some make texts differ that look the
same (U+200B); see Unicode Technical Report 36. They are controls except line break and tab, format characters without a
glyph, line and paragraph separators, surrogates, fillers of Hangul and other scripts, and U+FFFE and U+FFFF, which XML
and so SVG cannot hold."""

_ESCAPED = re.compile(r"\\[0abvferNLPxuU]")
_UNSEEN_BEYOND = re.compile(f"[{_UNSEEN}]")

SHOWN = 80
"""How many characters of a value a message shows at most."""


def visible(text: str) -> str:
    """Return a text with its invisible characters written out, such as `⟨U+202E⟩`."""
    return INVISIBLE.sub(lambda found: code_point(found[0]), text)


def may_hide(source: str) -> bool:
    """Whether the source of a YAML file may hold invisible characters, as they are or escaped.

    ASCII controls are not looked for: YAML allows none but tab and line break unless they are escaped.
    """
    return bool(_ESCAPED.search(source) or (not source.isascii() and _UNSEEN_BEYOND.search(source)))


def code_point(character: str) -> str:
    """Return how an invisible character is written out: `⟨U+202E⟩`."""
    return f"⟨U+{ord(character):04X}⟩"


def fold(text: str) -> str:
    """Remove case and accents, so that a search for `chol` finds `Chŏl`."""
    if text.isascii():
        return text.lower()
    spelt_out = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    for mark in filter(unicodedata.combining, set(spelt_out)):
        spelt_out = spelt_out.replace(mark, "")
    return spelt_out


def is_web_address(url: str) -> bool:
    """Whether an address is one of the web (http or https), the only ones that links may lead to."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def count_with_noun(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, `noun` with an s where no plural is given: `1 event`, `1,234 events`."""
    return f"{n:,} {noun if n == 1 else plural or f'{noun}s'}"


def shown(value: object) -> str:
    """Return a value as a message shows it: quoted, invisible characters written out, shortened to `SHOWN`."""
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    if value is None:
        return "nothing"
    text = visible(repr(value[: SHOWN + 1] if isinstance(value, str) else value))
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "…'"

"""Text helpers: invisible characters, folding for search, shortening for messages, safe web addresses."""

import re
import unicodedata
from urllib.parse import urlsplit

_UNSEEN = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# Letters and marks of scripts whose letters change their shape beside others: Arabic to Syloti Nagri, Brahmi, Adlam.
_JOINING = (
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0700-\u086f\u08a0-\u0dff\u0f40-\u109f\u1780-\u17d3"
    "\u1820-\u18aa\u1a20-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U000119ff"
    "\U0001e900-\U0001e943"
)
_PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"
# U+200C keeps two such letters apart, U+200D joins one to what follows, or two emoji; anywhere else nobody sees them.
_STRAY_JOINERS = (
    f"\u200c(?!(?<=[{_JOINING}]\u200c)(?=[{_JOINING}]))"
    f"|\u200d(?!(?<=[{_JOINING}]\u200d)(?![\u200c\u200d])|(?<=[{_PICTURES}\ufe0f]\u200d)(?=[{_PICTURES}]))"
)
INVISIBLE = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]|{_STRAY_JOINERS}")
"""A character that readers cannot see. Some reverse the order of a text (U+202E), some make texts differ that look the
same (U+200B); see Unicode Technical Report 36. They are controls except line break and tab, format characters without a
glyph, line and paragraph separators, surrogates, fillers of Hangul and other scripts, and U+FFFE and U+FFFF, which XML
and so SVG cannot hold. Joiners (U+200C, U+200D) are text where letters or emoji are joined or kept apart by them."""

_BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")  # which look like spaces
CURLY_QUOTES = "“”„‟‘’‚‛«»"

_ESCAPED = re.compile(r"\\[0abvferNLPxuU]")
_UNSEEN_BEYOND = re.compile(f"[{_UNSEEN}]|{_STRAY_JOINERS}")
_SEEN_OR_NOT = re.compile(f"\u2068([^\u202a-\u202e\u2066-\u2069\n]+)\u2069|{INVISIBLE.pattern}")
_JOINERS = re.compile("[\u200c\u200d]")
_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_ESCAPED_JOINER = re.compile(r"(?<!\\)((?:\\\\)*)\\u(200[cd])")  # as repr() writes it
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

SHOWN = 80
"""How many characters of a value a message shows at most."""


def visible(text: str) -> str:
    """Return a text with its invisible characters written out, such as `⟨U+202E⟩`; what is `isolated` stays so."""
    return _SEEN_OR_NOT.sub(
        lambda found: f"\u2068{visible(found[1])}\u2069" if found[1] else code_point(found[0]), text
    )


def is_printable(text: str) -> bool:
    """Whether every character of a text can be seen, or joins letters; a line break cannot."""
    return _JOINERS.sub("", text).isprintable() and not INVISIBLE.search(text)


def isolated(text: str) -> str:
    """Return a text so that it keeps its order, and the rest of its line too, if it runs from right to left (UAX 9)."""
    is_mixed = "\u2068" in text or "\n" in text
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) and not is_mixed else text


def beginning(text: str, length: int) -> str:
    """Return the first characters of a text, without a joiner that has lost what it joins to."""
    return text if len(text) <= length else text[:length].rstrip("\u200c\u200d")


def may_hide(source: str) -> bool:
    """Whether the source of a YAML file may hold invisible characters, as they are or escaped.

    ASCII controls are not looked for: YAML allows none but tab and line break unless they are escaped.
    """
    return bool(_ESCAPED.search(source) or (not source.isascii() and _UNSEEN_BEYOND.search(source)))


def code_point(character: str) -> str:
    """Return how an invisible character is written out: `⟨U+202E⟩`."""
    return f"⟨U+{ord(character):04X}⟩"


def fold(text: str) -> str:
    """Remove case, accents and joiners, so that a search for `chol` finds `Chŏl`."""
    if text.isascii():
        return text.lower()
    text = _JOINERS.sub("", text)
    spelt_out = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    for mark in filter(unicodedata.combining, set(spelt_out)):
        spelt_out = spelt_out.replace(mark, "")
    return spelt_out


def is_web_address(url: str) -> bool:
    """Whether an address is one of the web (http or https), the only ones that links may lead to."""
    return web_host(url) is not None


def is_web_address_without_scheme(text: str) -> bool:
    """Whether a text is written like an address of the web that lacks its `https://`: `news.example/1`."""
    return _WITHOUT_SCHEME.fullmatch(text) is not None


def web_host(url: str) -> str | None:
    """Return the host of an address of the web, without `www.`: `news.example`; nothing of any other address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
    return host.removeprefix("www.") or host if host else None


def without_curly_quotes(text: str) -> str:
    """Return a text without the typographic quotes around it."""
    return text.strip(CURLY_QUOTES)


def count_with_noun(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, `noun` with an s where no plural is given: `1 event`, `1,234 events`."""
    return f"{n:,} {noun if n == 1 else plural or f'{noun}s'}"


def shown(value: object) -> str:
    """Return a value as a message shows it: quoted, invisible characters written out, shortened to `SHOWN`."""
    if isinstance(value, dict | list | tuple):
        return "keys with values" if isinstance(value, dict) else "a list"
    if value is None:
        return "nothing"
    quoted = repr(_BLANK.sub(" ", beginning(value, SHOWN + 1)) if isinstance(value, str) else value)
    text = visible(_ESCAPED_JOINER.sub(lambda found: found[1] + chr(int(found[2], 16)), quoted))
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "…'"

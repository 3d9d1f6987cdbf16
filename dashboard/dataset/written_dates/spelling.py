"""The text of a date without what makes no difference: capitals, dashes of other kinds, quotes, times of day."""

import re
import unicodedata

from dashboard.dataset.text import CURLY_QUOTES

_SIGNS = str.maketrans({"−": "-", "⁄": "/", "∕": "/", "’": "'", "‘": "'"})
QUOTES = f"{CURLY_QUOTES}\"'`´"
_YEAR_TO_TWO_DIGITS = re.compile(r"(?<!\d)(\d{4})[‒–—−](\d\d)(?![\d‒–—−-])", re.ASCII)
_CLOCK = r"\d\d?(?:h\d\d|(?::\d\d){1,2}(?:[.,]\d+)?)"
_FOUR_DIGITS = r"(?:[01]\d|2[0-3])[0-5]\d(?: ?h(?:(?:ou)?rs)?\b\.?)?"  # 1030, 1030 hrs
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00:00(?:\.0+)?Z?$", re.ASCII)  # as programs write a day
_OFFSET = r"(?:UTC|GMT)?[-+](?:0\d|1[0-4])(?::?\d\d)?(?![\d:]|[/.-]\w| (?!and)[^\W\d_]{3})"  # not 16:00-04 May
_ZONE = rf"(?: ?(?:Z\b|{_OFFSET}|UTC|GMT|[A-Z]{{2,4}}T\b|local time))?(?: \([A-Z]{{2,5}}\))?"
_AM_PM = r"(?: ?[ap]\.?m\b\.?)"
_PART_OF_DAY = r"(?:(?:early |late )?(?:morning|afternoon|evening|night)|noon|midnight)"
_TIME_AFTER = re.compile(
    rf"(?<=\d)(?:(?:T|,? (?:at )?)(?:{_CLOCK}{_AM_PM}?|\d\d?{_AM_PM}|(?<=T)\d\d(?:\d\d){{0,2}}){_ZONE}"
    rf"|(?:(?<=\d{{4}}-\d\d-\d\d)|(?=,?(?: at)? \d{{4}} ?h)),?(?: at)? {_FOUR_DIGITS}{_ZONE}"
    rf"|,? (?:(?:at|about|around|in the) ){{0,2}}{_PART_OF_DAY})(?=$| ?[-/,.;|&\]]| [^\W\d_]{{2,}}\b)",
    re.ASCII | re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?<!\S)(?:(?:at|about|around|in the|on the|the) ){0,2}"
    rf"(?:{_CLOCK}{_AM_PM}?|\d\d?{_AM_PM}|{_PART_OF_DAY}){_ZONE}"
    r"(?:,? (?:on|of) |, | (?=\d))(?:the )?(?=.*\d)",
    re.ASCII | re.IGNORECASE,
)


def plain_text(text: str) -> str:
    """Replace digits of other scripts, dashes and blanks of other kinds by those of ASCII; drop unseen characters.

    `2014–15` becomes `2014 - 15`, for that dash does not stand between year and month; `2014-03-12 00:00:00` is a day.
    """
    spaced = _YEAR_TO_TWO_DIGITS.sub(r"\1 - \2", unicodedata.normalize("NFKC", text))
    plain = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else "-" if unicodedata.category(c) == "Pd" else c
        for c in spaced
        if unicodedata.category(c) != "Cf"
    )
    return _MIDNIGHT.sub("", " ".join(plain.translate(_SIGNS).split()))


def tidied(text: str) -> str:
    """Return a plain text in small letters without quotes or parentheses around it."""
    plain = re.sub(r"(?<!\.)\.$", "", text.strip(QUOTES).strip(" ;,")).lower()
    if match := re.fullmatch(r"\(([^()]*)\)", plain):
        plain = match[1]
    return plain


def without_time(text: str) -> str:
    """Return a plain text without the times of day beside its dates: `2016-07-02` of `2016-07-02T21:13`."""
    return _TIME_BEFORE.sub("", _TIME_AFTER.sub("", text))


def compact(text: str) -> str:
    """Return a text as EDTF writes it, without blanks at its signs and with X for a digit: `[2016,2017]`, `199X`."""
    if re.fullmatch(r"\d{3}\?|\d\d\?\?", text, re.ASCII):
        return text.replace("?", "X")
    if re.search(r"\w-\w.* - | - .*\w-\w", text):  # the dash with blanks joins two dates
        return text
    return re.sub(r" ?([-/,[\]]|\.\.) ?", r"\1", text).replace("x", "X")

"""Parts of a year, month or decade in words: `early 2014`, `second half of 2014`, `summer 2014`, `Q1 2014`, `1990s`."""

import re
from collections.abc import Callable
from typing import TypeAlias

from dashboard.dataset import edtf

Cut: TypeAlias = Callable[[str], str]
"""From a year or month in EDTF to the part of it that is meant."""

_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_SEASON = re.compile(r"(?:the )?(spring|summer|autumn|fall|winter)(?: of| in)?,? (\d{4})(?:[/-](\d{2}|\d{4}))?")
_SEASON_LAST = re.compile(r"(\d{4}),? (spring|summer|autumn|fall|winter)")
_THIRD = re.compile(
    r"(?:the |in )*(early|beginning of|start of|mid|middle of|late|end of)(?: in)?[- ](?:the )?((?:.* )?\d{4}s?)"
)
_HALF = re.compile(r"(?:the )?(first|second|1st|2nd|h1|h2)(?: half)?(?: of)? (\d{4})")
_QUARTER = re.compile(r"(?:the )?(?:q([1-4])|(first|second|third|fourth|last) quarter)(?: of)? (\d{4})")
_QUARTER_LAST = re.compile(r"(\d{4})[ -]?q([1-4])")
_DECADE = re.compile(r"(?:the )?(\d{3})0'?s")
_NUMBERS = {"first": 1, "1st": 1, "h1": 1, "second": 2, "2nd": 2, "h2": 2, "third": 3, "fourth": 4, "last": 4}
_WHICH_THIRD = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}


def part_of_time(text: str) -> tuple[str, Cut] | None:
    """Return what a text names a part of, and how to cut that part out; nothing if it names none.

    Early, mid and late are the thirds of a year (four months each), of a month (its days to the 10th, to the 20th and
    after), and of a decade. Raises `ValueError` for `winter 2014`, which has two readings.
    """
    if match := _SEASON.fullmatch(text) or _SEASON_LAST.fullmatch(text):
        season, year, *following = match.groups() if match.re is _SEASON else (match[2], match[1], None)
        found = f"{year}-{_SEASONS[season or '']}"
        _check_winter(season or "", year or "", following[0])
        return year or "", lambda _: found
    if match := _HALF.fullmatch(text):
        first = 6 * _NUMBERS[match[1]] - 5
        return match[2], lambda year: f"[{year}-{first:02}..{year}-{first + 5:02}]"
    if match := _QUARTER.fullmatch(text) or _QUARTER_LAST.fullmatch(text):
        year, number = (match[3], match[1] or _NUMBERS.get(match[2])) if match.re is _QUARTER else match.groups()
        start = 3 * int(number or 0) - 2
        return str(year), lambda year: f"[{year}-{start:02}..{year}-{start + 2:02}]"
    if match := _DECADE.fullmatch(text):
        decade = f"{match[1]}X"
        return f"{match[1]}0", lambda _: decade
    if match := _THIRD.fullmatch(text):
        which = _WHICH_THIRD[match[1]]
        if decade_match := _DECADE.fullmatch(match[2]):
            start_digit, end_digit = ((0, 3), (4, 6), (7, 9))[which]
            years = f"[{decade_match[1]}{start_digit}..{decade_match[1]}{end_digit}]"
            return f"{decade_match[1]}0", lambda _: years
        return match[2], lambda found: _third(found, which)
    return None


def _check_winter(season: str, year: str, following: str | None) -> None:
    if following and (season != "winter" or (int(year) + 1) % 100 != int(following) % 100):
        raise ValueError("is not read as a date")
    if season == "winter" and not following:
        this, last = int(year), int(year) - 1
        raise ValueError(
            f"is the winter of {last}/{last_two(this)} or that of {this}/{last_two(this + 1)}; write which, "
            f"as in winter {this}/{last_two(this + 1)}"
        )


def last_two(year: int) -> str:
    """Return the last two digits of a year."""
    return f"{year % 100:02}"


def _third(found: str, which: int) -> str:
    """Return a third of a year or a month given in EDTF."""
    days = edtf.parse(found)
    if days.precision == "year":
        first, last = 4 * which + 1, 4 * which + 4
        return f"[{found}-{first:02}..{found}-{last:02}]"
    if days.precision == "month" and days.core_latest:
        start, end = ((1, 10), (11, 20), (21, days.core_latest.day))[which]
        return f"[{found}-{start:02}..{found}-{end:02}]"
    raise ValueError("is not read as a date: write early, mid or late with a month or a year")

"""Parts of a year, month or decade in words: `early 2014`, `second half of 2014`, `summer 2014`, `Q1 2014`, `1990s`."""

import re

from dashboard.dataset.calendar_days import move_days
from dashboard.dataset.edtf_grammar import read
from dashboard.dataset.written_dates.plain_dates import plain_date, without_lead
from dashboard.dataset.written_dates.readings import AmbiguousPartError, Choice, Order, Reading, RefusedDateError

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NAMES = "|".join(SEASONS)
_NEXT_YEAR = r"(?:[/-](?P<next>\d{2}|\d{4}))?"
_SEASON = re.compile(rf"(?P<season>{_NAMES})(?: of| in)?(?: the)?[ ,-]+(?P<year>\d{{4}}){_NEXT_YEAR}")
_SEASON_LAST = re.compile(rf"(?P<year>\d{{4}}){_NEXT_YEAR},? (?P<season>{_NAMES})")
_PART = re.compile(
    r"(?:very )?(?P<part>early|late|beginning|start|mid|middle|end)(?: part)?(?:[ -](?:of|in))?[ -](?P<whole>.+)"
)
_PART_LAST = re.compile(r"(?P<whole>.*\d{4}),? \(?(?P<part>early|mid|late)\)?")
PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
"""The third that each is."""
_HALF = re.compile(r"(?:(first|second|1st|2nd) half(?: of)?|h([12])) (.+)|(\d{4})[ -]?h([12])")
_QUARTER = re.compile(r"(?:q([1-4])|(\w+) quarter)(?: of)?[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4])")
_WEEK = re.compile(r"(\w+) week (?:of|in) (.+)")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_DECADE = re.compile(r"(\d{3})0'?s")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)[ -]century")


def date_or_part(text: str, order: Order | None) -> Reading | None:
    """Read a part of a year, month or decade, or a plain date."""
    text = without_lead(text)
    found = _season(text) or _decade_or_century(text) or _half_or_quarter(text, order) or _third(text, order)
    if found:
        return found
    plain = plain_date(text, order)
    return Reading(plain) if plain else None


def _season(text: str) -> Reading | None:
    match = _SEASON.fullmatch(text) or _SEASON_LAST.fullmatch(text)
    if not match:
        return None
    season, year, next_year = match["season"], int(match["year"]), match["next"]
    if next_year and (season != "winter" or (year + 1) % 100 != int(next_year) % 100):
        raise RefusedDateError("only a winter lies in two years, one after the other")
    if season == "winter" and not next_year and year > 1:
        winters = [f"{start:04}/{(start + 1) % 100:02}" for start in (year - 1, year)]
        words = f"the winter of {winters[0]}", f"that of {winters[1]}"
        raise AmbiguousPartError(
            text, (Choice(words[0], f"winter {winters[0]}"), Choice(words[1], f"winter {winters[1]}"))
        )
    return Reading(f"{match['year']}-{SEASONS[season]}")


def _decade_or_century(text: str) -> Reading | None:
    if match := _CENTURY.fullmatch(text):
        return Reading(f"{int(match[1]) - 1:02}XX")
    match = _DECADE.fullmatch(text)
    if match and match[1].endswith("0") and match[1] < "200":
        decade, century = f"{match[1]}0 to {match[1]}9", f"{match[1]}0 to {match[1][:2]}99"
        raise AmbiguousPartError(text, (Choice(decade, f"{match[1]}X"), Choice(century, f"{match[1][:2]}XX")))
    return Reading(f"{match[1]}X") if match else None


def _half_or_quarter(text: str, order: Order | None) -> Reading | None:
    if match := _QUARTER.fullmatch(text):
        year, ordinal = match[3] or match[4], _ORDINALS.get(match[2] or "", 0) % 5
        number = int(match[1] or match[5] or ordinal)
        return Reading(f"[{year}-{3 * number - 2:02}..{year}-{3 * number:02}]") if number else None
    if match := _HALF.fullmatch(text):
        number = _ORDINALS[match[1]] if match[1] else int(match[2] or match[5])
        whole = plain_date(match[3] or match[4], order)
        return Reading(_cut(whole, ((1, 6), (7, 12))[number - 1], ((1, 15), (16, 31))[number - 1])) if whole else None
    match = _WEEK.fullmatch(text)
    if match and match[1] in _ORDINALS and (month := plain_date(match[2], order)):
        number = _ORDINALS[match[1]]
        last_day = read(month).core[1].day
        first = 7 * number - 6 if number > 0 else last_day - 6
        return Reading(_cut(month, None, (first, first + 6)), part_of=month, has_unsaid_words=True)
    return None


def _third(text: str, order: Order | None) -> Reading | None:
    """Read early, mid or late as a third: four months of a year, ten days or so of a month, a month of a season."""
    match = _PART.fullmatch(text) or _PART_LAST.fullmatch(text)
    if not match:
        return None
    number, whole_text = PARTS[match["part"]], without_lead(match["whole"])
    whole = _season(whole_text) or _decade_or_century(whole_text)
    found = whole.edtf if whole else plain_date(whole_text, order)
    if not found:
        return None
    if re.fullmatch(r"\d{3}X", found):
        first, last = ((0, 3), (4, 6), (7, 9))[number]
        third = f"[{found[:3]}{first}..{found[:3]}{last}]"
    elif whole and read(found).precision == "season":
        third = f"{move_days(read(found).core[0], 31 * number):%Y-%m}"
    else:
        third = _cut(found, (4 * number + 1, 4 * number + 4), ((1, 10), (11, 20), (21, 31))[number])
    return Reading(third, part_of=found, has_unsaid_words=True)


def _cut(whole: str, months: tuple[int, int] | None, days: tuple[int, int]) -> str:
    """Return some months of a year, or some days of a month."""
    date = read(whole)
    if date.precision == "year" and months:
        return f"[{whole}-{months[0]:02}..{whole}-{months[1]:02}]"
    if date.precision != "month":
        raise RefusedDateError(f"such a part is that of a month{' or a year' if months else ''}")
    return f"[{whole}-{days[0]:02}..{whole}-{min(days[1], date.core[1].day):02}]"

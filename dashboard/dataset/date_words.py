"""Say EDTF dates to readers, in British order."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from dashboard.dataset.edtf import MONTHS, EdtfDate, Precision

_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}  # by the month in which each begins


@lru_cache(maxsize=65_536)
def in_words(d: EdtfDate) -> str:
    """Say a date to a reader in British order, its qualifier included: `about 18 August 2016`."""
    if not d.ranges:
        return _simple_in_words(d)
    if not d.lasted and all(a == b for a, b in d.ranges):
        return _or([a for a, _ in d.ranges if a])
    return ", or ".join(_range_in_words(a, b, d.lasted) for a, b in d.ranges)


def bounds_in_words(d: EdtfDate) -> str:
    """Say the first and last day on which a date can lie: `15–21 August 2016`, `on or before 25 August 2016`."""
    if d.earliest and d.latest:
        return _span(d.earliest, d.latest, "day")
    if d.latest:
        return f"on or before {_unit(d.latest, 'day')}"
    return f"on or after {_unit(d.earliest, 'day')}" if d.earliest else "any day"


def _range_in_words(a: EdtfDate | None, b: EdtfDate | None, lasted: bool) -> str:
    if a and b:
        if lasted or a == b:
            return _span_of(a, b)
        lead = "on one day" if a.precision == b.precision == "day" else "at some time"
        return f"{lead} between {_span_of(a, b, ' and ', ' and ')}"
    if b:  # "by 2016" could be taken for before it began
        lead = "until" if lasted else "by" if b.precision == "day" else "in or before"
        return f"{lead} {in_words(b)}"
    return "" if not a else f"from {in_words(a)} on" if lasted else f"{in_words(a)} or later"


def _or(parts: list[EdtfDate]) -> str:
    words = [in_words(part) for part in parts]
    if all(map(_is_plain, parts)):
        first = parts[-1].core[0]
        for shared in (f" {_unit(first, 'month')}", f" {first.year}"):
            if all(word.endswith(shared) for word in words):
                words[:-1] = [word.removesuffix(shared) for word in words[:-1]]
                break
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _simple_in_words(d: EdtfDate) -> str:
    first, last = d.core
    mask = d.text.rstrip("?~%")
    if "X" not in mask:
        words = _unit(first, d.precision)
    elif "X" in mask.rstrip("X-"):
        words = f"between {_span(first, last, 'day', ' and ', ' and ')} ({mask})"
    else:  # only the last digits are unspecified, so every day from first to last has them
        whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        whole_years = whole_months and (first.month, last.month) == (1, 12)
        words = _span(first, last, "year" if whole_years else "month" if whole_months else "day")
    about = d.qualifier in ("approximate", "uncertain and approximate")
    uncertain = d.qualifier in ("uncertain", "uncertain and approximate")
    return ("about " if about else "") + words + (" (uncertain)" if uncertain else "")


def _span_of(a: EdtfDate, b: EdtfDate, tight: str = "–", loose: str = " – ") -> str:
    if a == b:
        return in_words(a)
    if _is_plain(a) and _is_plain(b) and a.precision == b.precision:
        return _span(a.core[0], b.core[0], a.precision, tight, loose)
    return f"{in_words(a)}{loose}{in_words(b)}"


def _is_plain(d: EdtfDate) -> bool:
    return not d.qualifier and "X" not in d.text


def _span(first: date, last: date, unit: Precision, tight: str = "–", loose: str = " – ") -> str:
    """Name the units that hold both days, what they share once: `1–6 July 2016`, `2010–2019`."""
    start, end = _unit(first, unit), _unit(last, unit)
    if start == end:
        return end
    if unit == "year":
        return f"{start}{tight}{end}"
    if unit == "day" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{tight}{end}"
    if end.endswith(f" {first.year}"):
        start = start.removesuffix(f" {first.year}")
    return f"{start}{loose}{end}"


def _unit(day: date, unit: Precision) -> str:
    """Name the day itself, the month or year that holds it, or the season that begins on it."""
    if unit == "year":
        return f"{day.year}"
    if unit == "season":
        following = day.year + 1
        end = "" if day.month < 12 else f"–{following % 100:02}" if following % 100 else f"–{following}"
        return f"{_SEASONS[day.month]} {day.year}{end}"
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if unit == "day" else month

"""The number of a month by its name or abbreviation, in English first, then in other languages of Europe."""

from functools import cache

from babel import Locale

from dashboard.dataset.calendar_days import MONTHS
from dashboard.dataset.text import fold

_LANGUAGES = (
    *("cs", "da", "de", "es", "fi", "fr", "hr", "hu", "it"),
    *("nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk"),
)
_MIN_LETTERS = 3


def month_number(name: str) -> int | None:
    """Return the number of a month, 1 to 12; nothing where languages disagree, as on `listopad`."""
    key = fold(name.rstrip("."))
    return _english().get(key) or _in_other_languages().get(key)


@cache
def _english() -> dict[str, int]:
    """Return the months by the beginnings of their names: `sep`, `sept`, …, `september`."""
    names = enumerate((month.lower() for month in MONTHS), 1)
    return {name[:length]: n for n, name in names for length in range(_MIN_LETTERS, len(name) + 1)}


@cache
def _in_other_languages() -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for by_width in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in by_width.get(width, {}).items():
                    found.setdefault(fold(name.rstrip(".")), set()).add(number)
    return {
        name: min(numbers)
        for name, numbers in found.items()
        if len(numbers) == 1 and len(name) >= _MIN_LETTERS and name.isalpha()
    }

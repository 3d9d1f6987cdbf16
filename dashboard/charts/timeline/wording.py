"""What a timeline says in words, as whole sentences and templates: lengths of time, counts, and what an axis counts."""

_DAYS_IN_MONTH = 30.4375
_MAX_MONTHS = 1200  # are said beside years


def duration_in_words(days: float) -> str:
    """Return a length of time in days, in months, in years and months, or in years alone, whichever fits."""
    if round(days) < 62:
        return _number_of(round(days), "day")
    months = round(days / _DAYS_IN_MONTH)
    if months < 24:
        return _number_of(months, "month")
    if months >= _MAX_MONTHS:
        return _number_of(round(months / 12), "year")
    years = _number_of(months // 12, "year")
    return f"{years} {_number_of(months % 12, 'month')}" if months % 12 else years


def not_shown(days: float) -> str:
    """Say how long the period is that an axis leaves out."""
    return f"{duration_in_words(days)} not shown"


def count_in_words(certain: int, possible: int) -> str:
    """Return how many events there are at least and at most: `3 to 7`."""
    return f"{possible:,}" if certain == possible else f"{certain:,} to {possible:,}"


def defections_in_words(category: tuple[int, int], all_categories: tuple[int, int]) -> str:
    """Return how many defections of a category there are at least and at most, and of how many, if these are more."""
    some, every = count_in_words(*category), count_in_words(*all_categories)
    noun = "defection" if all_categories[1] == 1 else "defections"
    return f"{some} {noun}" if category == all_categories else f"{some} of {every} {noun}"


def context_in_words(certain: int, possible: int) -> str:
    """Return how many context events there are at least and at most."""
    return f"{count_in_words(certain, possible)} {'event' if possible == 1 else 'events'}"


def date_noun(are_some_open: bool) -> str:
    """Say what events or claims lack that have no place in time; some may have a date that is open at both ends."""
    return "date with a first or a last day" if are_some_open else "date"


def context_strip(max_count: int, unit: str) -> str:
    """Return the name of the strip of context, and what its highest column counts at most."""
    return f"Context: up to {max_count:,} a {unit}"


def height_titles(days: float) -> tuple[str, ...]:
    """Return what the height of a mark counts in a plot whose marks stack up where they are some days apart.

    The longest title comes first.
    """
    if round(days) <= 1:
        return "Claims on about one day", "Claims a day", "Claims"
    length = duration_in_words(days)
    return f"Dated claims within {length}", f"Claims within {length}", "Claims"


def _number_of(count: int, unit: str) -> str:
    return f"{count:,} {unit}" if count == 1 else f"{count:,} {unit}s"

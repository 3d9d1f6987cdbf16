"""Two days of one month: `2-4 June 2014`, `12-15/3/2014`, and `2-4` before `or 6 June 2014`."""

import re

from dashboard.dataset.edtf_grammar import read
from dashboard.dataset.written_dates.plain_dates import plain_date
from dashboard.dataset.written_dates.readings import Order, Reading, RefusedDateError

_WORD = r"[^\W\d_]{3,}\.?"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_TWO = r"(?P<first>\d{1,2})(?:st|nd|rd|th)?\.?(?P<sign> ?[-/] ?| to )(?P<second>\d{1,2})(?:st|nd|rd|th)?"
_IN_WORDS = re.compile(rf"(?P<lead>){_TWO}(?P<tail>\.?,? (?:of )?{_WORD},? \d{{4}})(?P<point>)")
_DAY_FIRST = re.compile(rf"(?P<lead>){_TWO}(?P<tail>(?P<point> ?[/.-] ?){_MONTH_NUMBER}(?P=point)\d{{4}})")
_MONTH_FIRST = re.compile(rf"(?P<lead>{_MONTH_NUMBER}(?P<point>[/.-])){_TWO}(?P<tail>(?P=point)\d{{4}})")
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_JOINT = r"(?: ?[-/,;&|]+ ?|,? (?:and/)?(?:or|and|to|through|thru|until|till) )"
_MONTH_BEFORE_DAYS = re.compile(rf"({_WORD}) ((?:the )?{_NTH}(?:{_JOINT}{_NTH})+),? (\d{{4}})")
_DAY = re.compile(r"\d{1,2}\.?")
_TWO_DAYS = re.compile(rf"{_TWO}\.?")
_NUMBERS = re.compile(r"(?P<day>\d{1,2}) ?(?P<point>[/.-]) ?(?P<month>\d{1,2}) ?(?P=point) ?\d{4}")


def days_of_month(text: str, order: Order | None) -> Reading | None:
    """Read two days before or after the month that they share."""
    text = days_first(text)
    match = _IN_WORDS.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if not match and (match := _MONTH_FIRST.fullmatch(text)):
        may_be = order == "month-first" or (order is None and int(match["second"]) > 12)
        match = match if may_be else None
    if not match or match["sign"].strip() == match["point"].strip():
        return None
    order = "month-first" if match["lead"] else "day-first"
    first, last = (plain_date(match["lead"] + match[day] + match["tail"], order) for day in ("first", "second"))
    if not first or not last or read(first).precision != "day":
        return None
    try:
        lasted = read(f"{first}/{last}").text
    except ValueError as error:
        raise RefusedDateError(str(error)) from error
    return Reading(f"[{first},{last}]" if "/" in match["sign"] else f"[{first}..{last}]", lasted)


def days_first(text: str) -> str:
    """Return `15 or 16 december 2014` for `december 15 or 16, 2014`, and any other text as it is."""
    return _MONTH_BEFORE_DAYS.sub(r"\2 \1 \3", text) if _MONTH_BEFORE_DAYS.fullmatch(text) else text


def are_days(text: str, end: str, has_day: bool) -> bool:
    """Whether a text such as `2` or `2-4` is days of the month of the date that follows it, whose text is `end`.

    `01/03` before `- 12/03/2014` and `15/3` are a day and its month, but not where another is a day alone (`has_day`).
    """
    numbers = _NUMBERS.fullmatch(end)
    if numbers and int(numbers["month"]) > 12:
        return False
    if is_day(text):
        return True
    match = _TWO_DAYS.fullmatch(text)
    if not match or int(match["first"]) >= int(match["second"]):
        return False
    if numbers and numbers["point"] == match["sign"].strip():
        return has_day or int(match["second"]) > 12 < int(numbers["day"])
    return has_day or not match["second"][0] == "0" != end[0]


def is_day(text: str) -> bool:
    """Whether a text is the number of a day alone."""
    return _DAY.fullmatch(text) is not None


def days_in_month_of(last: str, text: str) -> str:
    """Return such days with the month of a later day: `2014-06-02`, or `2-4.06.2014`, which `days_of_month` reads."""
    if is_day(text):
        return last[:8] + text.strip(".").zfill(2)
    year, month, _ = last.split("-")
    return f"{text.strip('.')}.{month}.{year}"

"""Words and signs that make a date approximate or uncertain: `c. 2014`, `March 2014 (?)`."""

import re
from dataclasses import replace

from dashboard.dataset.written_dates.parts_of_time import date_or_part
from dashboard.dataset.written_dates.readings import Order, Reading

_ABOUT = re.compile(
    r"^(?:(?:(?:at|on|in) (?:or )?(?=about|around))?"
    r"(?:circa|cca|ca|c|approximately|approx|about|around|roughly|near)(?:\b\.? ?|(?=\d))|[~≈] ?)"
)
_ABOUT_LAST = re.compile(r"(?: ?\(?\b(?:approx\.?|approximately|circa|ca\.?|or so|or thereabouts)\)?|-?ish|~)$")
_PERHAPS = re.compile(
    r"^(?:(?:probably|possibly|perhaps|maybe|presumably|likely|apparently|reportedly|allegedly),? |\? ?(?=\d))"
)
_PERHAPS_LAST = re.compile(
    r"(?:(?<![-/.])(?<![-/.]\?) ?\(?\?\)?"
    r"|,? \(?(?:uncertain|unconfirmed|probably|possibly|probable|presumed|not certain|unsure)\)?)$"
)
_MARKS = ((_ABOUT, "~"), (_ABOUT_LAST, "~"), (_PERHAPS, "?"), (_PERHAPS_LAST, "?"))


def one_date(text: str, order: Order | None) -> Reading | None:
    """Read a date or a part of one that may be said to be approximate or uncertain."""
    plain, sign = without_marks(text.strip(" ,"))
    found = date_or_part(plain, order)
    return marked(found, sign) if found else None


def without_marks(text: str) -> tuple[str, str]:
    """Return a text without such words at its beginning and end, and the sign of EDTF that stands for them."""
    signs: set[str] = set()
    while found := next(((match, sign) for form, sign in _MARKS if (match := form.search(text))), None):
        match, sign = found
        text = text[: match.start()] + text[match.end() :]
        signs.add(sign)
    return text, "%" if len(signs) == 2 else "".join(signs)


def marked(found: Reading, sign: str) -> Reading:
    """Return a reading with a sign of EDTF at each of its dates that has none."""

    def with_sign(text: str | None) -> str | None:
        return re.sub(r"(?<=[\dX])(?=\.\.|,|\]|/|$)", sign, text) if text and sign else text

    edtf = with_sign(found.edtf) or found.edtf
    return replace(found, edtf=edtf, lasted=with_sign(found.lasted), part_of=with_sign(found.part_of))

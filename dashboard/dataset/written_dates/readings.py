"""What a text says of a date: one date in EDTF, one of two, that it is not known, or nothing that can be read."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Order: TypeAlias = Literal["day-first", "month-first"]
"""How numbers such as 12/03/2014 stand."""

YEAR_MISSING = "the year is missing"
YEAR_OF_TWO_DIGITS = "write the year with four digits"
"""Reasons that need an example."""


@dataclass(frozen=True)
class Reading:
    """A date that a text gives."""

    edtf: str
    lasted: str | None = None
    """The interval, where the text may mean all of it: `2014/2015` beside `[2014..2015]`."""
    part_of: str | None = None
    """What it is a part of, where EDTF has no word for the part: `2014` of `early 2014`."""
    has_unsaid_words: bool = False
    """Whether it lacks words that EDTF cannot say: such a part, as all of it or an end of it, or `shortly after`."""
    has_time: bool = False
    """Whether the text gives a time of day, which is not in the date."""


@dataclass(frozen=True)
class Choice:
    """One of two meanings of a text, or of a part of it."""

    words: str
    """`12 March 2014`."""
    clear: str
    """A spelling that has this meaning alone: `2014-03-12`."""
    order: Order | None = None
    """The order of the numbers, if they have this meaning by it."""


@dataclass(frozen=True)
class Ambiguous:
    """A text that may mean either of two dates."""

    choices: tuple[Choice, Choice]
    """What is ambiguous: the date in `before 12/03/2014`."""
    dates: tuple[str, str]
    """What the whole text means then, in EDTF."""


@dataclass(frozen=True)
class Unknown:
    """A text that says that the date is not known."""


@dataclass(frozen=True)
class Unreadable:
    """A text that gives no date."""

    reason: str | None = None
    """Why, if there is more to say than that it is none."""


WrittenDate: TypeAlias = Reading | Ambiguous | Unknown | Unreadable


# Raised within the reader, where a form fits and no other need be tried


class RefusedDateError(ValueError):
    """A date that is wrong; its message is the reason."""


class AmbiguousPartError(ValueError):
    """A part of a text that has two meanings."""

    def __init__(self, part: str, choices: tuple[Choice, Choice]) -> None:
        """Take the part as it stands in the text, and what it may mean."""
        super().__init__(part)
        self.part, self.choices = part, choices

"""The types of the values in an event file: ids, texts, countries, dates, references."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from dashboard.dataset import edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.country_spellings import country_meant

TRUE_OR_FALSE = "true or false"
"""What messages say that may stand for `rival`."""

MAX_TEXT = 10_000
"""How many characters a text may have: frames and exports repeat it for every event that refers to it."""


@dataclass(frozen=True)
class References:
    """The ids that a file defines, which its events may refer to; the context of every validation."""

    sources: Collection[str] = ()
    places: Collection[str] = ()
    ranks: Collection[str] = ()


@dataclass(frozen=True)
class Allowed:
    """The values that are allowed somewhere."""

    description: str
    """What each of them is, such as "one of the ranks"."""
    # Left out of the repr, for pydantic writes out all that is in the context of an error, and there may be thousands.
    values: Collection[str] = field(repr=False)
    meant: Callable[[str], str | None] | None = field(default=None, repr=False)
    """From a text to the value that it can only mean; without it, the value most like the text is meant."""


def unknown_value(value: object, allowed: Allowed) -> PydanticCustomError:
    """Return the error for a value that is none of those allowed; `messages` puts it into words."""
    return PydanticCustomError("unknown_value", "unknown value", {"value": str(value), "allowed": allowed})


def _check_country(code: str) -> str:
    if code not in country_names():
        description = "one of the two-letter country codes of ISO 3166-1, such as RU"
        raise unknown_value(code, Allowed(description, country_names(), country_meant))
    return code


def _check_date(text: str) -> str:
    edtf.parse(text)
    return text


def _check_true_or_false(value: object) -> object:
    if value in ("true", "false") or isinstance(value, bool):
        return value
    raise unknown_value(value, Allowed(TRUE_OR_FALSE, ("true", "false")))


def _check_not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("string_too_short", "blank")
    return text


def _reference_to(section: str) -> AfterValidator:
    """Return a validator of ids that the file has to define in a section."""

    def check(value: str, info: ValidationInfo) -> str:
        ids = getattr(info.context, section, None)
        if ids is not None and value not in ids:
            raise unknown_value(value, Allowed(f"one of the {section}", ids))
        return value

    return AfterValidator(check)


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), AfterValidator(_check_not_blank)]
Country = Annotated[str, AfterValidator(_check_country), WithJsonSchema({"format": "country"})]
Edtf = Annotated[str, AfterValidator(_check_date), WithJsonSchema({"format": "edtf"})]
Number = Annotated[float, Field(allow_inf_nan=False)]
TrueOrFalse = Annotated[bool, BeforeValidator(_check_true_or_false)]
SourceId = Annotated[str, _reference_to("sources")]
PlaceId = Annotated[str, _reference_to("places")]
RankId = Annotated[str, _reference_to("ranks")]


def vocabulary_name(name: str) -> Any:
    """Name the vocabulary of a field, by which the JSON Schema finds the meanings of its values."""
    return Field(json_schema_extra={"vocabulary": name})

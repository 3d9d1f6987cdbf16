"""Validation errors in words for curators: what was found, what is allowed, and what may have been meant."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from types import UnionType
from typing import Any, cast, get_args, get_origin

from pydantic_core import ErrorDetails

from dashboard.dataset.field_types import MAX_TEXT, TRUE_OR_FALSE, Allowed
from dashboard.dataset.schema import Context, Defection, EventFile, Record
from dashboard.dataset.text import SHOWN, shown, without_curly_quotes

_MAX_LISTED = 24  # allowed values that a message lists
_MAX_KEPT = 300  # allowed values that are kept beside a message: there are 275 countries
_MAX_SEARCHED = 20_000  # allowed values among which the nearest is looked for
_MAX_COMPARED = 200  # of which so many are compared letter by letter


@dataclass(frozen=True)
class Message:
    """What is wrong with a value, as a whole and in parts."""

    problem: str
    found: str | None = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None
    hint: str = ""
    """What is allowed or nearest, as the end of the sentence."""
    way_out: str | None = None

    @property
    def text(self) -> str:
        """The whole message."""
        told = self.problem + self.hint
        joint = " " if told.endswith("?") else "; "
        return f"{told}{joint}{self.way_out}" if self.way_out else told


def message_of(error: ErrorDetails, key: str, suggest: bool = True) -> Message:
    """Return the message of a validation error at a key; it names the nearest allowed value if asked to `suggest`."""
    kind, found, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        model = _model_at(error["loc"][:-1])
        keys = [field.alias or name for name, field in model.model_fields.items()]
        return unknown(key, Allowed(f"a key of {model.noun}", keys), listed="; allowed are {}", suggest=suggest)
    if kind == "missing":
        return Message("is missing")
    if kind == "unknown_value":
        listed = "" if context["allowed"].description == TRUE_OR_FALSE else " ({})"
        return unknown(context["value"], context["allowed"], listed, suggest)
    if kind == "literal_error":
        values = [part.strip("'") for part in context["expected"].replace(" or ", ", ").split(", ")]
        is_short = len(values) <= _MAX_LISTED
        what = f"one of {', '.join(values)}" if is_short else "one of the types of sources, such as webpage or report"
        return unknown(found, Allowed(what, values), listed="", suggest=suggest)
    if kind == "value_error":
        problem = context.get("error", error["msg"])
        return Message(str(problem), _found(found), nearest=getattr(problem, "nearest", None))
    if kind == "string_pattern_mismatch":
        rule = "letters, digits, '-', '_' and '.' only, the first a letter or digit, at most 120 characters"
        return Message(f"{shown(found)} is not an id: {rule}", _found(found), (rule,))
    if kind in ("less_than_equal", "greater_than_equal") and key in _RANGES:
        return Message(f"{shown(found)} is not {_RANGES[key]}", _found(found), (_RANGES[key],))
    if kind in _ERRORS_OF_THE_SCHEMA:
        return Message(error["msg"])
    text = _ERRORS_OF_PYDANTIC.get(kind, error["msg"].replace("Input ", "", 1))
    return Message(f"{shown(found)} {text}", _found(found), (text.removeprefix("should be "),))


_ERRORS_OF_THE_SCHEMA = frozenset(("alone", "not_known", "nowhere"))
_RANGES = {
    "lat": "a latitude, which goes from -90 to 90",
    "lon": "a longitude, which goes from -180 to 180",
    "schema_version": "the version of this format",
    "credibility": "on the scale from 1 to 6",
}
_ERRORS_OF_PYDANTIC = {
    "string_type": "should be text",
    "model_type": "should be keys with values",
    "model_attributes_type": "should be keys with values",
    "dict_type": "should be keys with values",
    "tuple_type": "should be a list",
    "string_too_short": "should not be empty; leave the key out",
    "string_too_long": f"is longer than {MAX_TEXT:,} characters",
    "too_long": "has too many entries",
    "too_short": "needs at least one entry",
    "float_parsing": "should be a number",
    "int_parsing": "should be a whole number",
    "int_parsing_size": "should be a whole number of fewer digits",
    "finite_number": "should be a finite number",
}


def unknown(value: object, allowed: Allowed, listed: str = " ({})", suggest: bool = True) -> Message:
    """Say that a value is none of those allowed: name the nearest if asked to; or list them, if they are few.

    `listed` is how the list stands in the message; empty for a description that holds it already.
    """
    nearest = (
        _nearest(without_curly_quotes(str(value)), allowed)
        if suggest and len(allowed.values) <= _MAX_SEARCHED
        else None
    )
    hint = listed.format(", ".join(allowed.values)) if 0 < len(allowed.values) <= _MAX_LISTED else ""
    if nearest:
        hint = f"; did you mean {nearest!r}?"
    kept = tuple(allowed.values) if len(allowed.values) <= _MAX_KEPT else ()
    return Message(f"{shown(value)} is not {allowed.description}", _found(value), kept, nearest, hint)


def _found(value: object) -> str | None:
    return str(value)[:SHOWN] if isinstance(value, str | int | float) else None


def _nearest(text: str, allowed: Allowed) -> str | None:
    """Return the allowed value that is meant: the text begins it, is nearly alike, or begins with it."""
    if allowed.meant:
        return allowed.meant(text[:200])
    return nearest_of(text, allowed.values)


def nearest_of(text: str, values: Collection[str]) -> str | None:
    """Return the value that a text begins, is nearly like, or begins with."""
    text, meant = text[:200].casefold(), {value.casefold(): value for value in values}
    if text in meant:
        return meant[text]
    # Few who mistype a word mistype both its ends.
    are_few = len(meant) <= _MAX_COMPARED
    candidates = [word for word in meant if are_few or text[:2] == word[:2] or text[-2:] == word[-2:]]
    near = [word for word in candidates if len(text) > 2 and word.startswith(text)]
    near = near or difflib.get_close_matches(text, candidates[:_MAX_COMPARED], n=1, cutoff=0.65)
    near = near or [word for word in candidates if len(word) > 2 and text.startswith(word)]
    return meant[near[0]] if near else None


def _model_at(path: tuple[str | int, ...]) -> type[Record]:
    """Return the model of the record at a validation path."""
    node: Any = EventFile
    for step in path:
        if isinstance(node, type) and issubclass(node, Record):
            fields = {f.alias or name: f for name, f in node.model_fields.items()}
            node = _inner(fields[str(step)].annotation)
        elif step in ("defection", "context"):
            node = Defection if step == "defection" else Context
        else:
            node = _inner(get_args(node)[-1] if get_origin(node) is dict else get_args(node)[0])
    return cast(type[Record], node)


def _inner(annotation: Any) -> Any:
    """Return an annotation without `| None`."""
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0] if get_origin(annotation) is UnionType and len(parts) == 1 else annotation

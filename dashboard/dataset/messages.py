"""Put what the validation of a record found into words for curators: found, allowed, and what may have been meant."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, cast, get_args, get_origin

from pydantic_core import ErrorDetails

from dashboard.dataset.schema import MAX_TEXT, Context, Defection, EventFile, Record
from dashboard.dataset.text import SHOWN, shown

_LISTED = 24  # values at most are listed in a message
_SEARCHED = 20_000  # values at most are searched for the nearest
_NAMED = 300  # values at most are kept beside the message: all countries are
_COMPARED = 200  # values at most are compared to find the nearest


@dataclass(frozen=True)
class Message:
    """What is wrong with a value, as a whole and in parts."""

    text: str
    found: str | None = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None


def message(error: ErrorDetails, key: str, suggest: bool = True) -> Message:
    """Return the message of a validation error at a key, with the nearest of what is allowed if asked to `suggest`."""
    kind, found, ctx = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        model = _model_at(error["loc"][:-1])
        keys = [f.alias or name for name, f in model.model_fields.items()]
        return unknown(key, f"a key of {model.noun}", keys, listed="; allowed are {}", suggest=suggest)
    if kind == "missing":
        return Message("is missing")
    if kind == "unknown_value":
        return unknown(ctx["value"], ctx["what"], ctx["allowed"](), ctx["spellings"](), suggest=suggest)
    if kind == "literal_error":
        allowed = [part.strip("'") for part in ctx["expected"].replace(" or ", ", ").split(", ")]
        what = f"one of {', '.join(allowed)}" if len(allowed) <= _LISTED else "an item type of CSL, such as webpage"
        return unknown(found, what, allowed, listed="", suggest=suggest)
    if kind == "value_error":
        return Message(str(ctx.get("error", error["msg"])), _found(found))
    if kind == "string_pattern_mismatch":
        rule = "letters, digits, '-', '_' and '.' only, the first a letter or digit, at most 120 characters"
        return Message(f"{shown(found)} is not an id: {rule}", _found(found), (rule,))
    if kind in _OWN:
        return Message(error["msg"])
    said = _PLAIN.get(kind, error["msg"].replace("Input ", "", 1))
    return Message(f"{shown(found)} {said}", _found(found), (said.removeprefix("should be "),))


_OWN = frozenset(("alone", "not_known", "nowhere"))
_PLAIN = {
    "string_type": "should be text",
    "model_type": "should be a mapping of keys to values",
    "model_attributes_type": "should be a mapping of keys to values",
    "dict_type": "should be a mapping of keys to values",
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


def unknown(
    found: object,
    what: str,
    allowed: Collection[str],
    spellings: Mapping[str, str] | None = None,
    listed: str = " ({})",
    suggest: bool = True,
) -> Message:
    """Say that a value is none of those allowed: name the nearest, or else list them, if they are few.

    `spellings` are other words for what is allowed, such as the names of countries for their codes.
    """
    nearest = _nearest(str(found), allowed, spellings or {}) if suggest and len(allowed) <= _SEARCHED else None
    hint = listed.format(", ".join(allowed)) if 0 < len(allowed) <= _LISTED else ""
    if nearest:
        hint = f"; did you mean {nearest!r}?"
    known = tuple(allowed) if len(allowed) <= _NAMED else ()
    return Message(f"{shown(found)} is not {what}{hint}", _found(found), known, nearest)


def _found(value: object) -> str | None:
    return str(value)[:SHOWN] if isinstance(value, str | int | float) else None


def _nearest(found: str, allowed: Collection[str], spellings: Mapping[str, str]) -> str | None:
    """Return what was meant: what the text begins, what is nearly alike, or what begins it, as lat does latitude.

    Other spellings have to be more alike: England is not Greenland.
    """
    text = found[:200].casefold()
    for meant, likeness in (({it.casefold(): it for it in allowed}, 0.65), (_folded(spellings), 0.8)):
        if text in meant:
            return meant[text]
        # Few who mistype a word mistype both its ends.
        few = len(meant) <= _COMPARED
        candidates = [v for v in meant if few or text[:2] == v[:2] or text[-2:] == v[-2:]]
        near = [v for v in candidates if len(text) > 2 and v.startswith(text)]
        near = near or difflib.get_close_matches(text, candidates[:_COMPARED], n=1, cutoff=likeness)
        near = near or [v for v in candidates if len(v) > 2 and text.startswith(v)]
        if near:
            return meant[near[0]]
    return None


def _folded(spellings: Mapping[str, str]) -> dict[str, str]:
    return {spelling.casefold(): value for spelling, value in spellings.items()}


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

"""Read an event file and check every record: records, or all problems with their lines and columns."""

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dashboard.dataset.composer import Mapping, Sequence, compose, marks_on
from dashboard.dataset.problems import Problem
from dashboard.dataset.schema import Context, Defection, EventFile, References

MAX_BYTES = 128 * 2**20
"""Size limit of an event file, in bytes."""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Reading:
    """What a file gave: its records, or the problems that kept them from being records."""

    sha256: str
    records: EventFile | None
    problems: tuple[Problem, ...]


def read(path: Path) -> Reading:
    """Read the event file at `path`. Whatever is wrong with it is a problem of the reading, never an exception."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return _refused(f"larger than {MAX_BYTES // 2**20} MB")
        data = path.read_bytes()
    except OSError as error:
        return _refused(f"cannot be read: {error.strerror or error}")
    return read_bytes(data)


def read_bytes(data: bytes) -> Reading:
    """Read an event file from its bytes: UTF-8, with or without a byte order mark."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8-sig")
        at = good.count("\n") + 1, len(good) - good.rfind("\n")
        return Reading(digest, None, (Problem(*at, f"not UTF-8: byte 0x{data[error.start]:02x} has no meaning here"),))
    root, problems, broken_off = compose(text)
    if not isinstance(root, Mapping):
        if not problems:
            what = "is empty" if root is None else "holds no mapping of keys to values"
            problems = [Problem(1, 1, f"the file {what}; it needs at least 'schema_version', 'title' and 'events'")]
        return Reading(digest, None, tuple(sorted(problems)))
    records, more = (None, []) if broken_off else _validate(root)
    problems += more
    return Reading(digest, None if problems else records, tuple(sorted(set(problems))))


def _refused(message: str) -> Reading:
    return Reading("", None, (Problem(1, 1, f"the file {message}"),))


def _validate(root: Mapping) -> tuple[EventFile | None, list[Problem]]:
    def ids(key: str) -> frozenset[str]:
        return frozenset(root[key]) if isinstance(root.get(key), Mapping) else frozenset()

    problems = [_problem(root, path, message, at_key=True) for path, message in _whole_file_rules(root)]
    try:
        records = EventFile.model_validate(root, context=References(ids("sources"), ids("places"), ids("ranks")))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            kind, path = details["type"], details["loc"]
            path = (*path, "type") if kind.startswith("union_tag") else path
            problems.append(_problem(root, path, _message(details), at_key=kind == "extra_forbidden"))
        return None, problems
    return records, problems


def _whole_file_rules(root: Mapping) -> Iterator[tuple[Path_, str]]:
    """Yield what no single record can know: ids given twice, and ranks within themselves."""
    first: dict[str, int] = {}
    events = root.get("events")
    for i, event in enumerate(events if isinstance(events, Sequence) else ()):
        if isinstance(event, Mapping) and isinstance(key := event.get("id"), str):
            if key in first:
                yield ("events", i, "id"), f"{key!r} is taken: an event on line {first[key]} has it"
            else:
                first[key] = event.value_marks["id"][0]
    ranks = root.get("ranks")
    within = {
        rank: value["within"]
        for rank, value in (ranks.items() if isinstance(ranks, Mapping) else ())
        if isinstance(value, Mapping) and isinstance(value.get("within"), str)
    }
    for rank in within:
        seen, wider = {rank}, within[rank]
        while wider in within and wider not in seen:
            seen.add(wider)
            wider = within[wider]
        if wider == rank:
            yield ("ranks", rank, "within"), f"rank {rank!r} is within itself"


def _problem(root: Mapping, path: Path_, message: str, at_key: bool = False) -> Problem:
    """Place a message at the deepest step of the path that the file has."""
    event = owner = ""
    mark, node = root.mark, root
    for node, key_mark, value_mark in marks_on(root, path):
        mark = key_mark if at_key else value_mark
        if path[0] == "events" and not event and isinstance(node, Mapping):
            named = node.get("id")
            event = f"event {named!r}: " if isinstance(named, str) else "event without id: "
    if not event and path[0] in ("sources", "places", "ranks") and len(path) > 1:
        owner = f"{str(path[0])[:-1]} {path[1]!r}: "
    key = next((str(step) for step in reversed(path) if isinstance(step, str) and step != "[key]"), "")
    named_already = owner and len(path) == 2
    return Problem(*mark, f"{event}{owner}{'' if named_already or (at_key and not event) else key + ': '}{message}")


def _message(error: ErrorDetails) -> str:
    """Say what was found, what is allowed and what is nearest, in words for curators."""
    kind, found, ctx = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        key = str(error["loc"][-1])
        model = _model_at(error["loc"][:-1])
        keys = [f.alias or name for name, f in model.model_fields.items()] if model else []
        noun = getattr(model, "noun", "this part")
        return f"not a key of {noun}{_nearest(key, keys) or ': ' + ', '.join(keys)}"
    if kind == "missing":
        return "is missing"
    if kind == "unknown_value":
        return f"{error['msg']}{_nearest(ctx['value'], ctx['allowed'])}"
    if kind in ("literal_error", "union_tag_invalid"):
        allowed = [
            a.strip("'") for a in str(ctx.get("expected", ctx.get("expected_tags"))).replace(" or ", ", ").split(", ")
        ]
        shown = found.get("type") if isinstance(found, dict) else found
        few = "" if len(allowed) > 12 else f" one of {', '.join(allowed)}"
        return f"{_shown(shown)} is not{few or ' allowed'}{_nearest(str(shown), allowed)}"
    if kind == "union_tag_not_found":
        return "is missing; allowed are defection and context"
    if kind == "value_error":
        return str(ctx.get("error", error["msg"]))
    if kind == "string_pattern_mismatch":
        return (
            f"{_shown(found)} is not an id: letters, digits, '-', '_' and '.' only, the first a letter or digit, "
            "at most 120 characters"
        )
    if kind in _OWN:
        return error["msg"]
    return f"{_shown(found)} {_PLAIN.get(kind, error['msg'].replace('Input ', '', 1))}"


_OWN = frozenset(("alone", "not_known", "nowhere"))
_PLAIN = {
    "string_type": "should be text",
    "model_type": "should be a mapping of keys to values",
    "model_attributes_type": "should be a mapping of keys to values",
    "dict_type": "should be a mapping of keys to values",
    "tuple_type": "should be a list",
    "string_too_short": "should not be empty; leave the key out",
    "too_short": "needs at least one entry",
    "float_parsing": "should be a number",
    "int_parsing": "should be a whole number",
    "int_parsing_size": "should be a whole number of fewer digits",
    "finite_number": "should be a finite number",
}


def _shown(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 80 else text[:77] + "…'"


def _nearest(found: str, allowed: list[str]) -> str:
    near = difflib.get_close_matches(found[:200], allowed, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def _model_at(path: Path_) -> type[BaseModel] | None:
    """Return the model of the record at a validation path."""
    node: Any = EventFile
    for step in path:
        if step in ("defection", "context"):
            node = Defection if step == "defection" else Context
        elif isinstance(step, str) and isinstance(node, type) and issubclass(node, BaseModel):
            fields = {f.alias or name: f for name, f in node.model_fields.items()}
            node = _record_in(fields[step].annotation) if step in fields else None
    return node if isinstance(node, type) else None


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)

"""Read an event file and check every record: records, or all problems with their lines and columns."""

import codecs
import difflib
import hashlib
from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, cast, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dashboard.dataset.composer import Mapping, Sequence, compose, mark_at, marks_on
from dashboard.dataset.problems import Problem
from dashboard.dataset.schema import Context, Defection, EventFile, Record, References

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
            return _refused(f"is larger than {MAX_BYTES // 2**20} MB")
        data = path.read_bytes()
    except OSError as error:
        return _refused(f"cannot be read: {error.strerror or error}")
    return read_bytes(data)


def read_bytes(data: bytes) -> Reading:
    """Read an event file from its bytes: UTF-8, with or without a byte order mark."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        at = mark_at(error.object[: error.start].decode(), error.start)
        return Reading(
            digest, None, (Problem(*at, f"not UTF-8: byte 0x{error.object[error.start]:02x} has no meaning here"),)
        )
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
            # Entries that are wrong themselves are not counted, but they are there.
            if details["type"] == "too_short" and details["input"]:
                continue
            path = _path_in_file(details)
            at_key = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
            problems.append(_problem(root, path, _message(details, path), at_key))
        return None, problems
    return records, problems


def _whole_file_rules(root: Mapping) -> Iterator[tuple[Path_, str]]:
    """Yield what no single record can know: ids given twice, and ranks within themselves."""
    first: dict[str, int] = {}
    events = root.get("events")
    for i, event in enumerate(events if isinstance(events, Sequence) else ()):
        if isinstance(event, Mapping) and isinstance(key := event.get("id"), str):
            if key in first:
                yield ("events", i, "id"), f"id: {key!r} is taken: an event on line {first[key]} has it"
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


def _path_in_file(error: ErrorDetails) -> Path_:
    """Return the path of a validation error in the file, without the steps that validation adds."""
    path = error["loc"]
    if error["type"].startswith("union_tag"):
        return (*path, "type")
    if path[0] == "events" and path[2:3] in (("defection",), ("context",)):
        path = path[:2] + path[3:]
    return tuple(step for step in path if step != "[key]")


def _problem(root: Mapping, path: Path_, message: str, at_key: bool = False) -> Problem:
    """Place a message at the deepest step of the path that the file has, and say whose it is."""
    owner = ""
    mark = root.mark
    for depth, (node, key_mark, value_mark) in enumerate(marks_on(root, path)):
        mark = key_mark if at_key else value_mark
        if depth == 1 and isinstance(node, Mapping) and path[0] == "events":
            named = node.get("id")
            owner = f"event {named!r}: " if isinstance(named, str) else "event without id: "
        elif depth == 1 and path[0] in ("sources", "places", "ranks"):
            owner = f"{path[0].removesuffix('s')} {path[1]!r}: "
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    # At a key, and for a whole source, place or rank, the message or its owner names the key already.
    said = "" if at_key or (owner and len(path) == 2) else f"{key}: "
    return Problem(*mark, f"{owner}{said}{message}")


def _message(error: ErrorDetails, path: Path_) -> str:
    """Say what was found, what is allowed and what is nearest, in words for curators."""
    kind, found, ctx = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        model, key = _model_at(error["loc"][:-1]), str(path[-1])
        keys = [f.alias or name for name, f in model.model_fields.items()]
        return f"{_shown(key)} is not a key of {model.noun}{_nearest(key, keys) or '; allowed are ' + ', '.join(keys)}"
    if kind == "missing":
        return "is missing"
    if kind == "unknown_value":
        return f"{_shown(ctx['value'])} is not {ctx['what']}{_nearest(ctx['value'], ctx['allowed'])}"
    if kind in ("literal_error", "union_tag_invalid"):
        expected = str(ctx.get("expected", ctx.get("expected_tags"))).replace(" or ", ", ")
        allowed = [part.strip("'") for part in expected.split(", ")]
        value = found.get("type") if isinstance(found, dict) else found
        what = (
            f"one of {', '.join(allowed)}" if len(allowed) <= 12 else "an item type of CSL, such as article-newspaper"
        )
        return f"{_shown(value)} is not {what}{_nearest(str(value), allowed)}"
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


def _nearest(found: str, allowed: Sequence_[str]) -> str:
    """Suggest the nearest of what is allowed: nearly alike, or cut short or written out, as in latitude for lat."""
    by_folded = {value.casefold(): value for value in allowed}
    text = found[:200].casefold()
    near = difflib.get_close_matches(text, by_folded, n=1, cutoff=0.65)
    near = near or [v for v in by_folded if min(len(v), len(text)) > 2 and (text.startswith(v) or v.startswith(text))]
    return f"; did you mean {by_folded[near[0]]!r}?" if near else ""


def _model_at(path: Path_) -> type[Record]:
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

"""Validate a part of an event file; what is wrong with it becomes problems at their line and column."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dashboard.dataset.field_types import Allowed, References
from dashboard.dataset.messages import Message, message_of, unknown
from dashboard.dataset.problems import Problem
from dashboard.dataset.schema import EventFile
from dashboard.dataset.text import shown
from dashboard.dataset.value_slips import KEYS
from dashboard.dataset.vocabulary import EVENT_TYPES
from dashboard.dataset.ways_out import Spot, of_unknown_key, way_out
from dashboard.dataset.yaml_nodes import Node, Path

MAX_SUGGESTIONS = 200
"""At most so many problems of a file name the nearest allowed value: to look for it takes time."""

REQUIRED_KEYS = {"schema_version": "1", "title": "part of a file"}
"""What makes a part of a file valid as a file of its own."""


def validate(
    values: dict[str, Any], root: Node, references: References, suggestions: int
) -> tuple[EventFile | None, list[Problem]]:
    """Return the records of a part of the file, or what is wrong with it.

    `root` gives the places of the problems, of which the first `suggestions` name the nearest allowed value.
    """
    try:
        return EventFile.model_validate(values, context=references), []
    except ValidationError as error:
        problems: list[Problem] = []
        for details in error.errors(include_url=False):
            # Entries that are wrong themselves are not counted, but they are there.
            if details["type"] == "too_short" and details["input"]:
                continue
            path = _path_in_file(details)
            at_key = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
            message = _message(
                details, path, Node(values, root.mark, root.marks), len(problems) < suggestions, references
            )
            problems.append(problem_at(root, path, message, at_key))
        return None, problems


def event_problems(event: Node, line_of_same_id: int | None, references: References, suggestions: int) -> list[Problem]:
    """Return what is wrong with an event; `line_of_same_id` is that of an event before it that has its id."""
    # A file that holds this event and nothing else.
    file = Node(
        {"events": [event.value]},
        event.mark,
        {"events": (event.mark, event.mark, [(event.mark, event.mark, event.marks)])},
    )
    problems: list[Problem] = []
    if line_of_same_id is not None:
        text = f"id: {shown(event.value['id'])} is already used by the event on line {line_of_same_id}"
        problems.append(problem_at(file, ("events", 0, "id"), Message(text), at_key=True))
    values = event.value
    if isinstance(values, dict) and values.get("type") not in EVENT_TYPES:
        wrong_type = _message_of_type(values.get("type"))
        problems.append(problem_at(file, ("events", 0, "type"), wrong_type))
        # With the likeliest type, its other problems show.
        values = {**values, "type": wrong_type.nearest or ("context" if "places" in values else "defection")}
    if key := _id_as_key(values):
        problems.append(problem_at(file, ("events", 0, key), Message(f"write - id: {key}", nearest=key), at_key=True))
        values = {"id": key, **{name: value for name, value in values.items() if name != key}}
    _, others = validate({**REQUIRED_KEYS, "events": [values]}, file, references, suggestions - len(problems))
    return problems + others


def _id_as_key(event: Any) -> str | None:
    """Return the id of an event that begins with `- ID:` instead of `- id: ID`."""
    first = next(iter(event), None) if isinstance(event, dict) and "id" not in event else None
    return first if isinstance(first, str) and first not in KEYS and event[first] is None else None


def _message_of_type(given: object) -> Message:
    if given is None:
        return Message(f"is missing; allowed are {' and '.join(EVENT_TYPES)}", allowed=EVENT_TYPES)
    return unknown(given, Allowed(f"one of {', '.join(EVENT_TYPES)}", EVENT_TYPES), listed="")


def _message(details: ErrorDetails, path: Path, root: Node, suggest: bool, references: References) -> Message:
    """Return the message of a validation error with the way out of it."""
    message = message_of(details, str(path[-1]), suggest)
    if details["type"] != "extra_forbidden":
        spot = Spot(path, _value_at(root.value, path[:-1]), _is_in_braces(root, path, details["input"]))
        advice = way_out(details, spot, message.nearest, references)
        return replace(message, way_out=advice, hint="" if advice and "curly" in advice else message.hint)
    advice = of_unknown_key(
        str(path[-1]), _value_at(root.value, path[:-1]), message.allowed, _is_on_one_line(root, path)
    )
    return replace(message, way_out=advice, hint="") if advice else message


def _value_at(values: Any, path: Path) -> Any:
    for step in path:
        values = values[step]
    return values


def _is_in_braces(root: Node, path: Path, value: Any) -> bool:
    """Whether a value is a mapping in `{ }`, which begins before its first key."""
    first = next(iter(value), None) if isinstance(value, dict) else None
    return first is not None and root.position((*path, first), at_key=True) != root.position(path)


def _is_on_one_line(root: Node, path: Path) -> bool:
    """Whether a key stands on the line on which its record begins, as within `{ }`."""
    return root.position(path, at_key=True)[0] == root.position(path[:-1])[0]


def _path_in_file(error: ErrorDetails) -> Path:
    """Return the path of a validation error in the file: without the steps that validation adds."""
    path = error["loc"]
    if path[0] == "events" and path[2:3] in (("defection",), ("context",)):
        path = (*path[:2], *path[3:])
    if error["type"] == "nowhere":  # of a destination as a whole
        path = path[:-1]
    return tuple(step for step in path if step != "[key]")


def problem_at(root: Node, path: Path, message: Message, at_key: bool = False) -> Problem:
    """Return a problem at a path of the file, or at its key; it says in whose record it is."""
    owner, event = _owner(root, path)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), None)
    # At a key, and for a whole source, place or rank, the message or its owner names the key already.
    prefix = "" if at_key or key is None or (owner and len(path) == 2) else f"{key}: "
    return Problem(
        *root.position(path, at_key),
        f"{owner}{prefix}{message.text}",
        event=event,
        key=key,
        found=message.found,
        allowed=message.allowed,
        nearest=message.nearest,
    )


def _owner(root: Node, path: Path) -> tuple[str, str | None]:
    """Return whose problem it is, in words; and the id of the event, if it is one."""
    match path:
        case ("events", int(i), *_):
            event = root.value["events"][i]
            if not isinstance(event, dict):
                return "", None
            key = event.get("id")
            return (f"event {shown(key)}: ", key) if isinstance(key, str) else ("event without id: ", None)
        case ("sources" | "places" | "ranks" as section, key, *_):
            return f"{section.removesuffix('s')} {shown(key)}: ", None
    return "", None


def warning_at(node: Node, path: Path, message: str, **parts: Any) -> Problem:
    """Return a warning for what lies at a path of an event or of the file; `event` is the id of the event."""
    owner = f"event {shown(parts['event'])}: " if parts.get("event") else ""
    return Problem(*node.position(path), owner + message, "warning", **parts)

"""The way out of a wrong value, in the words of a helpful colleague: `write persons: [{name: Thae Yong-ho}]`.

It is the end of a message whose beginning, what is wrong, comes from `messages`.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from dashboard.dataset.field_types import TRUE_OR_FALSE, Allowed, References
from dashboard.dataset.number_advice import LEAVE_OUT, advise_number
from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.text import is_web_address, without_curly_quotes
from dashboard.dataset.value_slips import KEYS
from dashboard.dataset.vocabulary import KIND_LABELS, STATUSES
from dashboard.dataset.where_advice import advise_whereabouts, destination_of, id_like, in_flow, post_of

_FIRST_KEYS = {"events": "id", "persons": "name", "milestones": "kind", "citations": "source"}
"""The lists of records, with the key that begins each of their entries."""

_MISSING = {
    "citations": "every claim says where it can be read, such as citations: [{{source: ID}}]; sources: {sources}",
    "source": "name one of the sources: {sources}",
    "type": "write type: article-newspaper, webpage, report, book or what else it is",
    "kind": f"allowed are {', '.join(KIND_LABELS)}",
    "status": f"allowed are {', '.join(STATUSES)}",
    "id": "give each event a name of its own, such as id: kp-2016-vienna-counsellor",
    "schema_version": "write schema_version: 1 at the top of the file",
    "label": "write label: and the name that readers see",
    "name": "write name: and the name that readers see",
    "title": "write title: and a headline",
}

_NAMES = ("author", "by", "container-title", "label", "language", "mission", "name", "organisation", "position",
          "publisher", "publisher-place", "rank_as_stated", "section")  # fmt: skip
"""The keys of texts that people give as a list, one name after another."""

_RECORDS = {
    "source": "write {key}: {{type: webpage, URL: https://…}}",
    "place": "write {key}: {{name: {found}, country: …, lat: …, lon: …}}, with what is known of these",
    "rank": "write {key}: {{label: {found}}}",
}
"""What an entry of each section is like."""


_PRECISIONS = {
    "exact": ("city", "town", "village", "point", "address", "street", "building", "precise", "locality", "capital"),
    "near": ("approximate", "approx", "approximately", "about", "around", "nearby", "close"),
    "adm2": ("district", "county", "municipality", "prefecture"),
    "adm1": ("province", "state", "oblast", "governorate", "canton"),
    "country": ("nation", "national"),
}
"""What people call the precision of a place."""


class Spot(NamedTuple):
    """Where a value stands in the file, and how it is written."""

    path: Sequence[str | int]
    record: Any
    """What the value is part of."""
    is_in_braces: bool
    """Whether it is a mapping within `{ }`."""


def way_out(error: ErrorDetails, spot: Spot, nearest: str | None, references: References) -> str | None:
    """Return what to do about a validation error at a spot of the file; `nearest` is the value probably meant."""
    kind, found, path = error["type"], error["input"], spot.path
    key = str(path[-1])
    match kind:
        case "missing":
            return _of_missing(key, references)
        case "too_short" if key == "citations":
            return _of_missing(key, references)
        case "unknown_value":
            return _of_unknown(str(error["ctx"]["value"]), error["ctx"]["allowed"], nearest)
        case "literal_error":
            return _of_word(str(found), key)
        case "tuple_type":
            return _of_list(found, key, spot.is_in_braces)
        case "dict_type" | "model_type" | "model_attributes_type":
            return _of_mapping(found, path, references)
        case "string_type":
            return _of_text(found, _last_key(path))
        case "float_parsing" | "int_parsing" | "int_from_float" | "less_than_equal" | "greater_than_equal":
            return advise_number(found, key, spot.record)
        case "not_known":
            return advise_whereabouts(spot.record)
        case "string_pattern_mismatch":
            return _of_id(str(found))
        case "value_error" if nearest and nearest.startswith("["):
            return "put it in quotes"
    return None


def _last_key(path: Sequence[str | int]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _of_missing(key: str, references: References) -> str | None:
    words = _MISSING.get(key)
    return words and words.format(sources=_some_of(references.sources))


def _of_word(found: str, key: str) -> str | None:
    """Say what to do about a word that is none of those of its vocabulary."""
    straight = without_curly_quotes(found)
    if straight != found:
        return f"curly quotes are part of the text; write {straight}"
    if key == "precision" and not is_placeholder(found):
        meant = next((name for name, words in _PRECISIONS.items() if found.casefold() in words), None)
        return f"write {meant}" if meant else None
    if not is_placeholder(found):
        return None
    return "write unconfirmed if nobody confirms it" if key == "status" else LEAVE_OUT if key != "kind" else None


def _of_unknown(value: str, allowed: Allowed, nearest: str | None) -> str | None:
    """Say what to do about a reference or a country that is none of those allowed."""
    if allowed.description == TRUE_OR_FALSE:
        is_yes = value.casefold() in ("yes", "y", "on", "1", "true")
        return "write rival: true" if is_yes else "write rival: true, or leave the line out"
    section = allowed.description.removeprefix("one of the ")
    if is_placeholder(value) and not nearest and section != "sources":
        return LEAVE_OUT
    if section not in ("sources", "places", "ranks"):
        return None
    if is_web_address(value):
        return f"add the address under {section}: and write its id here"
    return f"or add it under {section}:" if allowed.values else f"add it under {section}:"


def _of_id(found: str) -> str | None:
    """Say how to write an id, which may be one that lacks its colon."""
    if name := re.match(r"([\w.-]+) \{", found):
        return f"a colon is missing after {name[1]!r}"
    plain = id_like(found)
    return f"such as {plain}" if plain else None


def _of_list(found: Any, key: str, is_in_braces: bool) -> str | None:
    """Say how to write what should be a list."""
    first = _FIRST_KEYS.get(key)
    if isinstance(found, dict):
        begins = next(iter(found), first)
        if begins and begins.startswith("-"):
            return f"put a space after the dash: - {begins[1:]}"
        if is_in_braces and first and all(isinstance(value, str) for value in found.values()):
            return f"write {key}: [{{{', '.join(f'{name}: {in_flow(value)}' for name, value in found.items())}}}]"
        if key == "events" and begins not in KEYS:
            return f"write - id: {begins}, with its keys below 'id'"
        return f"put '- ' before {begins!r}, the first key of each entry" if begins else None
    if key == "events":
        return "begin each event with '- id: '"
    if not isinstance(found, str):
        return None
    if key == "accompanied_by" and (is_placeholder(found) or found.casefold() in ("alone", "nobody", "no")):
        return "write accompanied_by: [] for alone, and leave it out where it is not stated"
    if key == "milestones":
        return 'write milestones: [{kind: report, date: "2016-08-25", citations: [{source: ID}]}]'
    return f"write {key}: [{{{first}: {in_flow(found)}}}]" if first else f"write {key}: [{in_flow(found)}]"


def _of_mapping(found: Any, path: Sequence[str | int], references: References) -> str | None:
    """Say how to write what should be a mapping of keys to values."""
    key = str(path[-1])
    if key in ("sources", "places", "ranks"):
        return "write each entry as ID: {…}, without a dash"
    items = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    if any(not isinstance(item, str) for item in items):
        return None
    if spaced := _with_space_after_colon(items):
        return f"put a space after the colon: {spaced}"
    text = items[0] if items else ""
    if len(path) == 2 and path[0] in ("sources", "places", "ranks"):
        form = _RECORDS[str(path[0]).removesuffix("s")]
        return form.format(key=key, found=in_flow(text or "…"))
    if isinstance(path[-1], int):
        return _entry(str(path[-2]), text, references)
    if key == "destination":
        return destination_of(text, references)
    return post_of(items, references) if key == "post" else None


def _of_text(found: Any, key: str) -> str | None:
    """Say how to write what should be text but is a list or a mapping."""
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        joint = "," if key in ("date", "issued", "accessed") else ", "
        written = f"[{joint.join(found)}]"
        if key in ("date", "issued", "accessed"):
            return f'put the date in quotes: "{written}"'
        if key in ("origin", "country", "rank", "place", "source", "within", "id") and len(found) == 1:
            return f"write {key}: {found[0]}, without brackets"
        if key in _NAMES and found:
            return f"write {key}: {_plain(joint.join(found))}, without brackets"
        return f'a text that begins with [ needs quotes: "{written}"'
    if isinstance(found, dict) and key in ("place", "source", "rank"):
        return f"describe it under {key}s: and write its id here"
    return "put a text that contains ': ' or begins with { in quotes" if isinstance(found, dict) else None


def of_unknown_key(key: str, record: Any, keys: Collection[str], is_on_one_line: bool) -> str | None:
    """Say what an unknown key may come from: a comma within a text, or a colon without a space."""
    name, colon, rest = key.partition(":")
    if colon and name in keys:
        return f"put a space after the colon: {name}: {rest}"
    if not isinstance(record, dict) or record.get(key) is not None or not is_on_one_line:
        return None
    before = list(record)[: list(record).index(key)]
    value = record[before[-1]] if before else None
    if not isinstance(value, str):
        return None
    if before[-1] in ("lat", "lon") and key.isdecimal():
        return f"write {before[-1]}: {value}.{key}, with a point"
    return f'put a text that contains a comma in quotes: {before[-1]}: "{value}, {key}"'


def _entry(key: str, text: str, references: References) -> str | None:
    """Say how to write an entry of a list of records."""
    if key == "citations":
        if is_web_address(text):
            return "write {source: ID} and add the address under sources:"
        return f"write {{source: {in_flow(text)}}}" if text in references.sources else "write {source: ID}"
    if key == "persons":
        return f"write {{name: {in_flow(text)}}}"
    return "begin each event with '- id: '" if key == "events" else None


def _plain(text: str) -> str:
    """Return a text as it is written on a line of its own."""
    return f'"{text}"' if re.search(r": |:$| #|^[-?:,\[\]{}#&*!|>'%@`\"]", text) else text


def _with_space_after_colon(items: list[str]) -> str | None:
    """Return `place: london` for `place:london`."""
    match = re.fullmatch(r"([a-z_]+):(?!//)(\S.*)", items[0]) if len(items) == 1 else None
    return f"{match[1]}: {match[2]}" if match else None


def _some_of(ids: Collection[str]) -> str:
    some = list(ids)[:6]
    return ", ".join(some) + (", …" if len(ids) > 6 else "") if some else "none yet, add one under sources:"

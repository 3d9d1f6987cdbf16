"""The event file as JSON Schema, for editors that complete keys and values and mark mistakes.

The schema follows draft 7, which every release of yaml-language-server reads. That server shows `errorMessage` and
`enumDescriptions`, which other validators ignore. It types plain scalars as YAML 1.2 does, but our reader takes each
as the text that was written; so the schema allows a number where text belongs, and text where a number belongs.
Whatever the reader accepts is valid. What needs the whole file, such as an id that is not defined, is not checked.
"""

from typing import Any

from dashboard.dataset.countries import country_names
from dashboard.dataset.schema import CONFLICTING_REPORTS, EventFile
from dashboard.dataset.vocabulary import MEANINGS

Schema = dict[str, Any]

_NOT_KNOWN = "Not known: the same as leaving the key out."

_NO_ID = "not an id: letters, digits, '-', '_' and '.' only, the first a letter or digit, at most 120 characters"
_NUMBER = r"^\s*[-+]?[0-9._]+([eE][-+]?[0-9]+)?\s*$"
"""A number that was written in quotes."""

# A simple date; X stands for any digit. It says how many days a month has, but not which years are leap years.
_TO_29 = "0[1-9X]|[12][0-9X]|X[0-9X]"
_SIMPLE = (
    r"(?!0000)[0-9X]{4}(?:-(?:2[1-4]|02(?:-(?:" + _TO_29 + r"))?"
    r"|(?:0[469]|11|X[469])(?:-(?:" + _TO_29 + r"|3[0X]))?"
    r"|(?:0[13578X]|1[02X]|X[0-3578X])(?:-(?:" + _TO_29 + r"|3[01X]))?))?[?~%]?"
)
_DATE = r"^(?:S(?:/(?:S|\.\.)?)?|(?:\.\.)?/S|\[(?:\.\.S|S(?:\.\.S)?)(?:,S(?:\.\.S)?)*(?:,S\.\.)?\]|\[S\.\.\])$".replace(
    "S", f"(?:{_SIMPLE})"
)
_NO_DATE = (
    'not a date as "2016", "2016-08", "2016-08-25", "2016-22" (summer), "2016-08-18~" (about), "2016-08-2X", '
    '"2016-07-01/2016-07-06", "[2016-08-22..2016-08-25]" (one of these days) or "[..2016-08-25]" (then or before)'
)


_COUNT: Schema = {
    "description": "How many conflicting reports there are, in JSON that was exported. It is counted anew.",
    "type": ["integer", "string"],
    "pattern": "^[0-9]+$",
    "minimum": 0,
}
_COUNTRY: Schema = {"$ref": "#/definitions/Country"}
_DATE_REF: Schema = {"$ref": "#/definitions/Date"}

# What the validators of the records check, where JSON Schema can say it.
_RULES: dict[str, Schema] = {
    "Place": {"dependencies": {"lat": ["lon"], "lon": ["lat"]}},
    "Destination": {
        "if": {"properties": {"status": {"const": "known"}}, "required": ["status"]},
        "then": {"anyOf": [{"required": ["place"]}, {"required": ["country"]}]},
        "else": {
            "properties": {
                key: {"type": "null", "errorMessage": "goes with 'status: known' only"} for key in ("place", "country")
            }
        },
    },
}


def event_file_schema() -> Schema:
    """Return the JSON Schema of the event file."""
    generated = EventFile.model_json_schema(ref_template="#/definitions/{model}")
    records = {name: _record(it) | _RULES.get(name, {}) for name, it in generated.pop("$defs").items()}
    for name in ("Defection", "Context"):
        records[name]["properties"][CONFLICTING_REPORTS] = _COUNT
    country = {
        "description": "ISO 3166-1 alpha-2 code.",
        "enum": [*country_names(), None],
        "enumDescriptions": [*country_names().values(), _NOT_KNOWN],
        "errorMessage": "not an ISO 3166-1 alpha-2 country code: two capitals, such as RU",
    }
    date = {
        "description": "EDTF, ISO 8601-2:2019.",
        "type": ["string", "integer", "null"],  # a year without quotes is an integer
        "pattern": _DATE,
        "minimum": 1,
        "maximum": 9999,
        "errorMessage": _NO_DATE,
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return head | _record(generated) | {"definitions": records | {"Country": country, "Date": date}}


def _record(generated: Schema) -> Schema:
    required = generated.get("required", [])
    properties = {key: _property(it, key not in required) for key, it in generated["properties"].items()}
    kept = {key: generated[key] for key in ("description", "required") if key in generated}
    return kept | {"type": "object", "additionalProperties": False, "properties": properties}


def _property(generated: Schema, optional: bool) -> Schema:
    """Describe the value of a key; an optional one may be null."""
    kept = {"description": generated["description"]} if "description" in generated else {}
    if isinstance(default := generated.get("default"), str | bool):
        kept["default"] = default
    (value, *_) = generated.get("anyOf", [generated])
    return kept | _value(value, [None] if optional else [])


def _value(generated: Schema, null: list[None]) -> Schema:
    """Describe a value; `null` holds None if the value may be null."""
    match generated:
        case {"format": "country"}:
            return _COUNTRY
        case {"format": "edtf"}:
            return _DATE_REF
        case {"$ref": reference}:
            record = {"$ref": reference}
            return {"anyOf": [record, {"type": "null"}]} if null else record
        case {"discriminator": {"propertyName": key, "mapping": mapping}}:
            return _event(key, mapping)
        case {"enum": values}:
            return _one_of([*values, *null], generated.get("vocabulary"))
        case {"const": value}:
            return {"const": value}
        case {"type": "integer" | "number" | "boolean"}:
            return _number_or_boolean(generated, null)
        case {"type": "array" | "object"}:
            return _collection(generated, null)
        case _:
            return _text(generated, null)


def _event(key: str, mapping: dict[str, str]) -> Schema:
    """Describe an event, whose type decides which keys it may have.

    With `oneOf`, a key of the other type of event would be reported as a wrong type of the event.
    """
    branches = [
        {"if": {"type": "object", "properties": {key: {"const": value}}, "required": [key]}, "then": {"$ref": ref}}
        for value, ref in mapping.items()
    ]
    types = _one_of(sorted(mapping, reverse=True), "event type")  # defections first
    return {"type": "object", "properties": {key: types}, "required": [key], "allOf": branches}


def _number_or_boolean(generated: Schema, null: list[None]) -> Schema:
    types = ["null"] if null else []
    match generated:
        case {"type": "integer", "minimum": first, "maximum": last}:
            quoted = {"type": "string", "pattern": _NUMBER}
            return {"anyOf": [_one_of([*range(first, last + 1), *null], generated.get("vocabulary")), quoted]}
        case {"type": "boolean"}:
            quoted = {"type": "string", "pattern": "^(true|false)$"}
            message = {"errorMessage": "should be true or false"}
            return {"anyOf": [{"type": ["boolean", *types]} | message, quoted | message]}
    limits = {key: generated[key] for key in generated if key.endswith(("imum", "Minimum", "Maximum"))}
    text = f"should be a {'whole ' if generated['type'] == 'integer' else ''}number"
    return {"type": [generated["type"], "string", *types], "pattern": _NUMBER, "errorMessage": text} | limits


def _collection(generated: Schema, null: list[None]) -> Schema:
    types = ["null"] if null else []
    if generated["type"] == "array":
        at_least = {"minItems": generated["minItems"]} if "minItems" in generated else {}
        return {"type": ["array", *types], "items": _value(generated["items"], [])} | at_least
    ((pattern, item),) = generated["patternProperties"].items()
    names = {"pattern": pattern, "errorMessage": _NO_ID}
    return {"type": ["object", *types], "propertyNames": names, "additionalProperties": _value(item, [])}


def _text(generated: Schema, null: list[None]) -> Schema:
    """Describe text, which any scalar is.

    Scalars are not listed as types, for then editors would offer true, false and null where a name belongs.
    """
    others = ["object", "array"] if null else ["object", "array", "null"]
    pattern = {"pattern": generated["pattern"], "errorMessage": _NO_ID} if "pattern" in generated else {}
    return {
        "minLength": 1,
        **pattern,
        "if": {"type": others},
        "then": {"type": "string", "errorMessage": "should be text"},
    }


def _one_of(values: list[Any], vocabulary: str | None) -> Schema:
    meanings = MEANINGS.get(vocabulary) if vocabulary else None
    meant = {"enumDescriptions": [meanings.get(value, _NOT_KNOWN) for value in values]} if meanings else {}
    source = {"errorMessage": "not an item type of CSL, such as article-newspaper"}
    return {"enum": values} | meant | (source if vocabulary == "source type" else {})

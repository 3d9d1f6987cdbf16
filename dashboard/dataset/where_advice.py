"""How to write a post or a destination that is given in words: `Embassy in London`, `Seoul`, `unknown`."""

import difflib
import re
from typing import Any

from dashboard.dataset.countries import country_names
from dashboard.dataset.field_types import References
from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.text import fold
from dashboard.dataset.vocabulary import WHEREABOUTS

_MAX_COMPARED = 500  # places that are compared letter by letter

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
"""Letters that are no others with an accent."""


def advise_whereabouts(destination: Any) -> str | None:
    """Say what a destination lacks that has a place or country."""
    if not isinstance(destination, dict) or not all(isinstance(value, str) for value in destination.values()):
        return None
    if "status" in destination:
        return "write status: known, or leave the place or country out"
    rest = ", ".join(f"{name}: {in_flow(value)}" for name, value in destination.items())
    return f"write destination: {{status: known, {rest}}}"


def destination_of(text: str, references: References) -> str:
    """Say how to write a destination that is given as a text."""
    word = text.casefold().replace(" ", "-").replace("_", "-")
    if word in WHEREABOUTS:
        return f"write destination: {{status: {word}}}"
    if is_placeholder(text):
        return "write destination: {status: unknown}"
    if place := _place_meant(text, references):
        return f"write destination: {{status: known, place: {place}}}"
    if text in country_names():
        return f"write destination: {{status: known, country: {text}}}"
    return "write destination: {status: known, place: ID} with an id from places:, or {status: unknown}"


def post_of(items: list[str], references: References) -> str:
    """Say how to write a post of its parts: a place, a country, or else the mission and the section."""
    if len(items) == 1 and items[0] not in (*references.places, *country_names()):
        mission, *where = re.split(" (?:in|at) ", items[0], maxsplit=1)
        place = _place_meant("".join(where), references)
        post = f"write post: {{mission: {in_flow(mission)}, place: {place or 'ID'}}}"
        return post if place else f"{post} with an id from places:"
    names = iter(("mission", "section"))
    parts = []
    for item in items:
        is_place, is_country = item in references.places, item in country_names()
        name = "place" if is_place else "country" if is_country else next(names, None)
        parts += [f"{name}: {in_flow(item)}"] if name else []
    return f"write post: {{{', '.join(parts) or 'mission: Embassy, place: ID'}}}"


def _place_meant(text: str, references: References) -> str | None:
    """Return the id of the place that a text names."""
    if text in references.places:
        return text
    id_ = id_like(text.removeprefix("the "))
    if id_ in references.places or not id_:
        return id_
    return next(iter(difflib.get_close_matches(id_, list(references.places)[:_MAX_COMPARED], n=1, cutoff=0.8)), None)


def id_like(found: Any) -> str | None:
    """Return an id like the text that is none, in small letters without accents, as ids usually are."""
    folded = fold(str(found)[:120]).translate(_LETTERS)
    return re.sub(r"[^a-z0-9._]+", "-", folded).strip("-._") or None


def in_flow(text: str) -> str:
    """Return a text as it is written within brackets."""
    is_plain = re.fullmatch(r"[^\W\d_][^\[\]{},:#\"']*", text)
    return text if is_plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

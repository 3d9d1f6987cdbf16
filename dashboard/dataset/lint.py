"""Find what is allowed in an event file but looks wrong, such as dates too precise and entries that nothing uses.

The rules look at the plain values of the YAML, so that they also work beside errors; a value of the wrong kind is
passed over, for it is an error already.
"""

from collections.abc import Iterator
from typing import Any

from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.first_days import FirstDays
from dashboard.dataset.lint_claims import claim_warnings, second_dates
from dashboard.dataset.lint_records import addresses, empty_lists, person_warnings
from dashboard.dataset.lint_texts import curly_paragraphs, invisible_characters, placeholders
from dashboard.dataset.near_duplicates import NearDuplicates
from dashboard.dataset.placeholders import USUAL_FORMS
from dashboard.dataset.problems import Problem
from dashboard.dataset.raw_values import Values, date_in, number_in, records_in, text_in
from dashboard.dataset.record_problems import warning_at
from dashboard.dataset.text import CURLY_QUOTES, shown
from dashboard.dataset.yaml_nodes import Node

_KIND_OF_REFERENCE = {"source": "source", "place": "place", "places": "place", "rank": "rank"}
"""Under which keys events refer to what."""


_CURLY = tuple(CURLY_QUOTES)

_WITHIN_COUNTRY = ("exact", "near", "adm2", "adm1")
"""Precisions of places that are known better than by their country; a region may be larger than one."""


class Lint:
    """The warnings of an event file, whose events are added one by one and not kept."""

    def __init__(self, root: Node, may_have_invisible: bool) -> None:
        """Take the file as far as its sources and places; and whether any character of it may be invisible."""
        self._may_have_invisible = may_have_invisible
        issued = {name: date_in(source, "issued") for name, source in records_in(root.value, "sources").items()}
        self._issued = {name: date for name, date in issued.items() if date}
        self._places = records_in(root.value, "places")
        self._used: dict[str, set[str]] = {"source": set(), "place": set(), "rank": set()}
        self._near_duplicates = NearDuplicates()
        self._first_days = FirstDays()
        self._warnings: list[Problem] = []

    def add_event(self, event: Node) -> None:
        """Check the event that comes next in the file, whether or not it has errors."""
        id_ = text_in(event.value, "id") if isinstance(event.value, dict) else None
        if self._may_have_invisible:
            self._warnings += invisible_characters(event, id_)
        if _collect_references(event.value, self._used):
            self._warnings += placeholders(event, id_)
            self._warnings += curly_paragraphs(event, id_)
        if isinstance(event.value, dict):
            self._warnings += empty_lists(event)
            self._warnings += person_warnings(event)
            self._warnings += claim_warnings(event, self._issued)
            if text_in(event.value, "type") == "defection":
                self._warnings += second_dates(event)
            self._warnings += _place_warnings(event, self._places)
            self._near_duplicates.add_event(event)
            self._first_days.add_event(event)

    def warnings(self, root: Node, is_whole: bool) -> Iterator[Problem]:
        """Yield the warnings of the file, whose events have been added, all or as many as can be read."""
        yield from self._warnings
        if self._may_have_invisible:
            yield from invisible_characters(root, None)
        yield from placeholders(root, None)
        yield from _misplaced(root)
        yield from _nowhere(root)
        yield from _without_coordinates(root)
        yield from self._near_duplicates.warnings()
        yield from self._first_days.warnings()
        if is_whole:
            yield from _unused(root, self._used)
        yield from addresses(root)


def without_events(root: Node) -> Problem:
    """Return the warning of a file that has no events."""
    position = root.position(("events",), at_key=True)
    return Problem(*position, "events: there are none, so the page has nothing to show", "warning", key="events")


# Rules for an event


def _place_warnings(event: Node, places: dict[str, Values]) -> Iterator[Problem]:
    """Yield events without a place, and posts and destinations whose country is not that of their place."""
    values = event.value
    id_, type_ = text_in(values, "id"), text_in(values, "type")
    if type_ == "context":
        if not values.get("places"):
            yield warning_at(
                event, (), "places: none is given, so the event is not on the map", event=id_, key="places"
            )
        return
    spots = {key: spot for key in ("post", "destination") if isinstance(spot := values.get(key), dict)}
    if type_ == "defection" and not any(spot.get("place") or spot.get("country") for spot in spots.values()):
        message = "post: neither post nor destination has a place, so the event is not on the map"
        yield warning_at(event, (), message, event=id_, key="post")
    for key, spot in spots.items():
        place, country = text_in(spot, "place"), text_in(spot, "country")
        country_of_place = text_in(places.get(place or "", {}), "country")
        if country and country_of_place and country != country_of_place:
            message = f"country: {shown(country)} is not the country of {shown(place)}, which is in {country_of_place}"
            parts = {"key": "country", "found": country, "nearest": country_of_place}
            yield warning_at(event, (key, "country"), message, event=id_, **parts)


def _collect_references(event: Any, used: dict[str, set[str]]) -> bool:
    """Add the ids of sources, places and ranks that stand anywhere in an event, whatever else is wrong with it.

    Return whether another text of it may be a word for nothing, or a number in curly quotes. One walk does it all, for
    there may be many events.
    """
    is_doubtful = False
    values = [event]
    while values:
        value = values.pop()
        if isinstance(value, list):
            values += value
        elif isinstance(value, dict):
            for key, inner in value.items():
                kind = _KIND_OF_REFERENCE.get(key)
                if isinstance(inner, str):
                    if kind:
                        used[kind].add(inner)
                    elif inner in USUAL_FORMS or (key == "paragraph" and inner.startswith(_CURLY)):
                        is_doubtful = True
                    continue
                if kind and isinstance(inner, list):
                    used[kind].update(item for item in inner if isinstance(item, str))
                values.append(inner)
        elif value in USUAL_FORMS:
            is_doubtful = True
    return is_doubtful


# Rules for the whole file


def _misplaced(root: Node) -> Iterator[Problem]:
    """Yield the places that lie outside of their country."""
    for name, place in records_in(root.value, "places").items():
        code, latitude, longitude = text_in(place, "country"), number_in(place, "lat"), number_in(place, "lon")
        if not code or latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
            continue  # or an error
        if outside(code, latitude, longitude):
            given = f"{latitude:g}, {longitude:g}"
            hint = "" if outside(code, longitude, latitude) else "; are lat and lon swapped?"
            message = f"place {shown(name)}: lat, lon: {given} is outside {country_names()[code]}{hint}"
            yield warning_at(root, ("places", name, "lat"), message, key="lat", found=given)


def _nowhere(root: Node) -> Iterator[Problem]:
    """Yield the places of which neither point nor country is given."""
    for name, place in records_in(root.value, "places").items():
        if not (place.get("lat") or place.get("lon") or place.get("country")):
            message = f"place {shown(name)}: neither lat and lon nor a country is given, so it is not on the map"
            yield Problem(*root.position(("places", name), at_key=True), message, "warning", key="country")


def _without_coordinates(root: Node) -> Iterator[Problem]:
    """Yield the places in a country that are said to be known better than that, without saying where they are."""
    for name, place in records_in(root.value, "places").items():
        code, precision = text_in(place, "country"), text_in(place, "precision")
        if code in country_names() and precision in _WITHIN_COUNTRY and not (place.get("lat") or place.get("lon")):
            message = (
                f"place {shown(name)}: precision: {shown(precision)} tells more than a country, but neither lat nor "
                f"lon is given, so it is drawn somewhere in {country_names()[code]}"
            )
            yield warning_at(root, ("places", name, "precision"), message, key="precision", found=precision)


def _unused(root: Node, used: dict[str, set[str]]) -> Iterator[Problem]:
    """Yield the sources, places and ranks that nothing refers to; a rank is used through all within it."""
    used = used | {"rank": _with_wider(used["rank"], records_in(root.value, "ranks"))}
    for kind, complaint in (("source", "is never cited"), ("place", "is never used"), ("rank", "is never used")):
        section = root.value.get(f"{kind}s")
        if isinstance(section, dict):
            for name in section.keys() - used[kind]:
                position = root.position((f"{kind}s", name), at_key=True)
                yield Problem(*position, f"{kind} {shown(name)} {complaint}", "warning", key=name)


def _with_wider(used: set[str], ranks: dict[str, Values]) -> set[str]:
    """Return ranks and all that they are within, however deep."""
    found = set(used)
    for rank in used:
        while (wider := text_in(ranks.get(rank, {}), "within")) and wider not in found:
            found.add(wider)
            rank = wider
    return found

"""Find what is allowed in an event file but looks wrong, such as dates too precise and entries that nothing uses.

The rules look at the plain values of the YAML, so that they also work beside errors; a value of the wrong kind is
passed over, for it is an error already.
"""

from collections.abc import Iterator
from typing import Any

from dashboard.dataset import edtf
from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.first_days import FirstDays
from dashboard.dataset.near_duplicates import NearDuplicates
from dashboard.dataset.problems import Problem
from dashboard.dataset.raw_values import Values, date_in, items_in, number_in, records_in, text_in
from dashboard.dataset.text import INVISIBLE, code_point, is_web_address, shown
from dashboard.dataset.yaml_nodes import Node, Path

_KIND_OF_REFERENCE = {"source": "source", "place": "place", "places": "place", "rank": "rank"}
"""Under which keys events refer to what."""


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
        if self._may_have_invisible:
            self._warnings += _invisible(event, text_in(event.value, "id") if isinstance(event.value, dict) else None)
        _collect_references(event.value, self._used)
        if isinstance(event.value, dict):
            self._warnings += _claim_warnings(event, self._issued)
            self._warnings += _place_warnings(event, self._places)
            self._near_duplicates.add_event(event)
            self._first_days.add_event(event)

    def warnings(self, root: Node) -> Iterator[Problem]:
        """Yield the warnings of the whole file, whose events have been added."""
        yield from self._warnings
        if self._may_have_invisible:
            yield from _invisible(root, None)
        yield from _misplaced(root)
        yield from self._near_duplicates.warnings()
        yield from self._first_days.warnings()
        yield from _unused(root, self._used)
        yield from _addresses(root)


def without_events(root: Node) -> Problem:
    """Return the warning of a file that has no events."""
    position = root.position(("events",), at_key=True)
    return Problem(*position, "events: there are none, so the page has nothing to show", "warning", key="events")


def _warning(node: Node, path: Path, message: str, **parts: Any) -> Problem:
    """Return a warning for what lies at a path of an event or of the file; `event` is the id of the event."""
    owner = f"event {shown(parts['event'])}: " if parts.get("event") else ""
    return Problem(*node.position(path), owner + message, "warning", **parts)


# Rules for an event


def _claim_warnings(event: Node, issued: dict[str, edtf.EdtfDate]) -> Iterator[Problem]:
    """Yield claims later than the source that makes them, and a rival that comes first."""
    id_ = text_in(event.value, "id")
    for nth, (i, milestone) in enumerate(items_in(event.value, "milestones")):
        if nth == 0 and text_in(milestone, "rival") == "true":
            message = "rival: the first claim dates the event, so it conflicts with none before it; put another first"
            yield _warning(event, ("milestones", i, "rival"), message, event=id_, key="rival", found="true")
        claimed = date_in(milestone, "date")
        if claimed is None:
            continue
        parts = {"event": id_, "key": "date", "found": claimed.text}
        path = ("milestones", i, "date")
        for _, citation in items_in(milestone, "citations"):
            source = text_in(citation, "source")
            date = issued.get(source or "")
            if date and date.latest and claimed.earliest and claimed.earliest > date.latest:
                message = (
                    f"date: {shown(claimed.text)} is later than the source of this claim, {shown(source)}, "
                    f"issued {date.text}"
                )
                yield _warning(event, path, message, **parts)


def _place_warnings(event: Node, places: dict[str, Values]) -> Iterator[Problem]:
    """Yield events without a place, and posts and destinations whose country is not that of their place."""
    values = event.value
    id_, type_ = text_in(values, "id"), text_in(values, "type")
    if type_ == "context":
        if not values.get("places"):
            yield _warning(event, (), "places: none is given, so the event is not on the map", event=id_, key="places")
        return
    spots = {key: spot for key in ("post", "destination") if isinstance(spot := values.get(key), dict)}
    if type_ == "defection" and not any(spot.get("place") or spot.get("country") for spot in spots.values()):
        message = "post: neither post nor destination has a place, so the event is not on the map"
        yield _warning(event, (), message, event=id_, key="post")
    for key, spot in spots.items():
        place, country = text_in(spot, "place"), text_in(spot, "country")
        country_of_place = text_in(places.get(place or "", {}), "country")
        if country and country_of_place and country != country_of_place:
            message = f"country: {shown(country)} is not the country of {shown(place)}, which is in {country_of_place}"
            parts = {"key": "country", "found": country, "nearest": country_of_place}
            yield _warning(event, (key, "country"), message, event=id_, **parts)


def _invisible(node: Node, event: str | None) -> Iterator[Problem]:
    """Yield the texts of a file or an event that hold characters which cannot be seen."""
    paths: list[tuple[Any, Path, str]] = [(node.value, (), "events")]
    while paths:
        value, path, key = paths.pop()
        if isinstance(value, str):
            if found := INVISIBLE.search(value):
                message = f"{shown(key)[1:-1]}: contains the invisible character {code_point(found[0])}"
                yield _warning(node, path, message, event=event, key=key)
        elif isinstance(value, dict):
            paths += [(inner, (*path, name), name) for name, inner in value.items()]
        elif isinstance(value, list):
            paths += [(inner, (*path, i), key) for i, inner in enumerate(value)]


def _collect_references(event: Any, used: dict[str, set[str]]) -> None:
    """Add the ids of sources, places and ranks that stand anywhere in an event, whatever else is wrong with it."""
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
                    continue
                if kind and isinstance(inner, list):
                    used[kind].update(item for item in inner if isinstance(item, str))
                values.append(inner)


# Rules for the whole file


def _misplaced(root: Node) -> Iterator[Problem]:
    """Yield the places that lie outside of their country."""
    for name, place in records_in(root.value, "places").items():
        code, latitude, longitude = text_in(place, "country"), number_in(place, "lat"), number_in(place, "lon")
        if code and latitude is not None and longitude is not None and outside(code, latitude, longitude):
            given = f"{latitude:g}, {longitude:g}"
            hint = "" if outside(code, longitude, latitude) else "; are lat and lon swapped?"
            message = f"place {shown(name)}: lat, lon: {given} is outside {country_names()[code]}{hint}"
            yield _warning(root, ("places", name, "lat"), message, key="lat", found=given)


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


def _addresses(root: Node) -> Iterator[Problem]:
    """Yield the addresses of sources that lead nowhere on the web."""
    for name, source in records_in(root.value, "sources").items():
        url = text_in(source, "URL")
        if url and not is_web_address(url):
            message = (
                f"source {shown(name)}: URL: {shown(url)} is not an http:// or https:// address, so readers see it "
                "without a link"
            )
            yield _warning(root, ("sources", name, "URL"), message, key="URL", found=url)

"""Which events of a small file a query keeps in some world and in every world, one event and one filter at a time.

It is written from the descriptions of the event file and of addresses, and reads no frame, index or mask.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.dataset.country_points import points_by_country
from tests.worlds.days import NEVER_BEGUN, NEVER_ENDED, When, when
from tests.worlds.files import PLACES, RANKS

Event = Mapping[str, Any]
Pairs = Iterable[tuple[str, str]]


def placed(event: Event) -> When:
    """Return when an event was, by its first claim."""
    return when(event["milestones"][0]["date"] if event["milestones"] else None)


def has_date(event: Event) -> bool:
    return bool(event["milestones"]) and event["milestones"][0]["date"] is not None


def is_defection(event: Event) -> bool:
    return bool(event["type"] == "defection")


def date_range(pairs: Pairs) -> tuple[int, int]:
    """Return the first and the last day that a query asks for."""
    given = dict(pairs)
    first = when(given["from"]).first if "from" in given else NEVER_BEGUN
    last = when(given["until"]).last if "until" in given else NEVER_ENDED
    return first, last


def keeps(pairs: Pairs, event: Event, without: str = "") -> bool:
    """Whether a query keeps an event; the filter of one key is left out of it, `dates` for those of dates."""
    asked: dict[str, list[str]] = {}
    for key, value in pairs:
        asked.setdefault(key, []).append(value)
    in_time = without == "dates" or _keeps_date(asked, event)
    others = asked.keys() - {"from", "until", "certain", without}
    return in_time and all(_keeps(key, asked[key], event) for key in others)


def _keeps_date(asked: Mapping[str, list[str]], event: Event) -> bool:
    if "from" not in asked and "until" not in asked:
        return True  # whether a date is certain to be in no range in particular is no question
    first, last = date_range((key, values[0]) for key, values in asked.items())
    return placed(event).must_touch(first, last) if "certain" in asked else placed(event).may_touch(first, last)


def _keeps(key: str, values: list[str], event: Event) -> bool:
    match key:
        case "status":
            return event["status"] in values
        case "context":
            return is_defection(event)
        case "q":
            return all(word in names(event) for word in values)
        case "box":
            return any(_is_inside(point, values[0]) for point in drawn_points(event))
    return not is_defection(event) or any(value in offered(key, event) for value in values)


def names(event: Event) -> set[str]:
    return {person["name"] for person in event.get("persons", ())} | {event.get("title")}


def offered(key: str, event: Event) -> set[str]:
    """Return the values of a filter that an event has: its ranks with all that they are within."""
    match key:
        case "status":
            return {event["status"]}
        case "post":
            return _present(_country(event.get("post") or {}))
        case "to":
            destination = event.get("destination") or {}
            status = destination.get("status")
            return _present(_country(destination) if status == "known" else status)
    ranks: set[str] = set()
    for person in event.get("persons", ()):
        rank = person["rank"]
        while rank:
            ranks.add(rank)
            rank = RANKS[rank].get("within")
    return ranks


def _present(value: str | None) -> set[str]:
    return {value} if value else set()


def _country(somewhere: Mapping[str, str]) -> str | None:
    place = PLACES[somewhere["place"]] if "place" in somewhere else somewhere
    return place.get("country")


def drawn_points(event: Event) -> list[tuple[float, float]]:
    """Return where an event is drawn: at its post or its places, and where there is no point, at its destination."""
    if not is_defection(event):
        return [point for place in event["places"] for point in _points({"place": place})]
    return _points(event["post"]) or _points(event["destination"] or {})


def _points(somewhere: Mapping[str, str]) -> list[tuple[float, float]]:
    place = PLACES[somewhere["place"]] if "place" in somewhere else somewhere
    if "lon" in place:
        return [(place["lon"], place["lat"])]
    lacks_point = place.get("precision") != "region" and place.get("country") in points_by_country()
    return [points_by_country()[place["country"]]] if lacks_point else []


def _is_inside(point: tuple[float, float], box: str) -> bool:
    longitude, latitude = point
    west, south, east, north = map(float, box.split(","))
    is_between = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return is_between and south <= latitude <= north

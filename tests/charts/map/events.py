"""Event files for tests of the map: a few places with a few events, and many of both."""

import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from dashboard.dataset import Dataset
from tests import builders

REASONS = ("unknown", "undisclosed", "in-transit", "returned")

HEAD = """
schema_version: 1
title: T
sources: {s: {type: article, title: The Herald}}
ranks: {a: {label: Ambassador}, b: {label: Secretary}, c: {label: Attaché}}
"""

PLACES = {
    "london": "{name: London, country: GB, lat: 51.5, lon: 0}",
    "moscow": "{name: Moscow, country: RU, lat: 55.75, lon: 37.6}",
    "vladivostok": "{name: Vladivostok, country: RU, lat: 43.10562, lon: 131.87353}",
    "seoul": "{name: Seoul, country: KR, lat: 37.5, lon: 127}",
    "anchorage": "{name: Anchorage, country: US, lat: 61.2181, lon: -149.9003}",
    "jilin": "{name: Jilin, country: CN, lat: 43, lon: 126, precision: adm1}",
    "border": "{name: Border regions, country: CN, precision: region}",
    "null-island-west": "{name: West, lat: 0, lon: -45}",
    "null-island-east": "{name: East, lat: 0, lon: 45}",
    "fiji-east": "{name: Fiji east, country: FJ, lat: -17, lon: -179}",
    "fiji-west": "{name: Fiji west, country: FJ, lat: -17, lon: 179}",
    "west-45": "{name: West, lat: 45, lon: -45}",
    "east-45": "{name: East, lat: 45, lon: 45}",
    "tromso": '{name: Tromsø, country: "NO", lat: 69.65, lon: 18.96}',
    "ushuaia": "{name: Ushuaia, country: AR, lat: -54.8, lon: -68.3}",
    "mcmurdo": "{name: McMurdo, country: AQ, lat: -77.85, lon: 166.67}",
}
"""Places by their ids, as an event file has them; `border` has no coordinates."""


def defection(key: object, post: str | None, to: str = "unknown", rank: str = "a", name: str | None = None) -> str:
    """Return an event; `to` is the id of a place, or else why the destination is not known."""
    destination = f"{{status: {to}}}" if to in REASONS else f"{{status: known, place: {to}}}"
    posted = f"{{place: {post}}}" if post else "{mission: Embassy}"
    persons = f"[{{name: {name or f'Person {key}'}, rank: {rank}}}]"
    return builders.event(key, "defection", persons=persons, post=posted, destination=destination)


def context(key: object, *places: str, title: str | None = None) -> str:
    """Return an event of context at some places."""
    return builders.event(key, "context", title=title or f"Talks {key}", places=f"[{', '.join(places)}]")


def file_of(*events: str, places: dict[str, str] = PLACES, head: str = HEAD) -> Dataset:
    """Return the dataset of some events at places, which are given by their ids as an event file has them."""
    lines = "".join(f"  {key}: {place}\n" for key, place in places.items())
    return builders.dataset(f"{head}places:\n{lines}events:\n{''.join(events)}")


def points(at: dict[str, tuple[float, float]], precision: str = "exact") -> dict[str, str]:
    """Return places by their ids, which are their names too, at longitudes and latitudes."""
    return {
        key: f"{{name: {key.upper()}, lat: {lat}, lon: {lon}, precision: {precision}}}"
        for key, (lon, lat) in at.items()
    }


@cache
def many_events(count: int, places: int = 300, centre: tuple[float, float] | None = None) -> Dataset:
    """Return events of all kinds at places on a lattice of a twentieth of a degree, in all the world or a region."""
    chance = random.Random(7)
    at: dict[str, str] = {}
    taken = set()
    while len(at) < places:
        if centre:
            lon, lat = (chance.gauss(middle, 4) for middle in centre)
            lon = (lon + 180) % 360 - 180
        else:
            lon, lat = chance.uniform(-120, 150), chance.uniform(-40, 65)
        point = round(lon * 20) / 20, round(lat * 20) / 20
        if point not in taken:
            taken.add(point)
            at[f"p{len(at)}"] = f"{{name: Place {len(at)}, lon: {point[0]}, lat: {point[1]}}}"
    keys = list(at)
    lines = []
    for n in range(min(count, 1000)):
        post, other = keys[min(places - 1, int(chance.expovariate(4 / places)))], chance.choice(keys)
        to = chance.choice([*REASONS, other, other, other, other])
        if n % 10 == 3:
            lines.append(context(f"e{n}", *{post: None, other: None}))
        else:
            event = defection(f"e{n}", post, to, chance.choice("abc"))
            lines.append(event.replace("reported", chance.choice(["reported", "disputed"])))
    dataset = file_of(*lines, places=at)
    return repeated(dataset, count // 1000) if count > 1000 else dataset


def repeated(dataset: Dataset, times: int) -> Dataset:
    """Return a dataset whose frames hold the same events so many times, each with an id of its own."""
    of = dataset.frames
    n = len(of.events)

    def again(frame: pd.DataFrame) -> pd.DataFrame:
        shift = np.repeat(np.arange(times) * n, len(frame))
        whole = pd.concat([frame] * times, ignore_index=True)
        return whole.assign(event=whole["event"] + shift) if "event" in whole else whole

    events = again(of.events)
    events["id"] = [f"{key}-{row}" for row, key in enumerate(events["id"])]
    parts = {name: again(getattr(of, name)) for name in ("milestones", "locations", "persons", "cited", "search")}
    return Dataset(dataset.records, replace(of, events=events, **parts), "0" * 64)


def located(dataset: Dataset, role: str) -> pd.DataFrame:
    """Return the locations of a role that have coordinates."""
    found = dataset.frames.locations
    return found[found["latitude"].notna() & (found["role"] == role)]


def each_at(events: Iterable[tuple[str, str]]) -> list[str]:
    """Return a defection for each pair of a post and where it led."""
    return [defection(f"e{n}", post, to) for n, (post, to) in enumerate(events)]

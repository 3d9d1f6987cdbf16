"""Make up event files of any size, the same for every run and every peer."""

import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path

POSTS = (
    ("London", "GB", 51.507, -0.128),
    ("St. Petersburg", "RU", 59.939, 30.316),
    ("Vladivostok", "RU", 43.115, 131.885),
    ("Beijing", "CN", 39.904, 116.407),
    ("Shenyang", "CN", 41.805, 123.431),
    ("Kuala Lumpur", "MY", 3.139, 101.687),
    ("Rome", "IT", 41.903, 12.496),
    ("Kuwait City", "KW", 29.376, 47.977),
    ("Havana", "CU", 23.113, -82.366),
    ("Cairo", "EG", 30.044, 31.236),
    ("Hanoi", "VN", 21.028, 105.834),
    ("Addis Ababa", "ET", 9.03, 38.74),
)
AROUND = 50  # places made up around each post: 600 in all
RANKS = ("ambassador", "minister", "counsellor", "first-secretary", "second-secretary", "third-secretary", "attache")

_FORMS = ("{0}", "{0}", "{0:.7}", "{0:.4}", "{0}~")
_RARE_FORMS = ("{0:.4}-21", "{0:.3}X", "{0:.7}?", "[..{0}]", "{0:.4}/..", "{0:.8}XX")
_RARE = 0.1  # of all events have a date of a rare form


@dataclass(frozen=True)
class Event:
    """A made-up defection; `date` is the day that its date as written, `edtf`, is about."""

    id: int
    name: str
    rank: str
    place: str
    country: str
    latitude: float
    longitude: float
    date: str
    edtf: str
    known: bool


def made_up(count: int, seed: int = 7) -> list[Event]:
    """Return so many events, the same ones for the same seed."""
    chance = random.Random(seed)
    places = [
        (f"{city} {k}", country, round(lat + chance.uniform(-3, 3), 4), round(lon + chance.uniform(-3, 3), 4))
        for city, country, lat, lon in POSTS
        for k in range(AROUND)
    ]
    events = []
    for i in range(count):
        day = f"{chance.randint(1990, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        form = chance.choice(_RARE_FORMS if chance.random() < _RARE else _FORMS)
        rank, place, known = chance.choice(RANKS), chance.choice(places), chance.random() < 0.8
        events.append(Event(i, f"Official {i}", rank, *place, day, form.format(day), known))
    return events


def event_file(events: list[Event]) -> str:
    """Return the text of an event file of these events."""
    places = {event.place: event for event in events}
    lines = [
        "schema_version: 1",
        "title: Made-up defections",
        "sources:",
        '  archive: {type: dataset, container-title: Made-up archive, issued: "2026-01-01"}',
        "places:",
        "  seoul: {name: Seoul, country: KR, lat: 37.566, lon: 126.9784, precision: exact}",
    ]
    for name, at in places.items():
        known = f"name: {name}, country: {at.country}, lat: {at.latitude}, lon: {at.longitude}"
        lines.append(f"  {_key(name)}: {{{known}, precision: exact}}")
    lines += ["ranks:", *(f"  {rank}: {{label: {rank.replace('-', ' ').capitalize()}}}" for rank in RANKS), "events:"]
    return "\n".join(lines) + "\n" + "".join(map(_block, events))


def _key(name: str) -> str:
    return name.lower().replace(" ", "-").replace(".", "")


def _block(event: Event) -> str:
    cited = f'citations: [{{source: archive, paragraph: "{event.id}"}}]'
    return f"""\
  - id: made-up-{event.id}
    type: defection
    persons:
      - name: {event.name}
        rank: {event.rank}
        rank_as_stated: {event.rank.replace("-", " ")}
        position: trade representative
    origin: KP
    post: {{mission: Embassy, place: {_key(event.place)}}}
    destination: {"{status: known, place: seoul}" if event.known else "{status: unknown}"}
    status: {"confirmed" if event.known else "unconfirmed"}
    milestones:
      - kind: {"arrival" if event.known else "report"}
        date: "{event.edtf}"
        {cited}
    {cited}
    summary: Official {event.id} left the mission in {event.place} and was recorded in the archive.
"""


def written(count: int, folder: Path) -> tuple[Path, Path]:
    """Write an event file of so many events, and the same as a flat list for the peers; return both paths."""
    events = made_up(count)
    file, flat = folder / f"events-{count}.yaml", folder / f"events-{count}.json"
    file.write_text(event_file(events), encoding="utf-8")
    flat.write_text(json.dumps([asdict(event) for event in events]), encoding="utf-8")
    return file, flat

"""Measure how long event files take to read, and how much memory: `python tests/benchmarks/reading.py 1000 10000`.

Each number is that of events in a made-up file; the path of a file will do as well. Compared are `yaml.load` with
libyaml, which gives plain values and checks nothing; `load` of the project, which gives checked records and frames; and
the same once more, from the cache. Each has a fresh process, one after the other in one run.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BARE = """
import yaml
def run():
    with open(path, "rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
"""

LOAD = """
from pathlib import Path
from dashboard.dataset import load
def run():
    loaded = load(Path(path))
    assert loaded.dataset, loaded.problems[:3]
    return loaded
"""

# Measured are the call, and the process from its start to the end of the call, imports included.
MEASURE = """
import json, resource, sys, time
path = sys.argv[1]
{setup}
began, used = time.perf_counter(), time.process_time()
result = run()
seconds, cpu = time.perf_counter() - began, time.process_time() - used
whole = time.time() - float(sys.argv[2])
print(json.dumps([seconds, cpu, whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

PLACES = [
    ("London", "GB", 51.507, -0.128), ("St. Petersburg", "RU", 59.939, 30.316), ("Vladivostok", "RU", 43.115, 131.885),
    ("Beijing", "CN", 39.904, 116.407), ("Rome", "IT", 41.903, 12.496), ("Havana", "CU", 23.113, -82.366),
    ("Cairo", "EG", 30.044, 31.236), ("Hanoi", "VN", 21.028, 105.834),
]  # fmt: skip
RANKS = ("ambassador", "minister", "counsellor", "first-secretary", "second-secretary", "third-secretary", "attache")


@dataclass(frozen=True)
class Row:
    """What one way of reading took: seconds by the clock, of the processor, with the start of the process; memory."""

    file: str
    way: str
    seconds: float
    cpu_seconds: float
    process_seconds: float
    megabytes: float
    ratio: float  # of the seconds, to those of the bare load
    cpu_ratio: float
    memory_ratio: float


def event_file(n: int, seed: int = 7) -> str:
    """Return an event file of n made-up defections, always the same."""
    chance = random.Random(seed)
    lines = [
        "schema_version: 1", "title: Made-up defections", "sources:",
        '  archive: {type: dataset, container-title: Made-up archive, issued: "2026-01-01"}', "places:",
        "  seoul: {name: Seoul, country: KR, lat: 37.566, lon: 126.9784, precision: exact}",
    ]  # fmt: skip
    posts = []
    for city, country, latitude, longitude in PLACES:
        for k in range(50):
            posts.append((f"{city.lower().replace(' ', '-').replace('.', '')}-{k}", f"{city} {k}"))
            at = f"lat: {latitude + chance.uniform(-1, 1):.4f}, lon: {longitude + chance.uniform(-1, 1):.4f}"
            lines.append(f"  {posts[-1][0]}: {{name: {posts[-1][1]}, country: {country}, {at}, precision: exact}}")
    lines += ["ranks:", *(f"  {rank}: {{label: {rank.replace('-', ' ').capitalize()}}}" for rank in RANKS), "events:"]
    for i in range(n):
        (post, named), rank, known = chance.choice(posts), chance.choice(RANKS), chance.random() < 0.8
        year, month, day = chance.randint(1990, 2025), chance.randint(1, 12), chance.randint(1, 28)
        date = chance.choice(
            (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}", f"{year}-{month:02}-{day:02}~")
        )
        lines.append(f"""  - id: made-up-{i}
    type: defection
    persons:
      - name: Official {i}
        rank: {rank}
        rank_as_stated: {rank.replace("-", " ")}
        position: trade representative
    origin: KP
    post: {{mission: Embassy, place: {post}}}
    destination: {"{status: known, place: seoul}" if known else "{status: unknown}"}
    status: {"confirmed" if known else "unconfirmed"}
    milestones:
      - kind: {"arrival" if known else "report"}
        date: "{date}"
        citations: [{{source: archive, paragraph: "{i}"}}]
    citations: [{{source: archive, paragraph: "{i}"}}]
    summary: Official {i} left the mission in {named} and was recorded in the archive.""")
    return "\n".join(lines) + "\n"


def rows(path: Path, cache: Path) -> Iterator[Row]:
    """Yield what the ways of reading a file take; `cache` is a folder without anything in it."""
    bare: list[float] = []
    for way, setup in (("yaml.load", BARE), ("read anew", LOAD), ("from the cache", LOAD)):
        taken = _measured(setup, path, cache)
        bare = bare or taken
        seconds, cpu, _, megabytes = taken
        yield Row(path.name, way, *taken, seconds / bare[0], cpu / bare[1], megabytes / bare[3])


def _measured(setup: str, path: Path, cache: Path) -> list[float]:

    command = [sys.executable, "-c", MEASURE.format(setup=setup), str(path), str(time.time())]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [float(it) for it in json.loads(done.stdout)]


def table(files: list[str]) -> Iterator[Row]:
    """Yield the rows of files, each given by its path or by a number of events."""
    with tempfile.TemporaryDirectory() as folder:
        for n, given in enumerate(files):
            path = Path(given)
            if given.isdecimal():
                path = Path(folder, f"{given}.yaml")
                path.write_text(event_file(int(given)), encoding="utf-8")
            yield from rows(path, Path(folder, f"cache-{n}"))


def main() -> None:
    """Print the table."""
    print(f"{'file':16}{'way':16}{'s':>8}{'CPU s':>8}{'process s':>11}{'MB':>7}{'ratio':>8}{'CPU':>7}{'memory':>8}")
    for row in table(sys.argv[1:] or ["1000", "10000"]):
        print(
            f"{row.file:16}{row.way:16}{row.seconds:8.2f}{row.cpu_seconds:8.2f}{row.process_seconds:11.2f}"
            f"{row.megabytes:7.0f}{row.ratio:8.3f}{row.cpu_ratio:7.3f}{row.memory_ratio:8.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

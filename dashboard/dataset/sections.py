"""Check what the events of a file may refer to: its sources, places and ranks."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from dashboard.dataset.field_types import References
from dashboard.dataset.messages import Message
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.raw_values import records_in, text_in
from dashboard.dataset.record_problems import MAX_SUGGESTIONS, REQUIRED_KEYS, problem_at, validate
from dashboard.dataset.text import shown
from dashboard.dataset.yaml_nodes import Node

SECTIONS = ("sources", "places", "ranks")

_CHUNK = 500  # entries that are checked together, so that a file of nothing but errors is soon done with


def section(root: Node, name: str) -> dict[str, Any]:
    """Return the entries of a section, by id, as they stand in the file."""
    entries = root.value.get(name)
    return entries if isinstance(entries, dict) else {}


def defined_ids(root: Node, name: str) -> Collection[str]:
    """Return the ids that a section defines, also one that is wrongly written as a list: its ids are not wrong."""
    entries = root.value.get(name)
    if isinstance(entries, list):
        return {key for entry in entries if isinstance(entry, dict) for key in entry}
    return section(root, name)


def check_sections(root: Node, references: References) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """Return the records of each section, by id, and what is wrong with the others."""
    problems = list(_ranks_within_themselves(root))
    records: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
    for name in SECTIONS:
        entries = iter(section(root, name).items())
        while len(problems) <= MAX_PROBLEMS and (chunk := dict(islice(entries, _CHUNK))):
            values = {**REQUIRED_KEYS, name: chunk}
            valid, found = validate(values, root, references, MAX_SUGGESTIONS - len(problems))
            problems += found
            if valid:
                records[name] |= getattr(valid, name)
    return records, problems


def _ranks_within_themselves(root: Node) -> Iterator[Problem]:
    """Yield the ranks within themselves, which no single record can know."""
    ranks = records_in(root.value, "ranks")
    within = {rank: wider for rank, values in ranks.items() if (wider := text_in(values, "within")) is not None}
    done: set[str] = set()
    for rank in within:
        chain: list[str] = []
        wider = rank
        while wider in within and wider not in done:
            done.add(wider)
            chain.append(wider)
            wider = within[wider]
        if wider in chain:
            for one in chain[chain.index(wider) :]:
                message = Message(f"rank {shown(one)} is within itself")
                yield problem_at(root, ("ranks", one, "within"), message, at_key=True)

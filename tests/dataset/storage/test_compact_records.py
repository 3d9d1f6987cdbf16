"""The events of a file as a sequence that makes records when they are asked for."""

from collections.abc import Sequence

import pytest

from dashboard.dataset.reader import read_bytes
from dashboard.dataset.schema import EventFile
from dashboard.dataset.storage.compact_records import CompactEvents
from dashboard.dataset.writer import write

TEXT = """\
schema_version: 1
title: T
sources: {s: {type: book}}
events:
  - {id: a, type: defection, status: denied, credibility: 2, persons: [{name: null, label: 김}], post: {country: RU}}
  - {id: b, type: context, title: B, status: reported}
  - id: c
    type: defection
    status: denied
    accompanied_by: []
    milestones: [{kind: report, rival: true, citations: [{source: s}]}]
"""


@pytest.fixture
def records() -> EventFile:
    result = read_bytes(TEXT.encode())
    assert result.dataset
    return result.dataset.records


def ids(events: Sequence) -> list[str]:
    return [event.id for event in events]


def test_it_is_a_sequence(records):
    events = records.events
    assert isinstance(events, Sequence)
    assert len(events) == 3
    assert ids(events) == ["a", "b", "c"]
    assert ids(reversed(events)) == ["c", "b", "a"]
    assert [events[0].id, events[-1].id] == ["a", "c"]
    assert events[1] in events
    assert events.index(events[2]) == 2


def test_a_slice_is_a_tuple(records):
    events = records.events
    assert ids(events[1:]) == ["b", "c"]
    assert ids(events[::-2]) == ["c", "a"]
    assert events[5:] == ()
    assert isinstance(events[:], tuple)


@pytest.mark.parametrize("index", [3, -4, 10**6])
def test_what_is_not_there_is_an_index_error(records, index):
    with pytest.raises(IndexError):
        records.events[index]


def test_what_is_written_as_text_becomes_what_it_is(records):
    first, _, last = records.events
    assert (first.credibility, first.persons[0].name, first.persons[0].label) == (2, None, "김")
    assert "name" not in first.persons[0].model_fields_set
    assert last.milestones[0].rival is True
    assert last.accompanied_by == ()


def test_it_equals_what_holds_equal_events(records):
    events = records.events
    assert events == tuple(events) == events
    assert tuple(events) == events
    assert events == CompactEvents.of([b'{"id":"a"}'] * 0 + [event.model_dump_json().encode() for event in events])
    assert events != events[:2]
    assert events != list(events)
    assert CompactEvents() == ()


def test_nothing_of_it_can_be_replaced(records):
    with pytest.raises(TypeError):
        records.events[0] = records.events[1]
    with pytest.raises(TypeError):
        hash(records.events)


def test_records_with_it_are_dumped_copied_and_written_as_ever(records):
    plain = records.model_copy(update={"events": tuple(records.events)})
    assert plain == records
    assert plain.model_dump() == records.model_dump()
    assert plain.model_dump_json() == records.model_dump_json()
    assert EventFile.model_validate(records.model_dump(by_alias=True, exclude_unset=True)) == records
    again = read_bytes(write(records).encode()).dataset
    assert again
    assert again.records == records

"""Reading an event file: its records, or all its problems in the order of the file."""

import gc
import re
from collections.abc import Iterator

import pytest

from dashboard.dataset import progress, reader
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import check_bytes, read_bytes
from dashboard.dataset.schema import Context, Defection
from dashboard.dataset.yaml_nodes import Document, Node
from tests.dataset.event_files import (
    COMPLETE,
    DEFECTION,
    HEAD,
    MILESTONE,
    SOURCES,
    assert_problems,
    read_text,
    records_of,
)

# Good files


def test_the_worked_example_becomes_records():
    records = records_of(COMPLETE)
    defection, context = records.events
    assert isinstance(defection, Defection)
    assert isinstance(context, Context)
    assert defection.persons[0].name is None
    assert defection.persons[0].also_known_as == ("김철삼",)
    assert defection.post.place == "vladivostok"
    assert defection.destination.status == "unknown"
    assert defection.accompanied_by == ("family",)
    assert defection.credibility == 3
    assert [m.kind for m in defection.milestones] == ["report", "official-response"]
    assert [m.rival for m in defection.milestones] == [False, True]
    assert defection.milestones[1].stance == "declined-to-confirm"
    assert defection.citations[0].paragraph == "1-4"
    assert context.places == ("jilin", "vladivostok")
    assert list(records.ranks) == ["secretary", "third-secretary"]
    assert records.places["vladivostok"].lat == 43.10562
    assert records.places["vladivostok"].geonames == 2013348
    assert records.sources["herald-2016-08-26"].doi == "10.1000/1"
    assert records.sources["herald-2016-08-26"].publisher_place == "Seoul"


def test_what_is_left_out_is_not_known():
    records = records_of(DEFECTION)
    (event,) = records.events
    assert isinstance(event, Defection)
    assert (event.title, event.summary, event.credibility, event.accompanied_by) == (None, None, None, None)
    assert (event.post.place, event.post.country) == (None, None)
    assert (event.origin, event.destination.status) == (None, None)
    assert event.persons == event.milestones == event.citations == ()


@pytest.mark.parametrize("line", ["title: null", "credibility: ~", "accompanied_by:", "summary: NULL", "summary: Null"])
def test_null_says_that_a_value_is_not_known(line):
    reading = read_text(DEFECTION + f"    {line}\n")
    assert reading.problems == ()
    assert reading.dataset
    assert reading.dataset.records == records_of(DEFECTION)


@pytest.mark.parametrize("line", ["post: null", "destination: null", "persons: null", "persons: [{also_known_as: }]"])
def test_null_says_that_a_whole_part_is_not_known(line):
    assert read_text(DEFECTION + f"    {line}\n").problems == ()


@pytest.mark.parametrize("key", ["sources", "places", "ranks"])
def test_a_list_without_entries_yet_is_no_problem(key):
    assert read_text(f"{HEAD}{key}:\nevents: []\n").problems == ()


def test_an_empty_list_of_companions_means_alone_and_is_kept_apart_from_not_stated():
    alone = records_of(DEFECTION + "    accompanied_by: []\n")
    assert isinstance(alone.events[0], Defection)
    assert alone.events[0].accompanied_by == ()


def test_json_is_read_too_because_it_is_yaml():
    text = '{"schema_version": 1, "title": "T", "events": [{"id": "a", "type": "context", "title": "T", ' \
        '"status": "denied"}]}'  # fmt: skip
    assert read_text(text).problems == ()


def test_the_digest_is_that_of_the_bytes():
    # sha256sum of "schema_version: 1\ntitle: T\n"
    assert read_text(HEAD).sha256 == "e3849602b4e966d420e7504cedaede96e76995ffdba208f5f46f3e5520b34b6b"


# Several problems at once


def test_all_problems_come_at_once_in_the_order_of_the_file():
    assert_problems(
        """\
schema_version: 1
▸titel: T
title: T
sources:
  herald: {type: ▸newspaper}
places:
  london: {name: London, country: ▸Britain, lat: ▸north, lon: 0}
  ▸london: {name: London}
events:
  - id: a
    type: defection
    persons: [{rank: ▸minister}]
    post: {place: ▸paris}
    status: ▸sure
    milestones:
      - kind: ▸gone
        date: ▸"2016-02-30"
        citations: ▸[]
  - ▸id: a
    type: context
    title: T
    status: denied
    ▸rank: minister
""",
        "title",
        "newspaper",
        "'Britain'",
        "'north'",
        "'london' is given twice",
        "'minister'",
        "'paris'",
        "'sure'",
        "'gone'",
        "February 2016 has no day 30",
        "at least one",
        "'a' is already used",
        "not a key of a context event",
    )


def test_problems_of_the_yaml_and_of_the_records_come_together():
    assert_problems(f"{HEAD}description: ▸!!str x\nranks: {{a: {{label: ▸}}}}\n", "'!!str'", "label: is missing")


def test_nothing_is_said_of_records_when_nothing_but_the_beginning_can_be_read():
    assert "nested deeper" in read_text("titel: T\nevents: " + "[" * 2000 + "\n").problems[0].message
    assert len(read_text("titel: T\nevents: " + "[" * 2000 + "\n").problems) == 1


def test_a_mistake_of_syntax_hides_no_other():
    assert_problems(
        f"▸titel: T\n{HEAD}events: ▸[\n",
        "'titel' is not a key",
        "the [ that opens here is not closed",
    )


def test_lines_may_end_as_windows_ends_them():
    assert read_bytes(b"schema_version: 1\r\ntitle: T\r\ntitel: x\r\n").problems[0].line == 3


def test_columns_count_characters_not_bytes():
    assert_problems(f"{HEAD}places: {{a: {{name: 상트페테르부르크, country: ▸XX}}}}\n", "'XX'")


def test_a_problem_prints_as_compilers_do():
    assert Problem(41, 13, "too late").located("events.yaml") == "events.yaml:41:13: too late"


# Files that hold no mapping


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing but a comment\n", "---\n", "---\n...\n", "null\n", "~", "\ufeff"]
)
def test_a_file_that_holds_nothing_says_that_it_is_empty(text):
    assert_problems("▸" + text, "the file is empty")


@pytest.mark.parametrize("text", ["- a\n- b\n", "[]", "text", "'quoted'", "42", "|\n  block\n"])
def test_a_file_must_be_a_mapping(text):
    assert_problems("▸" + text, "the file has no keys and values; it needs at least 'schema_version'")


def test_an_empty_mapping_lacks_everything():
    assert_problems("▸▸{}", "schema_version: is missing", "title: is missing")


# How it is read


def shuffled(text: str) -> str:
    """Return an event file with its list of events before sources, places and ranks."""
    head, _, events = text.partition("events:\n")
    title, _, sections = head.partition("\nsources:")
    return f"{title}\nevents:\n{events.rstrip()}\nsources:{sections}"


def test_events_may_come_before_what_they_refer_to():
    one, other = read_bytes(COMPLETE.encode()).dataset, read_bytes(shuffled(COMPLETE).encode()).dataset
    assert one
    assert other
    assert other.records == one.records
    assert other.frames.events.equals(one.frames.events)


def test_problems_of_events_are_the_same_before_what_they_refer_to():
    text = COMPLETE.replace("rank: secretary", "rank: secretry")
    assert text != COMPLETE
    (one,), (other,) = read_bytes(text.encode()).problems, read_bytes(shuffled(text).encode()).problems
    assert (one.message, one.column) == (other.message, other.column)


EVENTS = "events:\n" + "".join(f"  - {{id: e{i}, type: defection, status: denied}}\n" for i in range(9))
PLACES, RANKS = "places: {p: {name: P}}\n", "ranks: {r: {label: R}}\n"


@pytest.fixture
def unseen_objects() -> Iterator[None]:
    """Keep the objects that other tests hold out of what `gc` finds, which takes long too."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (HEAD + SOURCES + PLACES + RANKS + EVENTS, 1),
        (HEAD + SOURCES + PLACES + EVENTS, 1),
        (HEAD + EVENTS, 1),
        (HEAD + EVENTS.replace("\n  -", "\n-"), 1),
        (re.sub("(?m)^", "  ", HEAD + EVENTS), 1),
        (HEAD + SOURCES + EVENTS + PLACES + RANKS, 2),
        (HEAD + EVENTS + RANKS.replace("ranks", '"ranks"'), 2),
        (HEAD + EVENTS + RANKS.replace("ranks", r'"r\x61nks"'), 2),
        (HEAD + EVENTS + RANKS.replace("ranks", "? ranks\n"), 2),
        (HEAD + EVENTS + RANKS.replace("ranks", "&a ranks"), 2),
        (re.sub("(?m)^", "  ", HEAD + EVENTS + RANKS), 2),
        (HEAD + EVENTS + "\x85" + RANKS, 2),
    ],
)
def test_events_are_never_kept_whatever_comes_after_them_or_is_left_out(monkeypatch, unseen_objects, text, times):
    alive, documents = [], []

    def nodes_of_events():
        return sum(isinstance(it, Node) and "status" in it.value for it in gc.get_objects())

    class Watched(Document):
        def events(self):
            documents.append(self)
            for event in super().events():
                yield event
                alive.append(nodes_of_events())

    monkeypatch.setattr(reader, "Document", Watched)
    reading = read_bytes(text.encode())
    assert (len(alive), len(documents)) == (9 * times, times)
    assert 1 <= max(alive) <= 2
    assert reading.problems == ()
    assert len(reading.dataset.records.events) == 9
    assert len(reading.dataset.records.ranks) == text.count("label: R")


def test_events_under_an_anchor_or_an_alias_are_events_too():
    for text in (MILESTONE.replace("events:\n", "events: &e\n"), MILESTONE.replace("  - id", "  - &e\n    id")):
        assert records_of(text) == records_of(MILESTONE)
    twice = DEFECTION.replace("    status: reported\n", "    status: &s reported\n")
    again = "  - {id: gb-2, type: defection, status: *s}\n"
    assert [event.status for event in records_of(twice + again).events] == ["reported", "reported"]


@pytest.mark.parametrize("after", ["", "ranks: {r: {label: R}}\n"])
def test_progress_goes_up_from_nothing_to_one(monkeypatch, after):
    monkeypatch.setattr(progress, "INTERVAL_S", 0)
    events = "".join(f"  - {{id: e{i}, type: defection, status: denied}}\n" for i in range(50))
    shares = []
    read_bytes(f"{HEAD}events:\n{events}{after}".encode(), shares.append)
    assert len(shares) > 40
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.2
    assert 0.9 < shares[-2] <= shares[-1] == 1


def test_progress_is_reported_now_and_then_and_at_the_end():
    shares = []
    read_bytes(COMPLETE.encode(), shares.append)
    assert shares == [1]


@pytest.mark.parametrize("read", [read_bytes, check_bytes])
def test_no_garbage_is_collected_while_a_file_is_read_and_then_as_before(monkeypatch, read):
    states = []
    monkeypatch.setattr(progress, "INTERVAL_S", 0)
    try:
        for switch in (gc.disable, gc.enable):
            switch()
            before = gc.isenabled()
            read(COMPLETE.encode(), lambda share: states.append(gc.isenabled()) if share < 1 else None)
            assert gc.isenabled() == before
    finally:
        gc.enable()
    assert states
    assert not any(states)

"""YAML text as plain values, and where each of them stands."""

from dashboard.dataset.yaml_nodes import Document

TEXT = """\
title: T
events:
  - id: a
    persons: [{name: A}, {name: B}]
  - id: b
"""


def test_an_event_is_given_before_the_next_is_read():
    document = Document((TEXT + "  - id: [\n").encode())
    given = []
    for event in document.events():
        assert document.root
        assert document.problems == []
        given.append((document.root.value["title"], event.value["id"]))
    assert given == [("T", "a"), ("T", "b")]
    assert document.is_broken_off
    assert len(document.problems) == 1


def test_events_are_not_kept_in_the_document():
    document = Document(TEXT.encode())
    assert len(list(document.events())) == 2
    assert document.root
    assert document.root.value == {"title": "T", "events": []}
    assert not document.is_broken_off


def test_values_are_plain():
    first, _ = Document(TEXT.encode()).events()
    assert first.value == {"id": "a", "persons": [{"name": "A"}, {"name": "B"}]}
    assert [type(first.value), type(first.value["persons"])] == [dict, list]


def test_a_position_is_that_of_the_value_or_of_its_key():
    first, second = Document(TEXT.encode()).events()
    assert [first.position(), second.position()] == [(3, 5), (5, 5)]
    assert first.position(("id",)) == (3, 9)
    assert first.position(("id",), at_key=True) == (3, 5)
    assert first.position(("persons", 1)) == (4, 26)
    assert first.position(("persons", 1, "name")) == (4, 33)
    assert first.position(("persons", 1, "name"), at_key=True) == (4, 27)


def test_a_position_that_does_not_exist_is_that_of_the_deepest_value_that_does():
    first, _ = Document(TEXT.encode()).events()
    assert first.position(("persons", 1, "rank")) == (4, 26)
    assert first.position(("persons", 7, "name")) == first.position(("persons",)) == (4, 14)
    assert first.position(("title", "x")) == first.position() == (3, 5)


def test_progress_is_the_number_of_characters_read():
    positions: list[int] = []
    list(Document(TEXT.replace("T", "태").encode(), positions.append).events())
    assert positions == [TEXT.index("id: a"), TEXT.index("id: b")]

"""The writer of event files: what it writes reads well, and reads back as the same records."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.dataset.reader import read_bytes
from dashboard.dataset.schema import EventFile
from dashboard.dataset.writer import write

HOSTILE = [
    "NO", "no", "~", "null", "Null", "true", "on", "y", "1e3", "0x1F", "0o7", "010", "16:27", "1_000", ".5",
    "-", "- a", "-1", "2016-08-25", "[a]", "{a: b}", "a, b", "a: b", "a:", "a #b", "# a", "&a", "*a", "!a", "|",
    ">", "%a", "@a", "`a`", "?", "? a", ":", "<<", "=", "---", "...", '"', "'", "it's", '"quoted"', "\\", "\\n",
    "a\\", " a", "a ", "  ", "a  b", "\n", "a\n", "\na", "a\nb", "a\n\nb", "a\n b", "a \nb", "a\r\nb", "\t",
    "a\tb", "\0", "a\0b", "\x07", "\x7f", "\x85", "\u00a0", "a\u2028b", "\u202e", "\ufeff", "\ufffe", "\uffff",
    "\U000e0001", "\U0001f600", "\u3164", "김철삼", "　", "e\u0301", "x" * 300, "long words " * 30 + "end",
    "한국어 문장 " * 40 + "끝", "a: " * 60 + "b", "- " * 100 + "b", "# " * 100 + "b", "long " * 40 + "\nsecond",
    "http://example.org/a?b=c&d=e#f", "C#", "a,b", "Kim, Chol", "why?",
]  # fmt: skip


def records_of(plain: dict[str, Any]) -> EventFile:
    return EventFile.model_validate({"schema_version": 1, "title": "T", **plain})


def reread(text: str) -> EventFile:
    reading = read_bytes(text.encode())
    assert reading.dataset, (reading.problems, text)
    return reading.dataset.records


# Any text that a file can hold: a surrogate alone is none, nor are blanks.
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    st.text("ab :#-,'\"\n\t[]{}!&*?|>%@\\~", min_size=1, max_size=160),
    st.lists(st.text("abc한", min_size=1, max_size=9), min_size=10, max_size=40).map(" ".join),
).filter(str.strip)
ids = st.one_of(
    st.sampled_from(["null", "NO", "1e3", "0x1F", "2016", "true", "y", "post", "places", "citations"]),
    st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,40}\Z"),
)
dates = st.sampled_from(
    ["2016", "2016-08", "2016-08-18~", "[..2016-08-25]", "2015/..", "2016-22", "201X", "2016-08-2X"]
)


# Whole files take a while to make up.
relaxed = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def some(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Make records that hold any of these keys."""
    return st.fixed_dictionaries({}, optional=values)


@st.composite
def event_files(draw: st.DrawFn) -> EventFile:
    """Make the records of a file whose every text may be any."""
    keys = [draw(st.lists(ids, min_size=1, max_size=2, unique=True)) for _ in range(3)]
    source, place, rank = map(st.sampled_from, keys)
    fields = some(**dict.fromkeys(("title", "container-title", "author", "URL", "note", "page"), texts), issued=dates)
    point = st.fixed_dictionaries({"lat": st.floats(-90, 90), "lon": st.floats(-180, 180)})
    citations = st.lists(
        st.builds(dict.__or__, st.fixed_dictionaries({"source": source}), some(paragraph=texts)), min_size=1, max_size=2
    )
    milestone = st.builds(
        dict.__or__,
        st.fixed_dictionaries({"kind": st.just("report"), "citations": citations}),
        some(date=dates, by=texts, note=texts, place=place, rival=st.booleans()),
    )
    person = some(name=texts, label=texts, also_known_as=st.lists(texts, max_size=3), rank=rank, position=texts)
    shared = {"status": st.just("reported"), "milestones": st.lists(milestone, max_size=2), "summary": texts}
    defection = some(
        title=texts,
        persons=st.lists(person, max_size=2),
        origin=st.sampled_from(["KP", "NO"]),
        post=some(mission=texts, section=texts, place=place, country=st.just("NO")),
        destination=st.builds(lambda it: {"status": "known", "place": it}, place),
        accompanied_by=st.lists(texts, max_size=3),
        credibility=st.integers(1, 6),
        citations=citations,
    )
    context = st.fixed_dictionaries({"title": texts}, optional={"places": st.lists(place, max_size=3)})
    events = [
        {"type": kind, "id": key, **draw(st.fixed_dictionaries(shared)), **draw(it)}
        for key, kind, it in (("null", "defection", defection), ("1e3", "context", context))
    ]
    return records_of(
        {"title": draw(texts)}
        | draw(some(description=texts))
        | {
            "sources": {key: {"type": "webpage"} | draw(fields) for key in keys[0]},
            "places": {key: {"name": draw(texts)} | draw(st.one_of(point, st.just({}))) for key in keys[1]},
            "ranks": {key: {"label": draw(texts)} for key in keys[2]},
            "events": events,
        }
    )


@pytest.mark.slow
@relaxed
@given(event_files(), st.lists(texts, max_size=2))
def test_any_records_are_read_back_as_they_were(records, comment):
    assert reread(write(records, comment)) == records


@pytest.mark.slow
@relaxed
@given(event_files())
def test_what_is_read_back_is_written_to_the_same_letters(records):
    text = write(records)
    assert write(reread(text)) == text


@pytest.mark.parametrize("text", list(filter(str.strip, HOSTILE)))
def test_every_reader_of_yaml_takes_a_text_for_that_text(text):
    person = {"name": text, "also_known_as": [text, text]}
    records = records_of(
        {"description": text, "events": [{"id": "a", "type": "defection", "status": "denied", "persons": [person]}]}
    )
    plain = yaml.safe_load(write(records))
    assert plain["description"] == text
    assert plain["events"][0]["persons"][0] == person


def test_the_shipped_file_is_written_as_it_stands_but_for_its_comments(shipped, shipped_file):
    def words(text: str) -> list[str]:
        lines = [line.split("   #")[0] for line in text.splitlines() if not line.startswith("#")]
        return " ".join(lines).replace('"', "").split()

    assert words(write(shipped.records)) == words(shipped_file.read_text(encoding="utf-8"))


def test_a_file_is_laid_out_to_be_edited_by_hand():
    citations = [{"source": "herald", "paragraph": "1"}]
    records = records_of(
        {
            "sources": {"herald": {"type": "webpage", "container-title": "The Herald", "issued": "2016-08-26"}},
            "places": {"oslo": {"name": "Oslo", "country": "NO", "lat": 59, "lon": 10.75}},
            "events": [
                {
                    "id": "a",
                    "type": "defection",
                    "persons": [{"label": "Official", "also_known_as": ["김철삼", "a, b"]}],
                    "accompanied_by": [],
                    "status": "reported",
                    "milestones": [{"kind": "report", "date": "2016", "citations": citations}],
                    "summary": "One.\n\nTwo: three.",
                },
                {"id": "b", "type": "context", "title": "NO", "places": ["oslo"], "status": "denied"},
            ],
        }
    )
    assert write(records, ["Some of it", "a\u202eb\nc"]) == (
        "# Some of it\n"
        "# a⟨U+202E⟩b c\n"
        "\n"
        "schema_version: 1\n"
        "title: T\n"
        "\n"
        "sources:\n"
        "  herald:\n"
        "    type: webpage\n"
        "    container-title: The Herald\n"
        '    issued: "2016-08-26"\n'
        "\n"
        "places:\n"
        '  oslo: {name: Oslo, country: "NO", lat: 59, lon: 10.75}\n'
        "\n"
        "events:\n"
        "  - id: a\n"
        "    type: defection\n"
        "    persons:\n"
        "      - name: null\n"
        "        label: Official\n"
        '        also_known_as: [김철삼, "a, b"]\n'
        "    accompanied_by: []\n"
        "    status: reported\n"
        "    milestones:\n"
        "      - kind: report\n"
        '        date: "2016"\n'
        '        citations: [{source: herald, paragraph: "1"}]\n'
        "    summary: |-\n"
        "      One.\n"
        "\n"
        "      Two: three.\n"
        "\n"
        "  - id: b\n"
        "    type: context\n"
        '    title: "NO"\n'
        "    places: [oslo]\n"
        "    status: denied\n"
    )


def test_long_texts_are_folded_and_lists_that_do_not_fit_into_a_line_stand_below_one_another():
    names = [f"Name {n} of some length" for n in range(8)]
    records = records_of(
        {
            "description": "word " * 40 + "end",
            "events": [{"id": "a", "type": "defection", "status": "denied", "persons": [{"also_known_as": names}]}],
        }
    )
    text = write(records)
    assert max(map(len, text.splitlines())) <= 120
    assert "description: >-\n  word word" in text
    assert "        also_known_as:\n          - Name 0 of some length\n" not in text
    assert "      - also_known_as:\n          - Name 0 of some length\n          - Name 1" in text


@pytest.mark.parametrize("degrees", [1e-05, -1e-7, 5e-324, 0.1, 51.0, -0.12574, 0.0])
def test_a_coordinate_is_a_number_to_every_reader_of_yaml_however_small_it_is(degrees):
    records = records_of({"places": {"p": {"name": "P", "lat": degrees, "lon": degrees}}, "events": []})
    text = write(records)
    assert reread(text) == records
    assert yaml.safe_load(text)["places"]["p"] == {"name": "P", "lat": degrees, "lon": degrees}

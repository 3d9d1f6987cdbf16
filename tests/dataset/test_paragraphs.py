"""The paragraphs of one source stand together, and none twice."""

import pytest

from dashboard.dataset.paragraphs import merge_citations, merge_paragraphs
from dashboard.dataset.schema import Citation
from tests.builders import HEAD, event, selection


@pytest.mark.parametrize(
    ("texts", "merged"),
    [
        (["3", "3", "5"], "3, 5"),
        (["3, 3, 5"], "3, 5"),
        (["5, 13-14"], "5, 13-14"),
        (["1-4", "3", "5"], "1-4, 5"),
        (["3", "1–4"], "1–4"),
        (["1-4", "1-4"], "1-4"),
        (["1-4", "1–4"], "1-4"),
        (["2-5", "4-7"], "2-5, 4-7"),
        (["lead", "lead"], "lead"),
        (["section 4, 5", "section 2, 5"], "section 4, 5; section 2, 5"),
    ],
)
def test_no_paragraph_is_repeated(texts: list[str], merged: str) -> None:
    assert merge_paragraphs(texts) == merged


def test_each_source_stands_once_with_all_its_paragraphs_and_once_as_a_whole() -> None:
    pairs = [("a", "3"), ("b", None), ("a", "3, 5"), ("b", "1"), ("b", None), ("a", None)]
    citations = [Citation(source=source, paragraph=paragraph) for source, paragraph in pairs]
    assert merge_citations(citations) == [("a", "3, 5"), ("b", None), ("b", "1"), ("a", None)]


def test_an_event_whose_claims_cite_the_same_paragraphs_names_its_source_once() -> None:
    cited = ("{source: s, paragraph: '3'}", "{source: s, paragraph: '5, 3'}")
    claims = ", ".join(f"{{kind: report, date: '201{n}', citations: [{it}, {cited[0]}]}}" for n, it in enumerate(cited))
    found = selection(f"{HEAD}events:\n" + event("a", "defection", milestones=f"[{claims}]"))
    assert found.events["citations"].tolist() == ["book, paragraphs 3, 5"]
    assert found.milestones["paragraphs"].tolist() == ["3", "5, 3"]
    assert found.milestones["citations"].tolist() == ["book, paragraph 3", "book, paragraphs 5, 3"]

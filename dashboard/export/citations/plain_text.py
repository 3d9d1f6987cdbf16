"""Citations as plain text, one a line."""

from dashboard.dataset import date_words
from dashboard.export.citations.references import Reference, cited_references, one_line
from dashboard.selection import Selection

_NUMBER_LABELS = {"volume": "vol.", "issue": "no.", "page": "p."}
_SENTENCE_ENDS = tuple(end + quote for end in ".?!" for quote in ("", "”"))


def as_text(selection: Selection, url: str | None = None, max_sources: int | None = None) -> str:
    """Return the citations of a view and of its sources, or the first of these, as plain text, one a line."""
    view, *sources = (_line(reference) for reference in cited_references(selection, url, max_sources))
    return "\n".join([view, *(["", "Sources:", ""] if sources else []), *sources]) + "\n"


def _line(reference: Reference) -> str:
    """Return a reference in one line: author, title, container or publisher, date, version, address."""
    title = reference.get("title")
    if title and "container-title" in reference:
        title = f"“{title}”"
    parts = [
        reference.get("author"),
        title,
        "Data set" if reference["type"] == "dataset" else None,
        _publication(reference),
        reference.get("version"),
        f"ISBN {reference['ISBN']}" if "ISBN" in reference else None,
        reference.get("note"),
        f"Accessed {date_words.text_in_words(reference['accessed'])}" if "accessed" in reference else None,
    ]
    sentences = [part if part.endswith(_SENTENCE_ENDS) else f"{part}." for part in parts if part]
    address = f"https://doi.org/{reference['DOI']}" if "DOI" in reference else reference.get("URL")
    return one_line(" ".join([*sentences, *([address] if address else [])])) or str(reference["type"])


def _publication(reference: Reference) -> str:
    """Return where and when a reference appeared: `The Herald, vol. 3, p. 1-4, 26 August 2016`."""
    numbers = [f"{label} {reference[field]}" for field, label in _NUMBER_LABELS.items() if field in reference]
    publisher = ": ".join(reference[field] for field in ("publisher-place", "publisher") if field in reference)
    issued = date_words.issued_in_words(reference["issued"]) if "issued" in reference else None
    return ", ".join(part for part in (reference.get("container-title"), *numbers, publisher, issued) if part)

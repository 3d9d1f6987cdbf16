"""What persons, events, sources and citations are called."""

from dashboard.dataset import date_words
from dashboard.dataset.schema import Context, Defection, Person, Source


def person_label(person: Person) -> str:
    """Return the name of a person, or what is shown where there is none."""
    return person.name or person.label or "Unidentified person"


def event_label(event: Defection | Context) -> str:
    """Return what an event is called in a chart: its persons, or the title of a context event."""
    if isinstance(event, Context):
        return event.title
    return ", ".join(map(person_label, event.persons)) or event.title or event.id


def title_beside(label: str, title: str | None) -> str | None:
    """Return the title of an event that is called `label`; nothing where that says it already."""
    return title if title != label else None


def source_text(source: Source) -> str:
    """Return a source in words: `The Korea Herald, 26 August 2016`."""
    return f"{source.name}, {date_words.issued_in_words(source.issued)}" if source.issued else source.name


def citation_text(source: str, paragraph: str | None) -> str:
    """Return a source in words with the paragraph cited: `The Korea Herald, 26 August 2016, paragraphs 1-4`."""
    if not paragraph:
        return source
    if paragraph.startswith("row "):  # of a table
        return f"{source}, {paragraph}"
    several = not paragraph.isdigit() and any(sign in paragraph for sign in "-–,;")
    return f"{source}, paragraph{'s' if several else ''} {paragraph}"

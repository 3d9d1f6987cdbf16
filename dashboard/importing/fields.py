"""What a column of a table may hold: the name of each field, and the headings that are read as it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from dashboard.dataset.text import fold

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Who
        "id": ("event id", "case id", "identifier"),
        "name": ("person", "persons", "who", "names", "full name", "defector", "defectors", "official", "diplomat"),
        "also known as": ("aka", "a k a", "alias", "aliases", "other names", "native name", "name in hangul", "hangul",
                          "korean name", "original name", "other spellings", "romanisation", "romanization"),
        "rank": ("grade", "diplomatic rank"),
        "position": ("function", "job", "role", "job title", "occupation", "title of post", "duties"),
        "organisation": ("organization", "ministry", "institution", "employer", "agency", "affiliation"),
        "origin": ("from", "nationality", "citizenship", "country of origin", "origin country", "home country",
                   "defected from", "home state", "sending country", "sending state"),
        "accompanied by": ("accompanied", "together with", "companions", "family members"),
        # Where
        "place": ("city", "post", "posted", "posted to", "posted at", "location", "town", "duty station", "station",
                  "place of posting", "city of posting", "served in", "where", "post city", "stationed in",
                  "last post", "last posting", "last known post"),
        "country": ("posted in", "posting", "host country", "country of posting", "country posted in", "post country",
                    "host state", "receiving country", "receiving state", "country of post"),
        "state": ("province", "region", "us state", "federal state", "state or province"),
        "mission": ("embassy", "diplomatic mission", "mission type"),
        "section": ("department", "section of mission", "division"),
        "latitude": ("lat", "post latitude"),
        "longitude": ("lon", "lng", "long", "post longitude"),
        "geonames": ("geonames id", "geonameid", "geoname id", "geonames no"),
        "destination": ("to", "went to", "defected to", "destination city", "fled to", "resettled in", "asylum in",
                        "destination place", "now in", "place of destination", "sought asylum in", "asylum sought in"),
        "destination country": ("country of destination", "country of asylum", "asylum country"),
        "destination geonames": ("destination geonames id",),
        "whereabouts": ("destination status", "current whereabouts", "fate"),
        # When
        "date": ("when", "dates", "event date", "date of event", "date of defection", "defection date", "defected",
                 "date defected", "defected on", "day month", "day and month", "month day", "month and day"),
        "left": ("departure", "departed", "date left", "left on", "departure date", "date of departure", "left post",
                 "date of escape", "escaped", "escape date", "fled", "date fled"),
        "arrived": ("arrival", "arrival date", "date of arrival", "date arrived", "arrived on", "reached"),
        "announced": ("announcement", "announcement date", "date of announcement", "date announced", "announced on"),
        "reported": ("report", "report date", "reported on", "date reported", "date of report", "first reported",
                     "made public", "became public"),
        "response": ("official response", "response date", "date of response", "responded", "official response date"),
        "response by": ("responded by", "response from", "who responded"),
        "stance": ("response stance", "official stance"),
        "year": (), "month": (), "day": (), "end year": (), "end month": (), "end day": (),
        # How sure, and who says so
        "status": ("certainty", "confirmation", "event status", "certain", "sure", "confirmed", "confidence",
                   "level of confidence", "confidence level", "verified"),
        "credibility": ("admiralty", "admiralty scale", "credibility rating", "admiralty credibility"),
        "source": ("sources", "reference", "references", "ref", "refs", "citation", "citations", "publication"),
        "url": ("link", "links", "urls", "source url", "source link", "web address", "website",
                "hyperlink", "article url", "article link"),
        "outlet": ("newspaper", "medium", "publisher", "media outlet", "source name", "news outlet", "container title"),
        "headline of source": ("article", "article title", "title of article", "source title"),
        "author": ("authors", "byline", "journalist"),
        "published": ("published on", "publication date", "date of publication", "date published", "issued",
                      "source date", "date of source", "article date", "date of article"),
        "accessed": ("access date", "date accessed", "accessed on", "date of access", "retrieved", "retrieved on",
                     "last accessed", "seen on", "seen", "read on", "viewed", "viewed on"),
        "paragraph": ("paragraphs", "para", "page", "pages", "section of source"),
        "language": ("language of source", "source language", "lang"),
        # What it is
        "title": ("headline", "event title", "case title"),
        "type": ("event type", "type of event", "kind of event"),
        "summary": ("description", "text", "abstract", "details", "what happened", "story", "case summary"),
        "note": ("notes", "remark", "remarks", "comment", "comments"),
    }
)  # fmt: skip
"""Each field with headings that mean it; a heading that is the name of the field itself means it too."""

DATES: Mapping[str, str] = MappingProxyType(
    {
        "left": "departure",
        "date": "departure",
        "arrived": "arrival",
        "announced": "announcement",
        "reported": "report",
        "response": "official-response",
    }
)
"""The fields that are dates of claims, each with the kind of its claim, in the order of the claims of an event."""

REPEATABLE = frozenset(("source", "url", "note"))
"""The fields that several columns may hold."""

TIMELINE_JS = frozenset(("year", "month", "day", "headline", "text", "media", "display date"))
"""Headings that together only the spreadsheet of TimelineJS has."""


def heading_key(heading: str) -> str:
    """Return a heading without case, accents, brackets, signs and a number at its end."""
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    plain = re.sub(r"[^\w]|_", " ", fold(plain if plain.strip() else heading))
    words = plain.split()
    if len(words) > 1 and words[-1].isdigit():
        words.pop()
    return " ".join(re.sub(r"(?<=[a-z])\d$", "", word) for word in words)


def field_by_heading() -> dict[str, str]:
    """Return the fields by the keys of their headings."""
    keys = {heading_key(name): name for name in HEADINGS}
    return {heading_key(heading): name for name, headings in HEADINGS.items() for heading in headings} | keys


_ARTICLES = frozenset(("a", "an", "the"))
_SMALL_WORDS = frozenset(("of", "is", "was", "were"))
_QUESTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "when": frozenset((*DATES, "published", "accessed")),
        "date": frozenset((*DATES, "published", "accessed")),
        "how": frozenset(("status",)),
        "where": frozenset(("place", "country", "destination")),
        "web": frozenset(("url",)),
    }
)
"""Words that may stand before or behind a known heading, with the fields of which they ask: `left when`, not `date of
posting`."""


def field_of_heading(heading: str, known: Mapping[str, str]) -> str | None:
    """Return the field that a heading means; `known` are fields by the keys of headings."""
    words = [word for word in heading_key(heading).split() if word not in _ARTICLES]
    if field := known.get(heading_key(heading)) or known.get(" ".join(words)):
        return field
    words = [word for word in words if word not in _SMALL_WORDS]
    asked = [word for word in words if word in _QUESTION_WORDS]
    field = known.get(" ".join(word for word in words if word not in asked))
    return field if all(field in _QUESTION_WORDS[word] for word in asked) else None

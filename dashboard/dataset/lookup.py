"""Look up what the ids in an event stand for: places, sources and ranks."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.dataset.labels import source_text
from dashboard.dataset.schema import Place, Rank, Source


@dataclass(frozen=True)
class Lookup:
    """What the ids of places, sources and ranks in a file stand for."""

    places: Mapping[str, Place]
    source_names: Mapping[str, str]
    source_texts: Mapping[str, str]  # name and date
    source_urls: Mapping[str, str | None]
    rank_labels: Mapping[str, str]


def lookup_of(sources: Mapping[str, Source], places: Mapping[str, Place], ranks: Mapping[str, Rank]) -> Lookup:
    """Return what the ids of a file's sources, places and ranks stand for."""
    return Lookup(
        places=places,
        source_names={key: source.name for key, source in sources.items()},
        source_texts={key: source_text(source) for key, source in sources.items()},
        source_urls={key: source.url for key, source in sources.items()},
        rank_labels={key: rank.label for key, rank in ranks.items()},
    )

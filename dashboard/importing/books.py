"""What the events of a table share: its places, ranks, sources and ids, and what its cells are read with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.importing.cells import Cell
from dashboard.importing.claims import DateReader
from dashboard.importing.gazetteer import Gazetteer
from dashboard.importing.persons import RankBook
from dashboard.importing.places import PlaceBook
from dashboard.importing.problems import ReadingLog
from dashboard.importing.sources import SourceBook


@dataclass(frozen=True)
class Books:
    """What the events of a table share.

    A row is read into blank books of its own, which are entered into those of the table if it has no problem: a row
    that is left out leaves nothing in the file.
    """

    places: PlaceBook
    ranks: RankBook
    sources: SourceBook
    gazetteer: Gazetteer
    dates: DateReader
    ids: dict[str, Cell | None] = field(default_factory=dict)
    """The ids that are used, each with its cell if the table has it."""

    @property
    def log(self) -> ReadingLog:
        """What has to be told about the values of the table, those of rows with problems too."""
        return self.dates.log

    def of_row(self) -> "Books":
        """Return blank books for a row."""
        return replace(self, places=PlaceBook(), ranks=RankBook(), sources=self.sources.blank())

    def enter(self, event: Mapping[str, Any], of_row: "Books") -> dict[str, Any]:
        """Return an event of a row as these books have its places, ranks and sources, which are entered into them."""
        places = {id_: self.places.id_of(place) for id_, place in of_row.places.places.items()}
        numbers = self.sources.enter(of_row.sources)
        entered = dict(event)
        for key in ("post", "destination"):
            if "place" in entered.get(key, ()):
                entered[key] = {**entered[key], "place": places[entered[key]["place"]]}
        if "places" in entered:
            entered["places"] = [places[id_] for id_ in entered["places"]]
        if "persons" in entered:
            entered["persons"] = [self._with_rank(person, of_row.ranks) for person in entered["persons"]]
        entered["milestones"] = [
            {**claim, "citations": [{**it, "source": numbers[it["source"]]} for it in claim["citations"]]}
            for claim in entered["milestones"]
        ]
        return entered

    def _with_rank(self, person: Mapping[str, Any], of_row: RankBook) -> dict[str, Any]:
        """Return a person with the rank of these books, and as it is stated where they have it in other letters."""
        entered = dict(person)
        if rank := entered.pop("rank", None):
            stated = entered.pop("rank_as_stated", of_row.labels[rank])
            entered["rank"] = self.ranks.id_of(stated)
            if self.ranks.labels[entered["rank"]] != stated:
                entered["rank_as_stated"] = stated
        return entered

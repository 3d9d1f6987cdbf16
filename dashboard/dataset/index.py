"""The columns by which events are filtered, counted and ordered, as numpy arrays: far quicker than frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.dataset.calendar_days import day_number
from dashboard.dataset.categorical import CategoricalColumn, categorical_column
from dashboard.dataset.claim_counts import ClaimCounts
from dashboard.dataset.country_points import names_within_countries, rows_within_countries
from dashboard.dataset.durations import certain_day_numbers, is_interval
from dashboard.dataset.edtf import EdtfDate
from dashboard.dataset.event_countries import country_search
from dashboard.dataset.frames import Frames
from dashboard.dataset.nearest_name import Names, names_in
from dashboard.dataset.periods import dates_with_gaps, period_bounds, periods_of, periods_of_dates_with_gaps
from dashboard.dataset.place_index import NamedPlaces, PlaceIndex, build_place_index, named_places
from dashboard.dataset.ranking import Ranking, first_ranks, ranking_of
from dashboard.dataset.schema import Rank
from dashboard.dataset.search import EventSearch

__all__ = ["CategoricalColumn", "EventIndex", "PlaceIndex", "day_number"]


@dataclass(frozen=True)
class EventIndex:
    """What filters, counts and charts ask of the events of a file; each answer is worked out when first asked for.

    Arrays have the shape (events,), in the order of the file, unless they say otherwise. Days are numbers of days from
    1970-01-01, NaN where open or not known.
    """

    frames: Frames
    ranks: Mapping[str, Rank]

    @cached_property
    def is_defection(self) -> np.ndarray:
        """Whether each event is a defection, and not context."""
        return np.asarray(self.frames.events["type"] == "defection", dtype=bool)

    @cached_property
    def is_counted(self) -> np.ndarray:
        """Whether each event counts: defections, or in a file of context alone all events."""
        return self.is_defection if self.is_defection.any() else ~self.is_defection

    @cached_property
    def earliest(self) -> np.ndarray:
        """The first day on which each event may lie, by its first claim, which places it in time."""
        return day_numbers(self.frames.events["date_earliest"])

    @cached_property
    def latest(self) -> np.ndarray:
        """The last day on which each event may lie, by its first claim."""
        return day_numbers(self.frames.events["date_latest"])

    @cached_property
    def is_lasting(self) -> np.ndarray:
        """Whether each event went on from a day to another, by its first claim."""
        return self.date.where(np.array([is_interval(text) for text in self.date.values], dtype=bool))

    @cached_property
    def latest_start(self) -> np.ndarray:
        """The last day on which each event may begin: that of `latest`, unless it lasted."""
        return np.where(self.is_lasting, np.append(self._certain_days[0], np.nan)[self.date.codes], self.latest)

    @cached_property
    def earliest_end(self) -> np.ndarray:
        """The first day on which each event may end: that of `earliest`, unless it lasted."""
        return np.where(self.is_lasting, np.append(self._certain_days[1], np.nan)[self.date.codes], self.earliest)

    @cached_property
    def _certain_days(self) -> tuple[np.ndarray, np.ndarray]:
        return certain_day_numbers(self.date.values)

    @cached_property
    def is_undated(self) -> np.ndarray:
        """Whether nothing is known of the date of each event."""
        return np.asarray(self.date.codes < 0)

    @cached_property
    def is_unbounded(self) -> np.ndarray:
        """Whether each event has neither a first nor a last possible day: undated, or dated `[..2014,2016..]`."""
        return np.asarray(np.isnan(self.earliest) & np.isnan(self.latest))

    @cached_property
    def claim_counts(self) -> ClaimCounts:
        """How many claims each event has, by what is known of them."""
        return ClaimCounts(self.frames.milestones, len(self.frames.events))

    @cached_property
    def date(self) -> CategoricalColumn:
        """The date of the first claim of each event, as written."""
        return categorical_column(self.frames.events["date"])

    @cached_property
    def dates_with_gaps(self) -> dict[int, EdtfDate]:
        """The dates that may leave out days between their bounds, by their number among the values of `date`."""
        return dates_with_gaps(self.date.values)  # kept, for there may be more of them than edtf.parse remembers

    @cached_property
    def has_gaps(self) -> np.ndarray:
        """Whether the date of each event is one of `dates_with_gaps`."""
        return np.isin(self.date.codes, list(self.dates_with_gaps))

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The years in which events begin or end, and the months if there are few, as EDTF and in their order."""
        return periods_of(self.frames.events[["date_earliest", "date_latest"]])

    @cached_property
    def period_bounds(self) -> np.ndarray:
        """The first and the last day of each of `periods`, shape (periods, 2)."""
        return period_bounds(self.periods)

    @cached_property
    def periods_of_dates_with_gaps(self) -> np.ndarray:
        """In which of `periods` each of `dates_with_gaps` may lie: pairs of their numbers, shape (pairs, 2)."""
        return periods_of_dates_with_gaps(self.periods, self.dates_with_gaps)

    @cached_property
    def post_country(self) -> CategoricalColumn:
        """The country of the post, ISO 3166-1 alpha-2."""
        return categorical_column(self.frames.events["post_country"])

    @cached_property
    def destination_country(self) -> CategoricalColumn:
        """The country of destination, ISO 3166-1 alpha-2."""
        return categorical_column(self.frames.events["destination_country"])

    @cached_property
    def destination_status(self) -> CategoricalColumn:
        """Whether the destination is known, or why not: one of `DestinationStatus`; missing where not stated."""
        return categorical_column(self.frames.events["destination_status"])

    @cached_property
    def destination(self) -> CategoricalColumn:
        """The country of destination, or the destination status where none is known; missing if neither is stated."""
        events = self.frames.events
        status = events["destination_status"]
        return categorical_column(events["destination_country"].fillna(status.where(status != "known")))

    @cached_property
    def status(self) -> CategoricalColumn:
        """How far each event is established; one of `EventStatus`."""
        return categorical_column(self.frames.events["status"])

    @cached_property
    def first_rank(self) -> CategoricalColumn:
        """The rank of the first person of each event who has one."""
        return first_ranks(self.frames.persons, len(self.frames.events))

    @cached_property
    def ranking(self) -> Ranking:
        """The events of each rank, those of the ranks within it included."""
        return ranking_of(self.frames.persons, {key: rank.within for key, rank in self.ranks.items()})

    def with_rank(self, ranks: frozenset[str]) -> np.ndarray:
        """Return a mask of the events with a person of one of these ranks; ranks within them do not count."""
        found = np.zeros(len(self.frames.events), dtype=bool)
        found[self.frames.persons["event"].to_numpy()[self._person_rank.isin(ranks)]] = True
        return found

    @cached_property
    def _person_rank(self) -> CategoricalColumn:
        return categorical_column(self.frames.persons["rank"])

    @cached_property
    def search(self) -> EventSearch:
        """The search in texts, names and countries."""
        return EventSearch(self.frames.search, country_search(self.frames))

    @cached_property
    def names(self) -> Names:
        """The names of persons, places, countries and sources by which events can be found."""
        return Names(names_in(self.frames))

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """The locations that have coordinates, and those with a country but no point, at a point inside it."""
        located = self.frames.locations[self.frames.locations["latitude"].notna()]
        within = rows_within_countries(self.frames.locations, self.frames.events)
        if within.empty:
            return located
        both = pd.concat([located, within[list(located)].astype(located.dtypes)], ignore_index=True)
        return both.sort_values("event", kind="stable", ignore_index=True)

    @cached_property
    def names_within_countries(self) -> NamedPlaces:
        """The names in the file of what is drawn at a point inside its country."""
        return named_places(names_within_countries(self.frames.locations, self.frames.events), self.places)

    @cached_property
    def points(self) -> pd.DataFrame:
        """The rows of `drawn` that place an event on the map: its post or places of context, else its destination."""
        first = self.drawn["role"] != "destination"
        elsewhere = ~self.drawn["event"].isin(self.drawn.loc[first, "event"])
        points: pd.DataFrame = self.drawn[first | elsewhere]
        return points

    @cached_property
    def places(self) -> PlaceIndex:
        """The places that are drawn on the map, and which of them each event has."""
        return build_place_index(self.drawn, len(self.frames.events))

    @cached_property
    def is_placed(self) -> np.ndarray:
        """Whether each event has a point on the map."""
        found = np.zeros(len(self.frames.events), dtype=bool)
        found[self.points["event"].to_numpy()] = True
        return found

    @cached_property
    def display_order(self) -> np.ndarray:
        """Row numbers in the order of cards and tables: defections, then context, each by time, the undated last."""
        when = np.where(np.isnan(self.earliest), self.latest, self.earliest)
        ids = pd.factorize(self.frames.events["id"], sort=True)[0]
        return np.lexsort((ids, when, ~self.is_defection))

    @cached_property
    def row_by_id(self) -> dict[str, int]:
        """The row number of each event by its id."""
        return {key: row for row, key in enumerate(self.frames.events["id"].tolist())}


def day_numbers(column: pd.Series) -> np.ndarray:
    """Return a column of days as numbers of days from 1970-01-01, NaN where missing."""
    numbers = column.to_numpy("datetime64[D]").astype("int64").astype(float)
    return np.where(column.isna(), np.nan, numbers)

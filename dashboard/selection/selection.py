"""The events of a dataset that a reader's filters keep: the one value that every chart, table and sentence takes."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.dataset import Dataset
from dashboard.selection.counts import Counts, count_events, count_options, count_periods
from dashboard.selection.filters import Filters
from dashboard.selection.masks import filter_masks
from dashboard.selection.query import Query, read_filters
from dashboard.selection.wording import count_phrases, filter_words, status_phrases


@dataclass(frozen=True, eq=False)
class Selection:
    """The events of a dataset that a set of filters keeps. What follows from that is worked out once, when asked for.

    `part` narrows it to some of these events, given by row number: a page of a list, or one entry of a legend.
    """

    dataset: Dataset
    filters: Filters = field(default_factory=Filters)
    part: np.ndarray | None = None

    @cached_property
    def filter_mask(self) -> np.ndarray:
        """Which events the filters keep: bool, shape (n events of the file,)."""
        everything = np.ones(len(self.dataset.frames.events), dtype=bool)
        return np.asarray(np.logical_and.reduce([everything, *self._masks.values()]))

    @cached_property
    def mask(self) -> np.ndarray:
        """Which events are selected: bool, shape (n events of the file,)."""
        if self.part is None:
            return self.filter_mask
        mask = np.zeros_like(self.filter_mask)
        mask[self.part] = True
        return np.asarray(mask & self.filter_mask)

    @cached_property
    def rows(self) -> np.ndarray:
        """The row numbers of the selected events, in file order."""
        return np.flatnonzero(self.mask)

    @cached_property
    def rows_in_display_order(self) -> np.ndarray:
        """The row numbers as cards and tables list them: defections in order of time, then context, undated last."""
        order = self.dataset.index.display_order
        return np.asarray(order[self.mask[order]])

    @cached_property
    def rows_in_order_of_time(self) -> np.ndarray:
        """The row numbers by the time of the events, defections or not, the undated last."""
        order = self.dataset.index.order_of_time
        return np.asarray(order[self.mask[order]])

    def __len__(self) -> int:
        """Return how many events are selected."""
        return len(self.rows)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The selected rows of the events frame."""
        rows: pd.DataFrame = self.dataset.frames.events.iloc[self.rows]
        return rows

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """The rows of the milestones frame of the selected events; their `event` is the index of `events`."""
        return self._rows_of(self.dataset.frames.milestones)

    @cached_property
    def locations(self) -> pd.DataFrame:
        """The rows of the locations frame of the selected events; their `event` is the index of `events`."""
        return self._rows_of(self.dataset.frames.locations)

    @cached_property
    def counts(self) -> Counts:
        """How many events are selected, and what is not known of them."""
        return count_events(self.mask, self.dataset)

    @cached_property
    def counted(self) -> int:
        """How many defections are selected; in a file of context alone, how many events."""
        return int((self.mask & self.dataset.index.is_counted).sum())

    @cached_property
    def status_counts(self) -> dict[str, int]:
        """How many of the selected defections have which status."""
        return self.dataset.index.status.count_by_value(self.mask & self.dataset.index.is_defection)

    @cached_property
    def source_ids(self) -> list[str]:
        """The sources that the selected events cite, in the order of citing."""
        return list(self._rows_of(self.dataset.frames.cited)["source"].unique())

    @cached_property
    def option_counts(self) -> dict[str, dict[str, int]]:
        """The values that each list filter offers, with the number of events that each would show."""
        return count_options(self.filters, self._masks, self.dataset)

    @cached_property
    def period_counts(self) -> dict[str, int]:
        """The years and months that the date filters offer, with the number of events that each would show."""
        return count_periods(self.filters, self._masks, self.dataset)

    @cached_property
    def filter_words(self) -> dict[str, str]:
        """Each filter that is set, in words, by its query key."""
        return filter_words(self.filters, self.dataset)

    @cached_property
    def count_phrases(self) -> list[str]:
        """What is shown and what is not known of it, in words."""
        return count_phrases(self.counts)

    @cached_property
    def status_phrases(self) -> list[str]:
        """How sure the selected defections are, in words; nothing where all are confirmed."""
        return status_phrases(self.status_counts)

    @cached_property
    def counted_without_filter(self) -> dict[str, int]:
        """The value of `counted` without each filter that is set; only where that shows any."""
        numbers = {key: self._counted(self.filters.without(key)) for key in self.filters.active}
        return {key: n for key, n in numbers.items() if n}

    @cached_property
    def counted_after_filter(self) -> dict[str, int]:
        """The value of `counted` after each filter that is set, one upon the other, down to none."""
        left: dict[str, int] = {}
        for n, key in enumerate(self.filters.active, 1):
            left[key] = self._counted(self.filters.without(*self.filters.active[n:]))
            if not left[key]:
                break
        return left

    @cached_property
    def nearest_name(self) -> str | None:
        """The name in the file that is nearest to the search text, where nothing matches that text."""
        found = self._masks.get("q")
        return None if found is None or found.any() else self.dataset.index.names.nearest(self.filters.q)

    @cached_property
    def not_stated(self) -> dict[str, int]:
        """How many defections a filter drops only because the file does not say what it asks for, by its query key."""
        index = self.dataset.index
        is_silent = {
            "post": index.post_country.codes < 0,
            "to": index.destination.codes < 0,
            "rank": index.first_rank.codes < 0,
            "box": ~index.is_placed,
        }
        numbers = {
            key: int((Selection(self.dataset, self.filters.without(key)).mask & index.is_defection & silent).sum())
            for key, silent in is_silent.items()
            if getattr(self.filters, key)
        }
        return {key: n for key, n in numbers.items() if n}

    def only(self, rows: np.ndarray) -> "Selection":
        """Return the same selection narrowed to some of its events, given by row number."""
        return Selection(self.dataset, self.filters, rows)

    @cached_property
    def _masks(self) -> dict[str, np.ndarray]:
        return filter_masks(self.filters, self.dataset)

    def _rows_of(self, frame: pd.DataFrame) -> pd.DataFrame:
        rows: pd.DataFrame = frame[self.mask[frame["event"].to_numpy()]]
        return rows

    def _counted(self, filters: Filters) -> int:
        return Selection(self.dataset, filters).counted


def select(dataset: Dataset, query: Query = "") -> tuple[Selection, list[str]]:
    """Return the selection of a URL query, with a sentence for each part of it that makes no sense and is ignored."""
    filters, ignored = read_filters(query, dataset)
    return Selection(dataset, filters), ignored

"""One filter → one mask: which events of a dataset it keeps.

Filters by post, destination and rank keep all context events, which have none of these; all other filters apply to
context events too. Every mask is a bool array of shape (n events,), in file order.
"""

from datetime import date

import numpy as np

from dashboard.dataset import Dataset
from dashboard.dataset.country_spellings import country_named
from dashboard.dataset.index import EventIndex, day_number
from dashboard.selection.filters import Box, Filters
from dashboard.selection.query import first_day, last_day


def filter_masks(filters: Filters, dataset: Dataset) -> dict[str, np.ndarray]:
    """Return the mask of every filter that is set, by its query key.

    `dates` is that of `from`, `until` and `certain` together.
    """
    index = dataset.index
    masks: dict[str, np.ndarray] = {}
    if filters.post:
        masks["post"] = post_mask(filters.post, index)
    if filters.to:
        masks["to"] = destination_mask(filters.to, index)
    if filters.rank:
        masks["rank"] = rank_mask(filters.rank, dataset)
    if filters.status:
        masks["status"] = index.status.isin(filters.status)
    if filters.since or filters.until:
        masks["dates"] = date_mask(first_day(filters.since), last_day(filters.until), filters.certain, index)
    if filters.box:
        masks["box"] = box_mask(filters.box, index)
    if filters.q:
        masks["q"] = text_mask(filters.q, index)
    if not filters.context:
        masks["context"] = index.is_defection
    return masks


def text_mask(text: str, index: EventIndex) -> np.ndarray:
    """Keep events that match all of a text (see `dataset.search`).

    Names of countries in other languages take a moment to load, so they are asked for where nothing else is found.
    """
    found = index.search.matching(text)
    return found if found.any() else index.search.matching(text, country_named)


def post_mask(countries: tuple[str, ...], index: EventIndex) -> np.ndarray:
    """Keep defections from posts in these countries, and all context."""
    return np.asarray(~index.is_defection | index.post_country.isin(countries))


def destination_mask(destinations: tuple[str, ...], index: EventIndex) -> np.ndarray:
    """Keep defections to these countries or with these destination statuses, and all context."""
    is_there = index.destination_country.isin(destinations)
    return np.asarray(~index.is_defection | is_there | index.destination_status.isin(destinations))


def rank_mask(ranks: tuple[str, ...], dataset: Dataset) -> np.ndarray:
    """Keep defections of persons of these ranks or of one within them, and all context."""
    within = frozenset().union(*map(dataset.records.rank_and_within, ranks))
    return np.asarray(~dataset.index.is_defection | dataset.index.with_rank(within))


def date_mask(first: date | None, last: date | None, certain: bool, index: EventIndex) -> np.ndarray:
    """Keep events that may lie in a range of days, so also undated ones; if `certain`, only those that must.

    What lasted lies in every range that it touches.
    """
    must, may = np.ones((2, len(index.earliest)), dtype=bool)
    # Where a date is open its number is NaN, which is neither before nor after any day.
    if first:
        must &= index.earliest_end >= day_number(first)
        may &= ~(index.latest < day_number(first))
    if last:
        must &= index.latest_start <= day_number(last)
        may &= ~(index.earliest > day_number(last))
    if certain:
        return must
    # A set, or unspecified digits, may leave out the very days that are asked for.
    doubtful = np.unique(index.date.codes[may & index.has_gaps & ~must]).tolist()
    outside = [code for code in doubtful if not index.dates_with_gaps[code].may_lie_in(first, last)]
    return np.asarray(may & ~np.isin(index.date.codes, outside))


def box_mask(box: Box, index: EventIndex) -> np.ndarray:
    """Keep events whose post or place of context lies in a box; where no post is known, their destination."""
    longitude, latitude = index.points["longitude"].to_numpy(), index.points["latitude"].to_numpy()
    east_of_west, west_of_east = longitude >= box.west, longitude <= box.east
    is_between = east_of_west & west_of_east if box.west <= box.east else east_of_west | west_of_east
    is_inside = is_between & (latitude >= box.south) & (latitude <= box.north)
    mask = np.zeros(len(index.is_defection), dtype=bool)
    mask[index.points["event"].to_numpy()[is_inside]] = True
    return mask

"""The places of a file as numbers, and which of them each event has."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.dataset.country_points import SOMEWHERE


@dataclass(frozen=True, eq=False)
class PlaceIndex:
    """The places that are drawn on the map, and which of them each event has.

    A place goes by its number, and so does a route, a pair of post and destination; -1 stands for none.
    """

    table: pd.DataFrame
    """One row a place, in the order of their numbers: columns `place` (id), `name`, `precision`, `longitude` and
    `latitude` (degrees, WGS 84), among others."""
    post: np.ndarray
    """The place of each event's post, shape (events,)."""
    destination: np.ndarray
    """The place to which each event led, shape (events,)."""
    context_event: np.ndarray
    """Row numbers of context events, one for each place that they have; shape (pairs,)."""
    context_place: np.ndarray
    """The place of each of these pairs."""

    def misses_end(self, events: pd.DataFrame) -> np.ndarray:
        """Whether a post or destination that is stated of each event, a row of the events frame, is not drawn."""
        found = np.zeros(len(events), dtype=bool)
        for role, drawn in (("post", self.post), ("destination", self.destination)):
            is_stated = events[f"{role}_place"].notna() | events[f"{role}_country"].notna()
            found |= is_stated.to_numpy() & (drawn < 0)
        return found

    def points_of(self, events: np.ndarray) -> list[list[float]]:
        """Return longitude and latitude of posts, places of context and destinations of events, given by row number."""
        of_context = self.context_place[np.isin(self.context_event, events)]
        places = np.concatenate([self.post[events], of_context, self.destination[events]])
        places = places[places >= 0]
        points: list[list[float]] = np.column_stack([self.longitude[places], self.latitude[places]]).tolist()
        return points

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The id of each place."""
        return tuple(self.table["place"])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of each place."""
        return tuple(self.table["name"])

    @cached_property
    def precisions(self) -> tuple[str | None, ...]:
        """How exact the point of each place is, by the UCDP GED codebook, or `SOMEWHERE`; `None` if not said."""
        return tuple(None if pd.isna(it) else it for it in self.table["precision"].tolist())

    @cached_property
    def is_country(self) -> np.ndarray:
        """Whether the point of each place stands for its country, shape (places,)."""
        return self.table["precision"].isin(("country", SOMEWHERE)).to_numpy(dtype=bool)

    @cached_property
    def longitude(self) -> np.ndarray:
        """The longitude of each place in degrees, WGS 84."""
        return self.table["longitude"].to_numpy()

    @cached_property
    def latitude(self) -> np.ndarray:
        """The latitude of each place in degrees, WGS 84."""
        return self.table["latitude"].to_numpy()

    @cached_property
    def route(self) -> np.ndarray:
        """The route of each event, shape (events,)."""
        return self._routes[1]

    @cached_property
    def routes(self) -> np.ndarray:
        """Post and destination of each route, shape (routes, 2)."""
        return self._routes[0]

    @cached_property
    def _routes(self) -> tuple[np.ndarray, np.ndarray]:
        route = np.full(len(self.post), -1)
        is_known = (self.post >= 0) & (self.destination >= 0)
        pairs = self.post[is_known] * len(self.table) + self.destination[is_known]
        found, route[is_known] = np.unique(pairs, return_inverse=True)
        return np.column_stack(np.divmod(found, max(1, len(self.table)))), route


def build_place_index(located: pd.DataFrame, events: int) -> PlaceIndex:
    """Number the places of locations, all with coordinates, in the order in which they first come."""
    number = pd.factorize(located["place"])[0]
    event, role = located["event"].to_numpy(), located["role"].to_numpy()

    def places_of(wanted: str) -> np.ndarray:
        found = np.full(events, -1)
        found[event[role == wanted]] = number[role == wanted]
        return found

    return PlaceIndex(
        table=located.drop_duplicates("place"),
        post=places_of("post"),
        destination=places_of("destination"),
        context_event=event[role == "context"],
        context_place=number[role == "context"],
    )


@dataclass(frozen=True, eq=False)
class NamedPlaces:
    """Places of the file that share a place of the map, and which events have them."""

    event: np.ndarray  # (pairs,) row numbers
    named: np.ndarray  # (pairs,) into the three that follow
    names: tuple[str, ...]
    place: np.ndarray  # (names,) the number of the place on the map
    is_destination: np.ndarray  # (names,)

    def counts(self, mask: np.ndarray) -> np.ndarray:
        """Return how many of the events in a mask have each of them, shape (names,)."""
        return np.bincount(self.named[mask[self.event]], minlength=len(self.names))


def named_places(rows: pd.DataFrame, places: PlaceIndex) -> NamedPlaces:
    """Number the names of some rows with the columns `event`, `role`, `place` (an id of `places`) and `name`."""
    is_destination = rows["role"] == "destination"
    number = rows.assign(is_destination=is_destination).groupby(["place", "is_destination", "name"]).ngroup().to_numpy()
    first = rows.iloc[np.unique(number, return_index=True)[1]]
    return NamedPlaces(
        rows["event"].to_numpy(dtype=int),
        number,
        tuple(first["name"]),
        pd.Index(places.keys).get_indexer(pd.Index(first["place"])),
        (first["role"] == "destination").to_numpy(dtype=bool),
    )

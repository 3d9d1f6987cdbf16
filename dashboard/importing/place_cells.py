"""The cells of a row that say where somebody served, or where somebody went."""

import re
from dataclasses import dataclass

from dashboard.importing.cells import Cell

_ID = re.compile(r"(?:https?://(?:www\.)?geonames\.org/)?(\d{1,12})(?:\.0+|/\S*)?", re.ASCII)


@dataclass(frozen=True)
class PlaceCells:
    """The cells of a row that say where: at the post, or at the destination."""

    place: Cell | None = None
    country: Cell | None = None
    latitude: Cell | None = None
    longitude: Cell | None = None
    geonames: Cell | None = None
    mission: Cell | None = None
    """It may name the place: `Vienna` in a column *Embassy*."""
    is_destination: bool = False

    @property
    def field(self) -> str:
        """What messages call the place."""
        return "destination" if self.is_destination else "place"

    @property
    def country_field(self) -> str:
        """What messages call the country."""
        return "destination country" if self.is_destination else "country"

    @property
    def id_field(self) -> str:
        """What messages call the GeoNames id."""
        return "destination geonames" if self.is_destination else "geonames"

    @property
    def ids(self) -> tuple[int, ...]:
        """GeoNames ids, as far as they are numbers or addresses with one."""
        match = _ID.fullmatch(self.geonames.text) if self.geonames else None
        return (int(match[1]),) if match else ()

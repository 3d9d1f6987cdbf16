"""Checked events, taken one by one while the file is read → a dataset."""

from typing import Any

from dashboard.dataset.frames import Tabulation
from dashboard.dataset.result import Dataset
from dashboard.dataset.schema import Event, EventFile
from dashboard.dataset.storage.compact_records import CompactEvents, event_json


class DatasetBuilder:
    """A builder of datasets; events become rows of the frames and JSON, and are not kept themselves."""

    def __init__(self, section_records: dict[str, dict[str, Any]]) -> None:
        """Take the records of the sections that events refer to, by the name of the section and their id."""
        self._tabulation = Tabulation(**section_records)
        self._json: list[bytes] = []

    def add_event(self, record: Event, values: Any) -> None:
        """Add the event that comes next in the file: its record, and the plain values that it was made from."""
        self._tabulation.add(record)
        self._json.append(event_json(values))

    def build(self, records: EventFile, sha256: str) -> Dataset:
        """Return the dataset of a file from its records without events, and the events added so far."""
        if "events" in records.model_fields_set:
            records = records.model_copy(update={"events": CompactEvents.of(self._json)})
        return Dataset(records, self._tabulation.frames(), sha256)

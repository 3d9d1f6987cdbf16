"""The selected events as CSV, JSON, GeoJSON, and YAML; JSON and YAML are event files again."""

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.dataset.frames import EVENT_COLUMNS
from dashboard.dataset.schema import CONFLICTING_REPORTS, Context, Event, EventFile
from dashboard.dataset.writer import write
from dashboard.export.provenance import counts_and_filters, data_version
from dashboard.selection import Selection


def export_rows(selection: Selection) -> pd.DataFrame:
    """Return the exported columns of the selected events: days as ISO 8601 texts, missing where not known."""
    return _with_iso_days(selection.events[list(EVENT_COLUMNS)].reset_index(drop=True))


def claim_rows(selection: Selection) -> pd.DataFrame:
    """Return every dated claim of the selected events as a row with the columns of `CLAIM_COLUMNS`."""
    claims = selection.milestones
    ids = selection.dataset.frames.events["id"]
    rows = claims.assign(event=ids.iloc[claims["event"]].to_numpy()).reset_index(drop=True)
    rows = rows.rename(columns={"earliest": "date_earliest", "latest": "date_latest", "rival": "conflicts"})
    return _with_iso_days(rows[list(CLAIM_COLUMNS)])


CLAIM_COLUMNS = (
    "event", "kind", "date", "date_earliest", "date_latest", "place", "by", "stance", "conflicts", "sources", "urls",
    "paragraphs", "note",
)  # fmt: skip
"""The columns of `claim_rows`: `event` is the id, `date` EDTF, `conflicts` whether another claim comes first; sources
(names), their addresses and paragraphs are joined by `; `."""


def _with_iso_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose first and last days are ISO 8601 texts, missing where not known."""
    texts = {}
    for column in ("date_earliest", "date_latest"):
        days = np.datetime_as_string(rows[column].to_numpy("datetime64[D]")).astype(object)
        texts[column] = pd.Series(days, index=rows.index, dtype="str").where(rows[column].notna())
    return rows.assign(**texts)


BYTE_ORDER_MARK = "\ufeff"
"""What a CSV file begins with, so that Excel reads it as UTF-8; programs that read from an address do without."""


def as_csv(selection: Selection) -> str:
    """Return the selected events as CSV (RFC 4180), with the columns of `EVENT_COLUMNS`; not known is empty.

    A text that a spreadsheet would run as a formula begins with an apostrophe, as OWASP advises
    (<https://owasp.org/www-community/attacks/CSV_Injection>).
    """
    return _csv(export_rows(selection))


def claims_as_csv(selection: Selection) -> str:
    """Return the claims of the selected events as such a CSV, with the columns of `CLAIM_COLUMNS`."""
    rows = claim_rows(selection)
    return _csv(rows.assign(conflicts=rows["conflicts"].map({True: "true", False: "false"})))


def _csv(rows: pd.DataFrame) -> str:
    safe = {
        column: rows[column].str.replace(_FORMULA, r"\1'", regex=True) for column in rows.columns[rows.dtypes == "str"]
    }
    return str(rows.assign(**safe).to_csv(index=False, lineterminator="\r\n"))


# At the beginning, and where a spreadsheet that takes semicolons or tabs for separators begins a cell: after these, and
# after a line break, as a quotation mark in the middle of a cell quotes nothing there.
_FORMULA = re.compile(r"(^|[;\t\r\n]\s*)(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])")


def as_json(selection: Selection) -> str:
    """Return the selected events as JSON: whole records, and the sources, places and ranks that they refer to.

    Each event ends with its number of conflicting reports.

    It is an event file too: JSON is YAML except for some control characters, which are escaped here.
    """
    records = selected_records(selection)
    plain = records.model_dump(mode="json", by_alias=True, exclude_none=True)
    for event, record in zip(plain["events"], records.events, strict=True):
        event[CONFLICTING_REPORTS] = record.conflicting_reports
    text = _dumps(plain)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def as_yaml(selection: Selection) -> str:
    """Return the selected events as an event file, with the sources, places and ranks that they refer to.

    Its first lines say which part of which file it is: the filters, and how many of the events that these keep.
    """
    dataset = selection.dataset
    filtered = Selection(dataset, selection.filters)
    comment = [dataset.records.title, *counts_and_filters(filtered), data_version(dataset)]
    if len(selection) < len(filtered):
        comment.insert(-1, f"Here {len(selection):,} of these {len(filtered):,} events")
    return write(selected_records(selection), comment)


def selected_records(selection: Selection) -> EventFile:
    """Return the selected events with the sources, places and ranks that they refer to."""
    records = selection.dataset.records
    events = tuple(records.events[row] for row in selection.rows)
    referred = {
        name: {key: record for key, record in getattr(records, name).items() if key in keys}
        for name, keys in _referred_to(records, events).items()
    }
    return records.model_copy(update={"events": events, **referred})


def _referred_to(records: EventFile, events: Sequence[Event]) -> dict[str, set[str]]:
    """Return the ids of the sources, places and ranks that events refer to, the wider ranks included."""
    sources: set[str] = set()
    places: set[str | None] = set()
    ranks: set[str | None] = set()
    for event in events:
        sources.update(c.source for c in (*event.citations, *(c for m in event.milestones for c in m.citations)))
        places.update(m.place for m in event.milestones)
        if isinstance(event, Context):
            places.update(event.places)
        else:
            places.update((event.post.place, event.destination.place))
            ranks.update(person.rank for person in event.persons)
    wider: set[str] = set()
    for rank in ranks:
        while rank and rank not in wider:
            wider.add(rank)
            rank = records.ranks[rank].within
    return {"sources": sources, "places": {place for place in places if place}, "ranks": wider}


def as_geojson(selection: Selection) -> str:
    """Return the selected events as GeoJSON (RFC 7946): a feature for each, at its post or at its places of context.

    The properties are the columns of the CSV. An event without coordinates has a null geometry.
    """
    located = selection.locations
    located = located[located["role"].isin(("post", "context")) & located["latitude"].notna()]
    points: dict[int, list[list[float]]] = {}
    for event, longitude, latitude in zip(
        located["event"].tolist(), located["longitude"].tolist(), located["latitude"].tolist(), strict=True
    ):
        points.setdefault(event, []).append([longitude, latitude])
    rows = export_rows(selection)
    properties = rows.astype(object).where(rows.notna(), None).to_dict("records")
    features = [
        {"type": "Feature", "id": row["id"], "geometry": _geometry(points.get(event, [])), "properties": row}
        for event, row in zip(selection.rows.tolist(), properties, strict=True)
    ]
    return _dumps({"type": "FeatureCollection", "features": features})


def _geometry(points: list[list[float]]) -> dict[str, Any] | None:
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_json_value) + "\n"


def _json_value(value: Any) -> Any:
    """Return a value of numpy as one of Python."""
    return value.item() if hasattr(value, "item") else str(value)

"""Files taken away hold the events that match in some world, and days that exclude none."""

import csv
import io
import json
from typing import Any

from dashboard.export.tables import as_csv, as_geojson, claims_as_csv, selected_records
from dashboard.selection import Selection
from tests.worlds.days import iso, when
from tests.worlds.oracle import PLACES, Event, is_defection, keeps


def check_files(file: dict[str, Any], query: list[tuple[str, str]], selection: Selection) -> None:
    kept = [event for event in file["events"] if keeps(query, event)]
    rows = list(csv.DictReader(io.StringIO(as_csv(selection))))
    assert [_cells(row) for row in rows] == [_expected_cells(event) for event in kept]
    features = json.loads(as_geojson(selection))["features"]
    assert [_cells(it["properties"]) for it in features] == [_expected_cells(event) for event in kept]
    claims = list(csv.DictReader(io.StringIO(claims_as_csv(selection))))
    assert [_claim_cells(row) for row in claims] == [
        (event["id"], claim["kind"], *_date_cells(claim["date"]), "true" if claim["rival"] else "false")
        for event in kept
        for claim in event["milestones"]
    ]
    assert [event.id for event in selected_records(selection).events] == [event["id"] for event in kept]


def _cells(row: dict[str, Any]) -> tuple[Any, ...]:
    columns = (
        "id", "type", "status", "date", "date_earliest", "date_latest", "origin", "post_country", "destination_status",
        "destination_country", "conflicting_reports",
    )  # fmt: skip
    return tuple("" if row[column] is None else str(row[column]) for column in columns)


def _claim_cells(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in ("event", "kind", "date", "date_earliest", "date_latest", "conflicts"))


def _date_cells(date: str | None) -> tuple[str, str, str]:
    return date or "", iso(when(date).first), iso(when(date).last)


def _expected_cells(event: Event) -> tuple[str, ...]:
    date = event["milestones"][0]["date"] if event["milestones"] else None
    origin = post = status = destination = None
    if is_defection(event):
        origin, post = event["origin"], _country(event["post"])
        status, destination = (event["destination"] or {}).get("status"), _country(event["destination"] or {})
    rivals = sum(claim["rival"] for claim in event["milestones"])
    stated = (origin, post, status, destination)
    return (event["id"], event["type"], event["status"], *_date_cells(date), *(it or "" for it in stated), str(rivals))


def _country(somewhere: dict[str, str]) -> str | None:
    place = PLACES[somewhere["place"]] if "place" in somewhere else somewhere
    return place.get("country")

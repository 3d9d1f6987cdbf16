"""What to write instead of a wrong number: `lat: 51,5`, `geonames: https://…/2643743`, `credibility: high`."""

import re
from typing import Any

from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.raw_values import number_in

LEAVE_OUT = "leave the key out if it is not known"

_DEGREES = "write degrees with a decimal point, such as 51.50853; south and west are negative"


def advise_number(found: Any, key: str, record: Any) -> str | None:
    """Say how to write what should be a number, or one within limits, at a key of a record."""
    text = str(found).strip()
    if key == "schema_version":
        return "write 1"
    if is_placeholder(text):
        return LEAVE_OUT
    if key == "credibility":
        return "write a number from 1 (confirmed) to 6 (cannot be judged)"
    if key == "geonames":
        number = re.search(r"geonames\.org/(\d{1,9})(?!\d)", text) or re.fullmatch(r"\D*(\d{1,9})\D*", text)
        return f"write {number[1]}" if number else "write the number alone, such as 2643743"
    return _degrees(text, key, record) if key in ("lat", "lon") else None


def _degrees(text: str, key: str, record: Any) -> str | None:
    plain = text.replace("−", "-").replace("–", "-").replace(",", ".")
    match = re.fullmatch(r"([-+]?\d+(?:\.\d+)?) ?°? ?([NSEWnsew])?", plain)
    if not match:
        return None if re.fullmatch(r"[-+]?[\d.]+", text) else _DEGREES
    sign = "-" if (match[2] or "").upper() in ("S", "W") else ""
    written = f"{sign}{match[1].lstrip('+')}"
    if abs(float(written)) <= (90 if key == "lat" else 180):
        return f"write {written}" + (", with a point" if "," in text else "")
    lon = number_in(record, "lon") if isinstance(record, dict) else None
    are_swapped = key == "lat" and lon is not None and abs(lon) <= 90 and abs(float(written)) <= 180
    return "are lat and lon swapped?" if are_swapped else _DEGREES

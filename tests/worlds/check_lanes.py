"""Lanes draw no day as certain on which something did not go on in some world, and leave out no possible day."""

from typing import Any

from dashboard.selection import Selection


def check_lanes(file: dict[str, Any], query: list[tuple[str, str]], selection: Selection, width: int) -> None:
    pass

"""Find events that cite nothing, persons whom nobody could tell apart, and addresses that lead nowhere."""

from collections.abc import Iterator

from dashboard.dataset.problems import Problem
from dashboard.dataset.raw_values import items_in, records_in, text_in
from dashboard.dataset.record_problems import warning_at
from dashboard.dataset.text import is_web_address, is_web_address_without_scheme, shown
from dashboard.dataset.yaml_nodes import Node

_MAY_BE_LEFT_OUT = ("persons", "milestones")


def empty_lists(event: Node) -> Iterator[Problem]:
    """Yield an event that says neither when it happened nor where that can be read, and lists that hold nothing."""
    values = event.value
    if not values.get("milestones") and not values.get("citations"):
        message = "milestones: none is given, and no citation, so readers see neither when it happened nor who says so"
        yield warning_at(event, (), message, event=text_in(values, "id"), key="milestones")
    for key in _MAY_BE_LEFT_OUT:
        if key in values and values[key] is None:
            message = f"{key}: nothing follows; write an entry below it, or leave the key out"
            yield warning_at(event, (key,), message, event=text_in(values, "id"), key=key)


def person_warnings(event: Node) -> Iterator[Problem]:
    """Yield persons without name and label, and names of several persons."""
    for i, person in items_in(event.value, "persons"):
        name = person.get("name", "somebody")
        message = None
        if not name and not person.get("label"):
            message = "name: there is none, and no label; add a label such as Unidentified official"
        elif isinstance(name, str) and ";" in name and all(part.strip() for part in name.split(";")):
            message = f"name: {shown(name)} seems to name several persons; give each an entry of their own"
        if message:
            parts = {"event": text_in(event.value, "id"), "key": "name", "found": name or None}
            yield warning_at(event, ("persons", i, "name"), message, **parts)


def addresses(root: Node) -> Iterator[Problem]:
    """Yield the addresses of sources that lead nowhere on the web, or that other words follow."""
    for name, source in records_in(root.value, "sources").items():
        url = text_in(source, "URL")
        if not url:
            continue
        message = None
        if not is_web_address(url):
            message = "is not an http:// or https:// address, so readers see it without a link"
            if is_web_address_without_scheme(url):
                message += f"; write {shown(f'https://{url}')}"
        elif len(url.split()) > 1:
            message = "holds a space, which no address does; write the address alone, and other words in the note"
        if message:
            message = f"source {shown(name)}: URL: {shown(url)} {message}"
            yield warning_at(root, ("sources", name, "URL"), message, key="URL", found=url)

"""The page as AppTest runs it: what a test reads off it and does on it.

AppTest draws no component of its own making, so the charts and the export buttons are seen here only as the data that
they get, and what a reader does on them as the state that they leave; the rest, the address bar, and dates that are
typed and not chosen, is for a real browser.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.page.state import STATE_KEY
from dashboard.watch import watch

PAGE = Path(__file__).parents[2] / "dashboard" / "streamlit_entry.py"

Visit = Callable[..., AppTest]

EVENTS = """\
schema_version: 1
title: Five who left & one fair
sources: {s: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26"}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
ranks:
  deputy: {label: Deputy head}
  secretary: {label: Secretary}
  third: {label: Third secretary, within: secretary}
events:
  - id: a
    type: defection
    persons: [{name: Ahn, rank: deputy}]
    post: {place: london}
    destination: {status: known, place: seoul}
    status: confirmed
    milestones: [{kind: arrival, date: "2014-03", citations: [{source: s, paragraph: "1"}]}]
  - id: b
    type: defection
    persons: [{name: Bae, rank: secretary}]
    post: {place: moscow}
    destination: {status: known, place: seoul}
    status: reported
    milestones: [{kind: arrival, date: "2015-07", citations: [{source: s, paragraph: "2"}]}]
  - id: c
    type: defection
    persons: [{name: Choi, rank: third}]
    post: {place: moscow}
    destination: {status: unknown}
    status: reported
    milestones: [{kind: report, date: "2016-08-25", citations: [{source: s, paragraph: "3"}]}]
  - id: fair
    type: context
    title: Trade fair shelved
    status: reported
    places: [seoul]
    milestones: [{kind: report, date: "2016-08-26", citations: [{source: s, paragraph: "4"}]}]
"""


BROKEN = EVENTS.replace("rank: third}", "rank: thirt}").replace('date: "2014-03"', 'date: "2014-13"')

MANY = EVENTS + "".join(f"  - {{id: n{n:03}, type: defection, status: reported}}\n" for n in range(60))


def run(app: AppTest) -> AppTest:
    """Run the page and see that it did not fail."""
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def bodies(app: AppTest, words: str) -> list[str]:
    """Return the pieces of HTML on the page that hold some words."""
    return [element.proto.body for element in app.get("html") if words in element.proto.body]


def count_line(app: AppTest) -> str:
    (body,) = bodies(app, 'class="count"')
    (line,) = re.findall(r'<p class="count".*?</p>', body, re.DOTALL)
    return re.sub(r"<[^>]+>", "", line)


def notes(app: AppTest) -> list[str]:
    return [re.sub(r"<[^>]+>", "", body) for body in bodies(app, 'class="notes"')]


def cards(app: AppTest) -> list[str]:
    (body,) = bodies(app, 'class="cards"')
    return re.findall(r'id="card-([^"]*)"', body)


def opened(app: AppTest) -> list[str]:
    (body,) = bodies(app, 'class="cards"')
    return re.findall(r'id="card-([^"]*)"[^>]* open>', body)


def table(app: AppTest) -> list[str]:
    (body,) = bodies(app, 'class="table"')
    return re.findall(r'<th scope="row"><span class="who">([^<]*)</span>', body)


def component(app: AppTest, name: str) -> Any:
    """Return the data that a component of the page gets."""
    (found,) = (e for e in app.get("bidi_component") if e.proto.id.split("-")[-1] == name or name in e.proto.id)
    return json.loads(found.proto.json)


def figure(app: AppTest, chart: str) -> Any:
    """Return the figure that a chart of the page draws."""
    return json.loads(component(app, chart)["figure"])


def compact_card(app: AppTest) -> Any:
    """Return the HTML of the compact card and the events that it is about."""
    return component(app, "compact-card")


def widget(app: AppTest, kind: str, key: str) -> Any:
    """Return a widget that AppTest has no name of its own for."""
    (found,) = (w for w in app.get(kind) if w.key == key)
    return found


def query(app: AppTest) -> dict[str, list[str]]:
    return {key: [value] if isinstance(value, str) else list(value) for key, value in app.query_params.items()}


def record(app: AppTest, **changes: Any) -> AppTest:
    """Leave the state that a chart leaves when the reader does something on it, and run the page."""
    state = app.session_state[STATE_KEY]
    app.session_state[STATE_KEY] = replace(state, revision=state.revision + 1, **changes)
    return run(app)


def mark(app: AppTest, *events: str) -> AppTest:
    """Mark events, as a click on a chart does."""
    return record(app, options=replace(app.session_state[STATE_KEY].options, marked=events))


def save(app: AppTest, folder: Path, text: str) -> AppTest:
    """Save the event file and run the page again, as its line to the server makes it do."""
    (folder / "events.yaml").write_text(text)
    before = component(app, "changes")["version"]
    for seconds in (1, 10):
        watch(folder / "events.yaml").poll(seconds)
    if STATE_KEY in app.session_state:
        record(app)
    else:  # there was no data yet
        run(app)
    assert component(app, "changes")["version"] != before
    return app


def open_export(app: AppTest, **choices: str) -> AppTest:
    """Open the Export dialog and choose a picture."""
    for name, value in choices.items():
        app.session_state[f"picture-{name}"] = value
    app.button(key="open-export").click()
    return run(app)

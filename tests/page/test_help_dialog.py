"""The help dialog."""

import re
from pathlib import Path

from dashboard.page.help_dialog import help_text
from tests.page.reader import Visit, bodies, open_export, run

READING = Path(__file__).parents[2] / "dashboard" / "docs" / "reading.md"


def test_the_help_button_opens_the_manual_on_reading_without_its_title(visit: Visit) -> None:
    app = visit()
    assert not app.markdown
    app.button(key="open-help").click()
    (text,) = [it.value for it in run(app).markdown]
    assert READING.read_text(encoding="utf-8").startswith("# Reading the page\n\n" + text[:200])
    assert "## Filters" in text


def test_the_help_dialog_stays_open_until_another_takes_its_place(visit: Visit) -> None:
    app = visit()
    app.button(key="open-help").click()
    app = run(run(app))
    assert app.markdown
    app = open_export(app)
    assert not app.markdown
    assert bodies(app, 'class="downloads"')


def test_links_to_other_pages_of_the_manual_become_text():
    text = "# T\nSee [the *file*](publishing.md), [here](#filters) and [EDTF](https://www.loc.gov/).\n![x](../a.png)\n"
    assert help_text(text) == "See the *file*, here and [EDTF](https://www.loc.gov/).\nx\n"


def test_no_link_of_the_help_is_dead():
    links = re.findall(r"\]\(([^)]*)\)", help_text(READING.read_text(encoding="utf-8")))
    assert [link for link in links if not link.startswith(("https://", "http://"))] == []

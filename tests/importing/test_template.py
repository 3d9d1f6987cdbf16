"""The table to begin with: it has a column for each thing, and imports without a problem."""

import pytest
import yaml

from dashboard.dataset.reader import check_bytes
from dashboard.importing.fields import HEADINGS
from dashboard.importing.importer import import_table
from dashboard.importing.options import ImportOptions
from dashboard.importing.tables import read_table
from dashboard.importing.template import COLUMNS, template_csv


@pytest.mark.slow
def test_it_imports_without_a_problem_or_a_warning(tmp_path, real_gazetteer):
    path = tmp_path / "template.csv"
    path.write_text(template_csv(), encoding="utf-8")
    result = import_table(read_table(path), ImportOptions())
    assert result.report.problems == ()
    assert check_bytes(result.text.encode()).warnings == ()
    assert len(yaml.safe_load(result.text)["events"]) == 2


def test_its_headings_are_the_names_of_fields():
    headings = [heading for heading, *_ in COLUMNS]
    left_out = {
        "date",
        "year",
        "month",
        "day",
        "end year",
        "end month",
        "end day",
        "whereabouts",
        "destination geonames",
        "state",
    }
    assert set(headings) == set(HEADINGS) - left_out  # these say in another way what others say


def test_its_rows_are_marked_as_made_up():
    first, second = (
        dict(zip((it[0] for it in COLUMNS), row, strict=True)) for row in list(zip(*COLUMNS, strict=True))[1:]
    )
    assert "EXAMPLE" in first["name"]
    assert "EXAMPLE" in second["name"]
    assert "nvented case" in first["summary"]
    assert "nvented case" in second["summary"]

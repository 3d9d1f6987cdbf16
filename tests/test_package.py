"""The wheel: it holds all that the page needs, and works from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess:
    """Run Python with arguments; where it fails, say all that it said."""
    finished = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **options
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def elsewhere(installed: Path, folder: Path, *arguments: object) -> str:
    """Run what is installed from another folder, and return what it prints."""
    # -P keeps the working folder off the path; PYTHONPATH comes before a checkout that is installed as editable.
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    return run("-P", *arguments, cwd=folder, env=environment).stdout


def test_the_wheel_holds_every_file_of_the_package_and_the_event_file(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    folder = ROOT / "dashboard"
    needed = {
        "dashboard/events.yaml",
        "dashboard/py.typed",
        "dashboard/.streamlit/config.toml",
        "dashboard/assets/topojson/world_110m.json",
        "dashboard/assets/topojson/world_50m.json",
        "dashboard/assets/plotly/LICENSES.txt",
    }
    for kind in ("*.py", "*.js", "*.css", "*.csv", "*.html", "*.md"):
        needed |= {f"dashboard/{path.relative_to(folder).as_posix()}" for path in folder.rglob(kind)}
    assert any(name.endswith(".js") for name in needed)
    assert any(name.endswith(".css") for name in needed)
    assert "dashboard/docs/reading.md" in needed
    assert needed <= packed


def test_the_wheel_holds_no_test_and_no_rubbish(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        rubbish = [name for name in archive.namelist() if "test" in Path(name).name or "__pycache__" in name]
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dashboard"}
    assert rubbish == []


def test_the_wheel_names_its_command_and_its_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        found = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name}
    assert "defections = dashboard.cli:main" in found["entry_points.txt"]
    assert "License-Expression: MIT" in found["METADATA"]
    assert "LICENSE" in found


def test_what_is_installed_serves_the_event_file_that_came_with_it(installed, tmp_path):
    said = elsewhere(installed, tmp_path, "-c", "from dashboard.settings import default_file; print(default_file())")
    shipped = Path(said.strip())
    assert shipped.is_relative_to(installed)
    assert shipped.read_bytes() == (ROOT / "events.yaml").read_bytes()


def test_what_is_installed_prefers_the_event_file_of_the_working_folder(installed, tmp_path):
    (tmp_path / "events.yaml").write_text("schema_version: 1\n")
    said = elsewhere(installed, tmp_path, "-c", "from dashboard.settings import default_file; print(default_file())")
    assert (tmp_path / said.strip()).samefile(tmp_path / "events.yaml")


def test_what_is_installed_checks_its_event_file_from_another_folder(installed, tmp_path):
    said = elsewhere(
        installed, tmp_path, installed / "bin" / "defections", "check", installed / "dashboard/events.yaml"
    )
    assert said.strip().endswith(" events, no problems")


def test_what_is_installed_answers_with_data_basemap_and_page(installed, tmp_path):
    ask = """
from starlette.testclient import TestClient
from dashboard.page import script
from dashboard.app import app, routes
from dashboard.plotly_js import plotly_js_url
from starlette.applications import Starlette
client = TestClient(Starlette(routes=routes()))
print(script.__file__)
for path in ("/healthz", "/events.csv?post=RU", "/assets/topojson/world_110m.json", f"/{plotly_js_url()}"):
    print(client.get(path).status_code)
"""
    where, *statuses = elsewhere(installed, tmp_path, "-W", "ignore", "-c", ask).split()
    assert Path(where).is_relative_to(installed)
    assert statuses == ["200"] * 4

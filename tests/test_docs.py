"""README and the manual say what is so: commands and snippets run, links lead somewhere, tables are complete."""

import json
import re
import shlex
import shutil
import socket
import subprocess
import threading
import time
import tomllib
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urlsplit

import click
import pytest
import uvicorn
import yaml
from starlette.applications import Starlette

import dashboard
from dashboard import cli, cli_serve
from dashboard.dataset import edtf, load, vocabulary
from dashboard.dataset.frames import COLUMNS, EVENT_COLUMNS
from dashboard.export.picture import SIZES
from dashboard.export.write import FORMATS
from dashboard.importing.dates import read_date
from dashboard.importing.template import template_csv
from dashboard.selection import select
from dashboard.selection.filters import FILTER_KEYS
from dashboard.server import data_routes
from dashboard.server.paging import read_page
from dashboard.settings import Settings
from tests import module_table
from tests.manual import (
    ADDRESSES,
    CONTRIBUTING,
    CURATING,
    IMPORTING,
    MANUAL,
    PAGES,
    PUBLISHING,
    PYTHON,
    READING,
    README,
    ROOT,
    SERVING,
    arguments,
    blocks,
    codes,
    commands,
    inline_code,
    named,
    rows,
    text_of,
    without_code,
)  # fmt: skip

NOT_RUN = {
    "git clone": "needs the address of the real repository",
    "python3 -m venv": "pip would install everything anew",
    ". .venv/bin/activate": "belongs to the one before",
    "pip install": "needs a network; what it names is looked up in pyproject.toml",
    "apt-get install": "needs a network and root",
    "pytest": "is what runs this",
    "ruff check": "is no part of the tests; CI runs it",
    "ruff format": "is no part of the tests; CI runs it",
    "mypy": "is no part of the tests; CI runs it",
    "node dashboard/assets/plotly/build.mjs": "needs a network",
    "python -m tests.benchmarks": "takes long; its parts are looked up",
    "python -m tests.module_table": "writes into the project; what it writes is compared",
    "/srv/defections/.venv/bin/pip install": "pip would install everything anew",
    "nginx -t": "needs root and a site; tests/test_serving.py runs nginx",
    "systemctl enable": "needs systemd and root",
    "systemctl reload": "needs systemd and root",
    "/srv/defections/.venv/bin/defections": "of a systemd unit; tests/test_serving.py reads its arguments",
}
"""The commands that no test runs, by how they begin, and why."""

RUN = ("defections", "curl", "python -m dashboard", "streamlit run", "DEFECTIONS_FILE=events.yaml uvicorn")
"""How those commands begin that the tests below run, or those in tests/test_serving.py."""

LANGUAGES = {"sh", "python", "yaml", "nginx", "ini", "dockerfile", ""}


# Their shape


def test_the_first_commands_of_readme_fetch_install_and_run_the_project_and_its_tests():
    assert commands(README)[:7] == [
        "git clone https://example.org/defection-timeline",
        "cd defection-timeline",
        "python3 -m venv .venv",
        ". .venv/bin/activate",
        "pip install -e .",
        "defections",
        "pip install -e '.[test]'",
    ]
    lines = [line for block in blocks(README, "sh") for line in block.text.splitlines()]
    assert {"pip install -e . && defections", "pip install -e '.[test]' && pytest"} <= set(lines)
    assert text_of(README).index("pip install -e '.[test]' && pytest") < 2000


@pytest.mark.parametrize("page", [README, *MANUAL, CONTRIBUTING], ids=named)
def test_a_page_is_short(page):
    text = without_code(text_of(page))
    if page == CONTRIBUTING:
        text = re.sub(r"^\|.*\n", "", text, flags=re.MULTILINE)
    assert len(text.split()) <= (1200 if page == README else 1000)


def test_readme_leads_to_every_page_of_the_manual():
    assert {f"dashboard/docs/{page.name}" for page in MANUAL} <= set(re.findall(r"\]\(([^)#]+)\)", text_of(README)))


def test_readme_shows_a_picture_of_the_page():
    (picture, *_) = re.findall(r"!\[[^\]]+\]\(([^)\s]+\.(?:png|jpg|webp))\)", text_of(README))
    assert (ROOT / picture).stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_relative_link_and_picture_leads_to_a_file_and_a_heading(page):
    text = without_code(text_of(page))
    targets = re.findall(r"\]\(\s*<?([^)\s>]+)", text) + re.findall(r"(?:src|href)=\"([^\"]+)\"", text)
    targets += re.findall(r"^\[[^\]]+\]:\s*(\S+)", text, re.MULTILINE)
    for target in targets:
        if urlsplit(target).scheme:
            continue
        file, _, anchor = unquote(target).partition("#")
        led_to = (page.parent / file).resolve() if file else page
        assert led_to.exists(), target
        assert not anchor or anchor in anchors(led_to), target


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", without_code(text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


# Commands


def test_every_command_is_run_by_a_test_or_has_a_reason_why_not():
    shown = [*commands(PAGES), *(line for line in inline_code(PAGES) if line.startswith("python -m "))]
    shown += [
        line.partition("=")[2] for block in blocks(PAGES, "ini") for line in block.text.split("\n") if "Exec" in line
    ]
    shown = [command for command in shown if not command.startswith("cd ")]
    known = (*(f"{name} " for name in RUN), *(f"{name} " for name in NOT_RUN))
    assert [command for command in shown if not f"{command} ".startswith(known)] == []
    assert [name for name in NOT_RUN if not any(f"{command} ".startswith(f"{name} ") for command in shown)] == []


def test_every_block_is_of_a_language_that_is_tested():
    fences = [fence for page in PAGES for fence in re.findall(r"^```(\w*)$", text_of(page), re.MULTILINE)]
    assert set(fences) <= LANGUAGES


@pytest.mark.skipif(shutil.which("bash") is None, reason="There is no bash on this machine.")
def test_every_shell_block_is_one():
    for block in blocks(PAGES, "sh"):
        done = subprocess.run(["bash", "-n"], input=block.text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def working_folder(tmp_path, monkeypatch):
    """Work in a folder with the shipped event file and a table, where `serve` does all but serve."""
    shutil.copy(ROOT / "events.yaml", tmp_path)
    (tmp_path / "cases.csv").write_text(template_csv(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for variable in Settings(tmp_path).as_environment():
        monkeypatch.setenv(variable, "")  # put back after the test
    monkeypatch.setattr(cli_serve, "_serve", lambda *_: 0)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_defections_command_runs(page, working_folder):
    found = [arguments(command) for command in commands(page) if command.split()[0] == "defections"]
    if page == CURATING:
        Path("events.yaml").write_text(smallest_file(page), encoding="utf-8")
    assert [cli.main(given) for given in found] == [0] * len(found)
    assert found or page not in (README, CURATING, IMPORTING, PUBLISHING, SERVING)


def test_every_defections_command_within_a_sentence_runs_or_shows_a_form(working_folder):
    found = [line for line in inline_code(PAGES) if re.match(r"defections( |$)", line)]
    whole = [line for line in found if len(line.split()) > 2 and not re.search(r"[\[A-Z…]", line)]
    assert "defections check --format github events.yaml" in whole
    assert [cli.main(arguments(line)) for line in whole] == [0] * len(whole)


def test_every_subcommand_and_option_that_is_named_exists():
    group = cli.defections
    named_commands = set(re.findall(r"`defections ([a-z]+)\b", "".join(map(text_of, PAGES))))
    assert named_commands >= {"check", "schema", "export"}
    assert named_commands <= set(group.commands)
    options = {name for command in (group, *group.commands.values()) for it in command.params for name in it.opts}
    options |= {"--help"}
    lines = [*inline_code(PAGES), *(line for line in commands(PAGES) if line.startswith("defections "))]
    shown = {word for line in lines for word in re.findall(r"--[a-z][a-z-]*", line)}
    assert {"--query", "--theme", "--size", "--embed", "--strict", "--max-size", "--force"} <= shown
    of_others = {"--sizes", "--hypothesis-profile", "--server"}  # of the benchmarks, of pytest, of `streamlit run`
    assert shown - options - of_others == set()


def test_the_table_of_commands_shows_every_command_with_options_that_it_has():
    shown = {codes(cells[0])[0] for cells in rows(README, "command")}
    by_name = {re.match(r"defections \[?([a-z]+)", it)[1]: it for it in shown}
    assert set(by_name) == set(cli.defections.commands)
    for name, usage in by_name.items():
        options = {option for it in cli.defections.commands[name].params for option in it.opts}
        assert set(re.findall(r"--[a-z-]+", usage)) <= options
        defaults = {
            it.opts[0]: it.default for it in cli.defections.commands[name].params if isinstance(it, click.Option)
        }
        for option, value in re.findall(r"(--(?:host|port)) ([\d.]+)", usage):
            assert str(defaults[option]) == value


def test_every_environment_variable_that_is_named_is_read():
    named_there = {it for it in inline_code(PAGES) if it.startswith("DEFECTIONS_")}
    assert named_there == set(Settings(Path()).as_environment())


def test_extras_that_are_installed_exist():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shown = {extra for page in PAGES for extra in re.findall(r"'\.\[(\w+)\]'", text_of(page))}
    assert shown == set(project["optional-dependencies"])


# Event files


def smallest_file(page: Path) -> str:
    (text,) = [block.text for block in blocks(page, "yaml") if "schema_version" in block.text]
    return text


@pytest.mark.parametrize("page", [README, CURATING], ids=named)
def test_the_smallest_event_file_has_no_problems(page, tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(smallest_file(page), encoding="utf-8")
    result = load(path)
    assert (result.problems, result.warnings) == ((), ())
    assert result.dataset.records.events[0].post.place == "vienna"


def test_the_rival_claim_that_is_shown_fits_into_the_smallest_event_file(tmp_path):
    (claim,) = [block.text for block in blocks(CURATING, "yaml") if "rival" in block.text]
    (source,) = re.findall(r"source: ([\w-]+)", claim)
    text = smallest_file(CURATING).replace("sources:\n", f"sources:\n  {source}: {{type: article}}\n")
    path = tmp_path / "events.yaml"
    path.write_text(text + claim, encoding="utf-8")
    result = load(path)
    assert (result.problems, result.warnings) == ((), ())
    assert [claim.rival for claim in result.dataset.records.events[0].milestones] == [False, True]


def test_dates_in_a_table_are_read_as_the_manual_says():
    pairs = [
        (text.strip(), code)
        for texts, said in rows(IMPORTING, "in the table")
        for text, code in zip(texts.split("·"), codes(said) * len(texts.split("·")), strict=False)
        if codes(said) and "date cell" not in text and "early" not in texts
    ]
    several = {"summer 2014", "before 2004"}
    assert {text for text, _ in pairs} >= several | {"c. 2014", "15 or 16 December 2014"}
    assert [read_date(text).edtf for text, _ in pairs] == [code for _, code in pairs]


def test_every_yaml_block_is_tested():
    known = ("schema_version", "rival: true", "yaml-language-server", "repos:", "jobs:")
    assert [block.text for block in blocks(PAGES, "yaml") if not any(it in block.text for it in known)] == []


def test_the_line_for_editors_names_the_file_that_the_command_before_it_writes():
    text = text_of(CURATING)
    (written,) = re.findall(r"^defections schema > (\S+)$", text, re.MULTILINE)
    assert f"\n# yaml-language-server: $schema={written}\n" in text


def test_the_hook_that_it_shows_is_offered():
    (shown,) = re.findall(r"hooks: \[\{id: ([\w-]+), args: \[--strict\]\}\]", text_of(CURATING))
    assert shown in [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())]


def test_every_date_that_it_teaches_is_one():
    taught = [code for cells in rows(CURATING, "you know") for code in codes(cells[1])]
    taught += re.findall(r'`("\d{4}[^`]*|"\[[^`]*)`', text_of(README))
    assert len(taught) > 10
    for code in taught:
        assert edtf.parse(code.strip('"')).text == code.strip('"')


def test_the_terms_that_it_lists_are_those_of_the_model():
    listed = {codes(cells[0])[0]: codes(cells[1]) for cells in rows(CURATING, "field")}
    assert listed["status"] == list(vocabulary.STATUSES)
    assert listed["kind"] == list(get_args(vocabulary.MilestoneKind))
    assert listed["stance"] == list(get_args(vocabulary.Stance))
    assert listed["precision"] == list(get_args(vocabulary.PlacePrecision))
    destinations = [it for it in listed["destination: {status: …}"] if it not in ("place", "country")]
    assert destinations == list(get_args(vocabulary.DestinationStatus))


# Files that are written


def test_every_format_is_explained():
    listed = [code for cells in rows(PUBLISHING, "format") for code in codes(cells[0])]
    assert sorted([*listed, "html"]) == sorted(FORMATS)


def test_the_sizes_of_pictures_are_those_that_are_drawn():
    listed = {codes(cells[0])[0]: cells for cells in rows(PUBLISHING, "size")}
    assert list(listed) == list(SIZES)
    for name, size in SIZES.items():
        _, of_png, of_others = listed[name]
        assert of_png.startswith(f"{round(size.width * size.scale)} ")
        assert re.search(rf"\b{size.width}\b", of_others)
        if size.height:
            assert f"× {round(size.height * size.scale)}" in of_png
            assert f"× {size.height}" in of_others
        if size.dpi:
            assert f"{size.dpi} dpi" in of_png


def test_the_browsers_that_the_html_file_needs_are_those_that_it_names_itself():
    template = text_of(ROOT / "dashboard" / "markup" / "templates" / "static_page.html")
    (needed,) = re.findall(r"Chrome or Edge \d+, Firefox [\d.]+, Safari [\d.]+\d", template)
    for page in (PUBLISHING, READING, ROOT / ".github" / "CHANGELOG.md"):
        assert needed in " ".join(text_of(page).split())


# Addresses


def test_every_query_that_is_shown_makes_sense(shipped):
    shown = "".join(map(text_of, PAGES))
    addresses = re.findall(r"[^\s'\"`(<]*\?[a-z]+=[^\s'\"`)>]+", shown)
    queries = [urlsplit(it).query for it in addresses if urlsplit(it).hostname in (None, "127.0.0.1", "localhost")]
    queries += re.findall(r"--query[ =]['\"]?([^\s'\"`]+=[^\s'\"`]*)", shown)
    queries += [code for cells in rows(ADDRESSES, "key") for code in codes(cells[0]) if "=" in code]
    assert len(queries) > 5
    read = {query: read_page(query) for query in queries}
    left_out = {query: [*select(shipped, rest)[1], *wrong] for query, (_, rest, wrong) in read.items()}
    assert {query: said for query, said in left_out.items() if said} == {}


def test_every_filter_is_explained_and_no_other():
    listed = [code.partition("=")[0] for cells in rows(ADDRESSES, "key") for code in codes(cells[0])]
    assert listed == list(FILTER_KEYS)


def test_every_data_address_is_listed_and_no_other():
    listed = [code for cells in rows(ADDRESSES, "address") for code in codes(cells[0])]
    assert sorted(listed) == sorted(route.path for route in data_routes.routes() if "{" not in route.path)


def test_every_column_of_the_csv_is_explained_in_its_order():
    listed = [code for cells in rows(ADDRESSES, "columns") for code in codes(cells[0])]
    assert listed == list(EVENT_COLUMNS)


@pytest.fixture
def served(monkeypatch, tmp_path):
    """Serve the addresses on a port of their own, and return host and port."""
    monkeypatch.setenv("DEFECTIONS_FILE", str(ROOT / "events.yaml"))
    monkeypatch.chdir(tmp_path)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=data_routes.routes()), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="There is no curl on this machine.")
def test_curl_commands_fetch_what_they_say(served, tmp_path):
    shown = [command.replace("127.0.0.1:8501", served) for command in commands(PAGES) if command.startswith("curl ")]
    assert len(shown) == 2

    def run(command: str) -> str:
        asked = [*shlex.split(command), "-sS", "--fail", "-w", "%{http_code}"]
        return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout

    assert "kp-2016-vladivostok-official" in run(shown[0])
    assert [run(shown[1]) for _ in range(2)] == ["200", "304"]
    assert len(json.loads((tmp_path / "events.json").read_text(encoding="utf-8"))["events"]) == 3


def test_the_lines_for_pandas_read_a_frame(served):
    (block,) = blocks(ADDRESSES, "python")
    events = executed(block.text.replace("127.0.0.1:8501", served))["events"]
    assert events["id"][0] == "kp-2015-kim-chol-song"
    assert str(events["date_earliest"].dtype).startswith("datetime64")
    assert list(events.columns) == list(EVENT_COLUMNS)


# Python

SNIPPETS = blocks([README, PYTHON], "python")


def executed(code: str) -> dict:
    names: dict = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


def test_every_python_snippet_is_tested():
    assert {block.page for block in blocks(PAGES, "python")} == {README, PYTHON, ADDRESSES}


@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_every_python_snippet_runs(number, working_folder, capsys):
    executed(SNIPPETS[number].text)
    said = capsys.readouterr().out
    assert bool(said) == ("print(" in SNIPPETS[number].text)


def test_the_ten_lines_of_readme_do_what_they_say(working_folder):
    (block,) = blocks(README, "python")
    assert len(block.text.splitlines()) <= 10
    names = executed(block.text)
    assert list(names["russia"].events["post_country"].dropna().unique()) == ["RU"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["defections.csv", "defections.geojson"]
    assert 'src="http' not in Path("timeline.html").read_text(encoding="utf-8")


def test_what_the_interface_offers_is_explained():
    text = text_of(PYTHON)
    assert [name for name in dashboard.__all__ if f"`{name}" not in text and f" {name}" not in text] == []
    selection = dashboard.select(dashboard.load(ROOT / "events.yaml"))
    attributes = [code for cells in rows(PYTHON, "attribute") for code in codes(cells[0])]
    assert "events" in attributes
    assert [name for name in attributes if not hasattr(selection, name)] == []
    assert all(f"`{name}`" in text for name in COLUMNS)


def test_the_options_of_save_are_listed():
    options = {code: codes(cells[1]) for cells in rows(PYTHON, "argument") for code in codes(cells[0])}
    given = dashboard.save.__kwdefaults__
    assert set(options) == {"formats", *given}
    assert options["formats"] == list(get_args(dashboard.Format))
    assert options["size"] == list(get_args(dashboard.PictureSize))
    assert options["theme"] == list(get_args(dashboard.Theme))


# For those who change the project


def test_the_table_of_modules_names_every_module_with_its_job():
    assert text_of(CONTRIBUTING).endswith(module_table.HEAD + module_table.table()), "run python -m tests.module_table"


def test_every_file_that_contributing_names_exists():
    paths = [it for it in inline_code(CONTRIBUTING) if re.match(r"(dashboard|tests|\.github|\.ci)/[\w./-]+$", it)]
    assert len(paths) > 100
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_step_of_contributing_names_what_is_in_the_files_that_it_names():
    steps = re.findall(r"^\d\. ((?:.+\n)(?:   .+\n)*)", text_of(CONTRIBUTING), re.MULTILINE)
    assert len(steps) > 15
    seen = set()
    files: list[str] = []
    for step in steps:
        shown = re.findall(r"`([^`\s]+)`", step)
        files = [
            it for it in shown if re.match(r"dashboard/.*\.(py|js|mjs)$", it)
        ] or files  # or those of the step before
        code = "".join(text_of(ROOT / file) for file in files)
        names = {it.split(".")[-1] for it in shown if re.fullmatch(r"_?[A-Za-z_]+(\.(?!py|md|yaml)[a-z_]+)?", it)}
        assert [name for name in names if not re.search(rf"\b{name}\b", code)] == [], step
        seen |= names
    assert {"KIND_SYMBOLS", "_complaint", "not_stated", "count_options", "drawn_charts"} <= seen


def test_the_benchmarks_that_are_named_are_there():
    shown = [
        shlex.split(command)[3:] for command in commands(PAGES) if command.startswith("python -m tests.benchmarks")
    ]
    assert [] in shown
    main = text_of(ROOT / "tests" / "benchmarks" / "__main__.py")
    parts = set(re.findall(r'^    "(\w+)": "', main, re.MULTILINE))
    assert {word for words in shown for word in words if word.isalpha()} <= parts


def test_every_version_has_its_changes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"\n## {project['version']}\n" in text_of(ROOT / ".github" / "CHANGELOG.md")

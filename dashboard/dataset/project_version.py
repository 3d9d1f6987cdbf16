"""The version of the project, also where only its dependencies are installed."""

import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@cache
def version_of_project() -> str:
    """Return the version of the installed package, else the one that the clone around it says, else `unknown`.

    Hosting services install the dependencies alone and run the script of a clone.
    """
    try:
        return version("defection-timeline")
    except PackageNotFoundError:
        pass
    try:
        text = Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8")
    except OSError:
        return "unknown"
    project = tomllib.loads(text).get("project", {})
    return str(project["version"]) if project.get("name") == "defection-timeline" else "unknown"

"""Server settings from environment variables (event file, size, embedding sites, base path); the assets folder."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.dataset import MAX_BYTES

FILE_VARIABLE = "DEFECTIONS_FILE"
"""The environment variable that names the event file to show."""

MAX_BYTES_VARIABLE = "DEFECTIONS_MAX_BYTES"
"""The environment variable that says how large an event file may be, in bytes."""

EMBED_VARIABLE = "DEFECTIONS_EMBED"
"""The environment variable that names the web origins whose pages may embed the page, with spaces between them."""

BASE_PATH_VARIABLE = "DEFECTIONS_BASE_PATH"
"""The environment variable that names the path below which a proxy shows the page."""

ASSETS = Path(__file__).parent / "assets"
"""The folder of the scripts, styles and the basemap that the page and the exports use."""


class SettingsError(ValueError):
    """A setting that makes no sense, as a sentence that names it."""


@dataclass(frozen=True)
class Settings:
    """The settings of the server.

    They travel in the environment, where every way to start the application finds them: `defections`,
    `streamlit run` and any ASGI server.
    """

    event_file: Path
    max_bytes: int = MAX_BYTES
    embed_origins: tuple[str, ...] = ()
    base_path: str = ""  # such as `/defections`; empty where the page is at the root

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings from environment variables, with defaults for those that are missing or empty.

        Raises `SettingsError`.
        """
        file = environment.get(FILE_VARIABLE)
        size = environment.get(MAX_BYTES_VARIABLE) or str(MAX_BYTES)
        if not re.fullmatch("[0-9]{1,18}", size) or not int(size):
            raise SettingsError(f"{MAX_BYTES_VARIABLE}: {size!r} is not a whole number of bytes, at least 1")
        try:
            origins = tuple(web_origin(text) for text in environment.get(EMBED_VARIABLE, "").split())
        except ValueError as error:
            raise SettingsError(f"{EMBED_VARIABLE}: {error}") from error
        try:
            path = read_base_path(environment.get(BASE_PATH_VARIABLE, ""))
        except ValueError as error:
            raise SettingsError(f"{BASE_PATH_VARIABLE}: {error}") from error
        return cls(Path(file) if file else default_file(), int(size), origins, path)

    def as_environment(self) -> dict[str, str]:
        """Return the environment variables that hold these settings."""
        return {
            FILE_VARIABLE: str(self.event_file),
            MAX_BYTES_VARIABLE: str(self.max_bytes),
            EMBED_VARIABLE: " ".join(self.embed_origins),
            BASE_PATH_VARIABLE: self.base_path,
        }


def default_file() -> Path:
    """Return `events.yaml` of the working folder if there is one, else the file that ships with the package."""
    in_working_folder = Path("events.yaml")
    if in_working_folder.exists():
        return in_working_folder
    package = Path(__file__).parent
    in_wheel = package / "events.yaml"
    return in_wheel if in_wheel.exists() else package.parent / "events.yaml"


def web_origin(text: str) -> str:
    """Return a web origin such as `https://news.example:8080`, or `*` for any, unchanged; else raise `ValueError`."""
    if not re.fullmatch(r"\*|https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?", text):
        raise ValueError(f"{text!r} is not a web origin such as https://news.example, nor * for any site")
    return text


def read_base_path(text: str) -> str:
    """Return a path such as `/defections` or `/news/defections`, without a slash at its end; empty for the root.

    Raises `ValueError` for what is no such path.
    """
    path = text.strip("/")
    if not path:
        return ""
    if not re.fullmatch(r"(?!.*//)[A-Za-z0-9._~/-]+", path) or {".", ".."} & set(path.split("/")):
        raise ValueError(f"{text!r} is not a path such as /defections, of letters, digits, -, ., _ and ~")
    return f"/{path}"

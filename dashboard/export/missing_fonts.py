"""Find the letters of pictures for which this computer has no font, so that Chromium would draw boxes."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.dataset.languages import script_of

_OWN_SCRIPTS = ("Latn", "Grek", "Cyrl")
"""Scripts of Source Sans, which every file holds."""

_PACKAGES = {"Hang": "fonts-noto-cjk", "Hani": "fonts-noto-cjk", "Hira": "fonts-noto-cjk", "Kana": "fonts-noto-cjk"}
_OTHER_PACKAGE = "fonts-noto-core"
"""Debian's packages with fonts, by script."""

_UNSEEN = ("customdata", "hovertext", "hovertemplate", "meta", "ids")  # attributes whose texts no picture shows
_MAX_LETTERS = 5  # that a sentence names
_TIMEOUT_S = 30


def missing_font_sentences(figures: Iterable[go.Figure]) -> list[str]:
    """Return a sentence for each font that is missing to draw figures as pictures.

    Chromium has its fonts from fontconfig, and so has `fc-list`. Where there is no such command, as on macOS and
    Windows, the system brings fonts of all these scripts, and nothing is said.
    """
    letters: dict[str, set[str]] = {}
    for figure in figures:
        for text in _texts(figure.to_plotly_json()):
            for letter in set(text):
                script = script_of(letter)
                if script and script not in _OWN_SCRIPTS:
                    letters.setdefault(_PACKAGES.get(script, _OTHER_PACKAGE), set()).add(letter)
    if not letters or (ranges := _installed_ranges()) is None:
        return []
    missing = {
        package: [letter for letter in sorted(some) if not any(first <= ord(letter) <= last for first, last in ranges)]
        for package, some in letters.items()
    }
    return [_sentence(package, some) for package, some in sorted(missing.items()) if some]


def _sentence(package: str, letters: Sequence[str]) -> str:
    more = " …" if len(letters) > _MAX_LETTERS else ""
    return (
        f"pictures show boxes for {' '.join(letters[:_MAX_LETTERS])}{more}, which no font of this computer has; "
        f"install one, such as that of apt-get install {package}"
    )


def _texts(part: Any) -> Iterator[str]:
    """Yield the texts of a part of a figure that a picture may show."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, value in part.items():
            if name not in _UNSEEN:
                yield from _texts(value)
    elif isinstance(part, list | tuple) or (isinstance(part, np.ndarray) and part.dtype.kind in "OU"):
        for value in part:
            yield from _texts(value)


def _installed_ranges() -> list[tuple[int, int]] | None:
    """Return the first and last code points of what the fonts of this computer have; None where nobody can say."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    try:
        said = subprocess.run(
            [command, "--format", "%{charset}\n"], capture_output=True, check=True, text=True, timeout=_TIMEOUT_S
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    ends = (part.partition("-") for part in set(said.split()))
    return [(int(first, 16), int(last or first, 16)) for first, _, last in ends]

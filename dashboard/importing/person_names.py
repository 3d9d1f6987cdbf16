"""The name of a person in a cell: in one script or two, and several persons in the place of one."""

import re
import unicodedata

from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError

_BETWEEN_NAMES = r"\s(?:and|und|et|y|и)\s|&|\s\+\s"
_MIN_LETTERS = 2  # of a name in a script of its own; `김 A` is one name
_AROUND = " \t\n,;:/|–—-()[]（）"


def in_two_scripts(text: str) -> tuple[str, list[str]]:
    """Return a name in Latin letters, and the same in another script if the text has both.

    `Thae Yong-ho / 태영호` and `Thae Yong-ho (태영호)` are one name.
    """
    scripts = [(i, _is_latin(character)) for i, character in enumerate(text) if character.isalpha()]
    changes = [k for k in range(1, len(scripts)) if scripts[k][1] != scripts[k - 1][1]]
    if len(changes) != 1 or not _MIN_LETTERS <= changes[0] <= len(scripts) - _MIN_LETTERS:
        return text, []
    last, first = scripts[changes[0] - 1][0], scripts[changes[0]][0]
    if last + 1 == first:  # nothing stands between them
        return text, []
    parts = text[: last + 1].strip(_AROUND), text[first:].strip(_AROUND)
    latin, other = parts if scripts[0][1] else parts[::-1]
    return latin, [name.strip(_AROUND) for name in re.split(r"[,/;]", other)]


def check_one_name(text: str, cell: Cell) -> None:
    """Raise `CellError` for a text that seems to name several persons."""
    names = [name.strip() for name in re.split(rf"{_BETWEEN_NAMES}|/", text, flags=re.IGNORECASE)]
    with_commas = [name.strip() for part in names for name in part.split(",")]
    if _are_names(with_commas) and (len(with_commas) > 2 or all(map(_is_whole, with_commas))):
        names = with_commas
    if len(names) > 1 and _are_names(names):
        raise CellError(
            cell,
            f"name: {shown(text)} seems to be {len(names)} persons; write {'; '.join(names)} with ; between them, or "
            "put other names of one person into a column also known as",
        )


def _are_names(texts: list[str]) -> bool:
    """Whether each text begins like a name: not with a small letter, as in `Choe and family`."""
    return all(text and text[0].isalpha() and not text[0].islower() for text in texts)


def _is_whole(name: str) -> bool:
    """Whether a name is that of a person, not only a surname or the rest of a name, as in `Kim, Chol-su`."""
    return " " in name or (len(name) > 1 and not _is_latin(name[0]))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN", "MODIFIER LETTER"))

"""The name of a person in a cell: in one script or two, and several persons in the place of one."""

import re
import unicodedata

from dashboard.dataset.text import CURLY_QUOTES, shown
from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError

_BETWEEN_NAMES = re.compile(r"\s(?:and|und|и)\s|&|\s\+\s|/", re.IGNORECASE)
_BETWEEN_SURNAMES = re.compile(r"\s(?:y|et)\s", re.IGNORECASE)
"""Words that also join the surnames of one person: `José Ortega y Gasset`."""
_GOES_WITH = re.compile(r"(?:and|with|und|plus|&|\+)\s.+", re.IGNORECASE)
"""A companion of the person before: `and wife`."""
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "herr", "frau", "m", "mme", "mlle",
                     "monsieur", "madame", "sr", "sra", "señor", "señora", "signor", "signora"))  # fmt: skip
_QUOTES = f"{CURLY_QUOTES}\"'"
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


def read_name(cell: Cell) -> tuple[str, list[str]]:
    """Return the name of one person, and the same in another script.

    Quotation marks around what else would be several names say that it is one. Raises `CellError` for a text that seems
    to name several persons.
    """
    text = cell.text
    if _GOES_WITH.fullmatch(text):
        how = "write a name, or put it into a column accompanied by"
        raise CellError(cell, f"name: {shown(text)} is not the name of another person; {how}")
    is_quoted = len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES
    name, others = in_two_scripts(text[1:-1].strip() if is_quoted else text)
    names = _names_in(name)
    if len(names) < 2 or not _are_names(names):
        return in_two_scripts(text)
    if is_quoted:
        return name, others
    raise CellError(
        cell,
        f"name: {shown(text)} seems to be {len(names)} persons; write {'; '.join(_with_surnames(names))} with ; "
        f"between them, put other names of one person into a column also known as, or write “{text}” with the "
        "quotation marks if it is one name",
    )


def _names_in(text: str) -> list[str]:
    names = [each.strip() for name in _BETWEEN_NAMES.split(text) for each in _without_joint_surnames(name.strip())]
    with_commas = [part.strip() for name in names for part in name.split(",")]
    are_whole = all(map(_is_whole, with_commas))
    if len(names) > 1 and not are_whole and all(name.count(",") == 1 for name in names):
        return names  # Al-Rashid, Omar and Said, Ali
    return with_commas if _are_names(with_commas) and (len(with_commas) > 2 or are_whole) else names


def _without_joint_surnames(name: str) -> list[str]:
    """Return the names in a text, of which `y` and `et` join two if both are more than a word, or one a mere title."""
    names = _BETWEEN_SURNAMES.split(name)
    return names if all(" " in each.strip() or _is_title(each) for each in names) else [name]


def _with_surnames(names: list[str]) -> list[str]:
    """Return `Mr Kim` and `Mrs Kim` for `Mr` and `Mrs Kim`."""
    surname = names[-1].partition(" ")[2]
    return [f"{name} {surname}" if surname and _is_title(name) else name for name in names]


def _is_title(text: str) -> bool:
    return text.strip(" .").casefold() in _TITLES


def _are_names(texts: list[str]) -> bool:
    """Whether each text begins like a name: not with a small letter, as in `Choe and family`."""
    return all(text and text[0].isalpha() and not text[0].islower() for text in texts)


def _is_whole(name: str) -> bool:
    """Whether a name is that of a person, not only a surname or the rest of a name, as in `Kim, Chol-su`."""
    return " " in name or (len(name) > 1 and not _is_latin(name[0]))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN", "MODIFIER LETTER"))

"""Words for the closed vocabularies of the model: status, whereabouts, kind of event, stance, credibility, nobody."""

import difflib
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.text import fold, shown
from dashboard.dataset.vocabulary import EVENT_TYPES, STANCE_LABELS, STATUSES, WHEREABOUTS
from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.value_lists import parts_of

_STATUS_WORDS = {
    "confirmed": ("officially confirmed", "verified", "certain", "acknowledged"),
    "reported": ("report", "published", "in the press", "press report", "media report"),
    "unconfirmed": ("not confirmed", "rumour", "rumor", "rumoured", "rumored", "unverified", "not verified", "alleged",
                    "suspected", "hearsay", "unsure", "uncertain"),
    "disputed": ("contested", "contradicted", "conflicting", "sources disagree"),
    "denied": ("rejected", "refuted"),
    "retracted": ("withdrawn", "taken back", "corrected"),
}  # fmt: skip
_NEARLY_STATUSES = {
    "confirmed or reported": ("yes", "high", "very sure", "sure", "definite", "definitely", "almost certain"),
    "reported or unconfirmed": ("likely", "very likely", "probable", "probably", "possible", "possibly", "plausible",
                                "medium", "fairly sure", "most likely", "credible"),
    "unconfirmed or denied": ("no", "low", "unlikely", "doubtful", "improbable", "not sure", "maybe", "perhaps"),
}  # fmt: skip
"""Words that may be either of two statuses: somebody has to say which."""
_WHEREABOUTS_WORDS = {
    "unknown": ("whereabouts unknown", "not known", "unclear", "unkown", "?", "missing"),
    "undisclosed": ("whereabouts undisclosed", "not disclosed", "withheld", "secret", "in hiding", "confidential",
                    "third country undisclosed"),
    "in-transit": ("in transit", "transit", "on the way", "en route", "under way", "on the run"),
    "returned": ("back home", "went back", "repatriated", "returned home", "back"),
}  # fmt: skip
_TYPE_WORDS = {"defection": ("defector", "defected", "defect"), "context": ("background", "era")}
_STANCE_WORDS = {
    "confirmed": ("confirms", "confirm"),
    "declined-to-confirm": ("declined to confirm", "neither confirmed nor denied", "declined"),
    "denied": ("denies", "deny"),
    "no-comment": ("no comment", "declined to comment", "refused to comment", "silent"),
}

_MISTYPED = 0.82
"""How like a word has to be to be meant: `defected` is not `rejected`, and `not denied` is not `denied`."""

_NOT_DEFECTIONS = ("expulsion", "expelled", "recall", "recalled", "coup", "deportation", "persona non grata", "purge")

_NOBODY = frozenset(
    ("unidentified", "not identified", "anonymous", "unnamed", "not named", "name withheld", "withheld", "no name")
)
_LABEL_OF_NOBODY = re.compile(r"(?:an? )?(?:unidentified|unnamed|anonymous|unknown|not identified)\b.+", re.IGNORECASE)
_ALONE = frozenset(("alone", "nobody", "no one", "none", "no", "without family", "by himself", "by herself", "0"))


def _by_word(words: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    own = {value: value for value in words} | {value.replace("-", " "): value for value in words}
    return MappingProxyType({word: value for value, others in words.items() for word in others} | own)


_VOCABULARIES: Mapping[str, tuple[Mapping[str, str], Sequence[str]]] = MappingProxyType(
    {
        "status": (_by_word(_STATUS_WORDS), STATUSES),
        "whereabouts": (_by_word(_WHEREABOUTS_WORDS), WHEREABOUTS),
        "type": (_by_word(_TYPE_WORDS), EVENT_TYPES),
        "stance": (_by_word(_STANCE_WORDS), tuple(STANCE_LABELS)),
    }
)


def whereabouts_in(text: str) -> str | None:
    """Return the destination status that a text says, such as `in-transit`."""
    return _VOCABULARIES["whereabouts"][0].get(_key(text))


def read_word(cell: Cell, field: str, log: ReadingLog) -> str:
    """Return the value of a closed vocabulary that a cell names. Raises `CellError` with all values."""
    words, allowed = _VOCABULARIES[field]
    key = _key(cell.text)
    if key in words:
        if words[key] != cell.text:
            log.add(cell, field, words[key])
        return words[key]
    nearest = difflib.get_close_matches(key[:100], words, n=1, cutoff=_MISTYPED)
    hint = f"; did you mean {words[nearest[0]]!r}?" if nearest else ""
    if field == "status" and (choices := _nearly_statuses().get(key)):
        hint = f"; for {shown(cell.text)}, write {choices}"
    if field == "type" and any(word in key for word in _NOT_DEFECTIONS):
        hint = "; expulsions, recalls and coups are not defections: leave the row out, or call it context"
    message = f"{field}: {shown(cell.text)} is not one of {', '.join(allowed)}{hint}"
    raise CellError(cell, message, tuple(allowed), words[nearest[0]] if nearest else None)


def _nearly_statuses() -> Mapping[str, str]:
    return {word: choices for choices, words in _NEARLY_STATUSES.items() for word in words}


def read_credibility(cell: Cell) -> int:
    """Return a number of the Admiralty scale. Raises `CellError`."""
    if re.fullmatch("[1-6]", cell.text):
        return int(cell.text)
    message = f"credibility: {shown(cell.text)} is not one of 1 to 6, the Admiralty scale"
    if rating := re.fullmatch("[A-F]([1-6])?", cell.text, re.IGNORECASE):
        how = f"write {rating[1]}" if rating[1] else "write 1 to 6, or leave the cell blank"
        message += f"; the letter rates the source, not what it reports: {how}"
    raise CellError(cell, message, tuple("123456"))


def is_nobody(name: str) -> bool:
    """Whether a text stands for a name that is not known."""
    return _key(name) in _NOBODY or is_placeholder(name)


def is_label(name: str) -> bool:
    """Whether a text says what somebody is who is not identified: `Unidentified diplomat`."""
    return _LABEL_OF_NOBODY.fullmatch(name) is not None


def companions(text: str) -> list[str]:
    """Return who went along, none for `alone`."""
    return [] if _key(text) in _ALONE else parts_of(text, ";,\n")


def _key(text: str) -> str:
    return " ".join(fold(text).replace("_", " ").split()).strip(" .()")

"""Korean names in Hangul and in any romanisation: one key for all spellings, and the pattern that finds it.

McCune-Reischauer, the Revised Romanization, and the usage of North and South Korea write the same syllable differently,
and one of them often as another writes a different syllable: “Jung” is 정 or 중, “Jong” is 정 or 종. So the key keeps
what is written, and the pattern of a search accepts every vowel that may stand for the same one of Hangul. Plain, tense
and aspirated consonants are one (Thae, Tae), and so are the initials that South Korea drops or changes (Ri, Yi, Lee).
Packages that romanise Hangul write one system only.

A syllable of a key is a consonant, a glide (y, or v for w), a vowel and a final (N for ng).
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import product
from unicodedata import normalize

_INITIALS = {
    letters: code
    for code, spellings in {
        "k": "k g kk gg kh", "t": "t d tt dd th", "p": "p b pp bb ph", "c": "ch j jj tch", "s": "s ss sh", "h": "h",
        "m": "m", "n": "n", "r": "r l rh",
    }.items()
    for letters in spellings.split()
} | {"": ""}  # fmt: skip

_VOWELS = {
    letters: code
    for code, spellings in {
        "a": "a ah", "e": "ae e ay ai", "i": "i ee ih yi yee ey", "X": "ui eui",
        "E": "eo uh eou", "o": "o", "O": "oh", "u": "u", "U": "oo woo wu", "W": "eu", "Q": "ou",
        "ya": "ya yah", "ye": "ye yae", "yE": "yeo yuh yeu yeou", "yo": "yo", "yO": "yoh", "yu": "yu", "yU": "yoo",
        "yQ": "you", "va": "wa", "ve": "oe oi oy we wae woe wai", "vo": "wo weo", "vi": "wi wee",
    }.items()
    for letters in spellings.split()
}  # fmt: skip

_FINALS = {"": "", "k": "k", "g": "k", "ck": "k", "n": "n", "t": "t", "l": "l", "m": "m", "p": "p", "b": "p", "ng": "N"}

_RESPELT = {"park": "pak", "syng": "seung", "wha": "hwa"}
"""Spellings that persons chose for themselves and no system has."""

# In the order of Unicode, which numbers syllables by initial, vowel and final; “_” is none.
_HANGUL_INITIALS, _HANGUL_VOWELS, _HANGUL_FINALS = (
    [code.strip("_") for code in codes.split()]
    for codes in (
        "k k n t t r m p p s s _ c c c k t p h",
        "a e ya ye E e yE ye O va ve ve yO U vo ve vi yU W X i",
        "_ k k k n n n t l k m l l l p l m p p t t N t t k t p t",
    )
)

_MAY_STAND_FOR = {
    "E": "ㅓ", "O": "ㅗ", "U": "ㅜ", "W": "ㅡ", "o": "ㅓㅗ", "u": "ㅓㅜㅡ", "V": "ㅜㅡ", "Q": "ㅓㅜ"
}  # fmt: skip
_ACCEPTED = {
    written: "[" + "".join(other for other in _MAY_STAND_FOR if set(_MAY_STAND_FOR[other]) & set(vowels)) + "]"
    for written, vowels in _MAY_STAND_FOR.items()
}

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선"
    "설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부태가복피두감음빈동온호범좌팽승간상시갈단견당궁"
)
_TWO_SYLLABLE_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")

_MAX_LETTERS = 20  # of a word
_MAX_WORDS = 4  # of a name
_MAX_READINGS = 4  # of a word that is written without hyphens: Jongun is Jong-un or Jon-gun
_FOREIGN_LETTERS = frozenset("fqvxz")

Syllables = tuple[str, ...]


def name_key(name: str) -> str:
    """Return the key of a person's name, `|kim|col-soN|`, surname first; empty where it is not Korean.

    It is taken for Korean if its first or last word is a Korean surname and every word can be read as Korean syllables.
    """
    words = _words(name)
    if len(words) == 1 and _is_hangul(words[0]):
        return _hangul_key(words[0])
    readings: list[tuple[Syllables, ...]] = []
    for word in words[: _MAX_WORDS + 1]:
        if not (found := _readings(word)):
            return ""
        readings.append(found)
    if not 0 < len(readings) <= _MAX_WORDS:
        return ""
    if not any(map(_is_surname, readings[0])):
        if not any(map(_is_surname, readings[-1])):
            return ""
        readings = readings[-1:] + readings[:-1]
    return "".join(_written(chosen) for chosen in product(*readings))


def _hangul_key(name: str) -> str:
    family = 2 if normalize("NFC", name).startswith(_TWO_SYLLABLE_SURNAMES) else 1
    for syllables in _readings(name):
        if _is_surname(syllables[:family]):
            return _written([part for part in (syllables[:family], syllables[family:]) if part])
    return ""


def place_key(name: str) -> str:
    """Return the key of those words of a place's name that can be read as Korean syllables."""
    return "".join(_written([reading]) for word in _words(name) for reading in _readings(word))


def word_pattern(word: str) -> str | None:
    """Return a regular expression that finds a folded word in keys, if it can be read as Korean syllables.

    A word of one syllable has to be a whole word, such as a surname; a longer one may be the beginning of a name.
    """
    readings = _readings(word)
    if not readings:
        return None
    return "|".join(_pattern(reading, r"\|" if len(reading) == 1 else "[|-]") for reading in readings)


def sequence_pattern(words: Sequence[str]) -> str | None:
    """Return a regular expression that finds folded words of a syllable each in keys, the surname first or last."""
    readings = [reading[0] for reading in map(_readings, words) if reading and len(reading[0]) == 1]
    if len(readings) != len(words):
        return None
    syllables = [reading[0] for reading in readings]
    orders = (syllables, syllables[-1:] + syllables[:-1], syllables[1:] + syllables[:1])
    return "|".join(dict.fromkeys(_pattern(tuple(order), "[|-]") for order in orders))


def is_syllable(word: str) -> bool:
    """Whether a folded word can be read as one Korean syllable."""
    readings = _readings(word)
    return bool(readings) and len(readings[0]) == 1


def _words(folded: str) -> list[str]:
    return folded.replace(",", " ").split()


def _written(words: Iterable[Syllables]) -> str:
    return f"|{'|'.join('-'.join(word) for word in words)}|"


def _pattern(syllables: Syllables, end: str) -> str:
    accepted = ("".join(_ACCEPTED.get(letter, letter) for letter in syllable) for syllable in syllables)
    return rf"\|{'[|-]'.join(accepted)}{end}"


def _is_surname(reading: Syllables) -> bool:
    return bool(_surname_pattern().fullmatch("-".join(reading)))


@cache
def _surname_pattern() -> re.Pattern[str]:
    names = (*_SURNAMES, *_TWO_SYLLABLE_SURNAMES)
    readings = {_readings(normalize("NFD", name))[0] for name in names}
    return re.compile("|".join(_pattern(reading, "")[2:].replace("[|-]", "-") for reading in readings))


def _is_hangul(word: str) -> bool:
    return "\u1100" <= word[:1] <= "\u11ff"


@lru_cache(65_536)
def _readings(word: str) -> tuple[Syllables, ...]:
    """Return the syllables that a folded word may be written for, likeliest first; nothing if it is not Korean."""
    if len(word) > 3 * _MAX_LETTERS:
        return ()
    if _is_hangul(word):
        syllables = _hangul_syllables(word)
        return (syllables,) if syllables else ()
    parts = [_latin_readings(part) for part in word.split("-")]
    if len(parts) == 1:
        return parts[0]
    # A hyphen is where one syllable ends, so the shortest reading of each part will do.
    return (sum((part[0] for part in parts), ()),) if all(parts) else ()


def _hangul_syllables(word: str) -> Syllables:
    composed = [ord(letter) - 0xAC00 for letter in normalize("NFC", word)]
    if not all(0 <= number < 11_172 for number in composed):
        return ()
    return tuple(
        _syllable(_HANGUL_INITIALS[number // 588], _HANGUL_VOWELS[number % 588 // 28], _HANGUL_FINALS[number % 28])
        for number in composed
    )


def _latin_readings(part: str) -> tuple[Syllables, ...]:
    if not (part.isascii() and part.isalpha() and len(part) <= _MAX_LETTERS) or _FOREIGN_LETTERS & set(part):
        return ()
    for letters, regular in _RESPELT.items():
        part = part.replace(letters, regular)
    rest: list[list[Syllables]] = [[] for _ in part] + [[()]]  # how what follows each letter may be read
    for start in range(len(part) - 1, -1, -1):
        found = {
            (syllable, *following): None
            for syllable, end in _syllables_at(part, start)
            for following in rest[end]
        }  # fmt: skip
        rest[start] = sorted(found, key=len)[:_MAX_READINGS]
    fewest = len(rest[0][0]) if rest[0] else 0
    return tuple(reading for reading in rest[0] if len(reading) == fewest)


def _syllables_at(part: str, start: int) -> Iterable[tuple[str, int]]:
    """Yield each syllable that may begin at a letter, and where it ends."""
    for initial, nucleus_at in _beginnings(_INITIALS, part, start):
        for vowel, final_at in _beginnings(_VOWELS, part, nucleus_at):
            for final, end in _beginnings(_FINALS, part, final_at):
                yield _syllable(initial, vowel, final), end


def _beginnings(table: dict[str, str], part: str, start: int) -> Iterable[tuple[str, int]]:
    for length in range(4, -1, -1):
        if start + length <= len(part) and (code := table.get(part[start : start + length])) is not None:
            yield code, start + length


def _syllable(initial: str, vowel: str, final: str) -> str:
    if initial == "r":
        initial = "" if vowel == "i" else "n"  # Ri, Yi; Ro, No
    if initial == "n" and vowel[0] == "y":
        initial = ""  # Ryong, Yong; Sŏng-nyŏl, Song-ryol
    if initial == "c":
        vowel = vowel.removeprefix("y")
    if vowel == "X" and initial:
        vowel = "i"  # Hui, Hee, Hi
    if not final:
        vowel = vowel.replace("u", "V").replace("Q", "U")  # only in closed syllables, as in Sung, is ㅓ written u
    return f"{initial}{vowel}{final}"

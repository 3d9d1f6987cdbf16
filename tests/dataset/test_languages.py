"""Which language a text is in, by its script and its sources."""

import pytest

from dashboard.dataset.languages import language_parts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("태영호", "ko"), ("金정은", "ko"), ("お茶の水", "ja"), ("カー", "ja"), ("Θεσσαλονίκη", "el"), ("สมชาย", "th"),
        ("თბილისი", "ka"), ("金永男", "und-Hani"), ("Ким Чхоль Сон", "und-Cyrl"), ("محمدرضا نیک‌نام", "und-Arab"),
        ("राम प्रसाद", "und-Deva"), ("ירושלים", "und-Hebr"), ("Thae Yong-ho", None), ("Kim Ch'ŏl-sŏng", None),
        ("2016 …", None),
    ],
)  # fmt: skip
def test_a_script_of_one_language_tells_it_and_any_other_only_itself(text, language):
    assert language_parts(text) == ((text, language),)


@pytest.mark.parametrize(
    ("text", "cited", "language"),
    [
        ("Ким", ("en", "ru"), "ru"),
        ("Ким", ("ru", "uk"), "und-Cyrl"),
        ("Ким", ("ko",), "und-Cyrl"),
        ("محمد", ("fa", "en"), "fa"),
        ("金永男", ("ko",), "ko"),
        ("金永男", ("zh-Hant",), "zh-Hant"),
        ("राम", ("ne",), "ne"),
        ("태영호", ("ja",), "ko"),
        ("Kim", ("ko", "fr"), None),
        ("Ким", ("no such", "", "xx-"), "und-Cyrl"),
    ],
)
def test_a_script_of_several_languages_is_in_that_of_the_only_source_that_is_written_so(text, cited, language):
    assert language_parts(text, cited) == ((text, language),)


@pytest.mark.parametrize(
    ("text", "own", "language"),
    [
        ("Le Monde", "fr", "fr"), ("Новая газета", "ru", "ru"), ("Dong-A Ilbo", "ko", None), ("동아일보", "en", "ko"),
        ("Politika", "sr-Latn", "sr-Latn"), ("朝日新聞", "ja", "ja"),
    ],
)  # fmt: skip
def test_a_text_is_in_the_language_that_its_source_is_said_to_have_if_it_is_written_so(text, own, language):
    assert language_parts(text, own=own) == ((text, language),)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Thae Yong-ho (태영호)", [("Thae Yong-ho", None), (" (", None), ("태영호", "ko"), (")", None)]),
        ("태영호, 김철성", [("태영호, 김철성", "ko")]),
        ("김철성 / Ким", [("김철성", "ko"), (" / ", None), ("Ким", "und-Cyrl")]),
        ("\u2068محمد\u2069, Oslo", [("\u2068", None), ("محمد", "und-Arab"), ("\u2069, ", None), ("Oslo", None)]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_its_script_changes_and_nothing_of_it_is_lost(text, parts):
    found = language_parts(text)
    assert list(found) == parts
    assert "".join(part for part, _ in found) == text

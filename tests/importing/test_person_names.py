"""One name in two scripts, and several persons in the place of one."""

import pytest

from dashboard.importing.person_names import in_two_scripts
from tests.importing.tables import event_of, imported, problem_of

TWO_SCRIPTS = {
    "Thae Yong-ho / 태영호": ("Thae Yong-ho", ["태영호"]),
    "Jang Seung-gil (장승길)": ("Jang Seung-gil", ["장승길"]),
    "Kim Chol-su 김철수": ("Kim Chol-su", ["김철수"]),
    "조성길 (Jo Song-gil)": ("Jo Song-gil", ["조성길"]),
    "Ri Yŏng-ho, 李英浩": ("Ri Yŏng-ho", ["李英浩"]),
    "Kim, Chol-su [김철수, 金哲洙]": ("Kim, Chol-su", ["김철수", "金哲洙"]),
    "Ким Чхоль-су / Kim Chol-su": ("Kim Chol-su", ["Ким Чхоль-су"]),
    "Kim Chol-su": ("Kim Chol-su", []),
    "태영호": ("태영호", []),
    "김 A": ("김 A", []),
    "A씨": ("A씨", []),
    "Kim 김 Chol-su": ("Kim 김 Chol-su", []),
}


@pytest.mark.parametrize(("text", "parts"), TWO_SCRIPTS.items())
def test_a_name_in_two_scripts_is_one_name_with_another(text, parts):
    assert in_two_scripts(text) == parts


def test_the_other_script_is_also_known_as_and_not_in_the_id():
    event = event_of("name,origin,date", "Jang Seung-gil (장승길)", "KP", 1997)
    assert event["persons"] == [{"name": "Jang Seung-gil", "also_known_as": ["장승길"]}]
    assert event["id"] == "kp-1997-jang-seung-gil"
    event = event_of("name,aka,date", "Jang Seung-gil (장승길)", "Chang Sung-kil; 장승길", 1997)
    assert event["persons"][0]["also_known_as"] == ["장승길", "Chang Sung-kil"]
    read = imported([["name", "date"], ["Thae Yong-ho / 태영호", 2016]]).report.log.readings
    assert [it.read_as for it in read if it.field == "name"] == ["Thae Yong-ho, also known as 태영호"]


SEVERAL = {
    "Kim A and Pak B": "Kim A; Pak B", "Kim C, Pak D": "Kim C; Pak D", "A & B": "A; B",
    "Kim, Pak and Ri": "Kim; Pak; Ri",
    "Thae Yong-ho / Thae Yong Ho": "Thae Yong-ho; Thae Yong Ho", "김철수, 박영희": "김철수; 박영희",
    "María López y Juan García": "María López; Juan García", "Jean Dupont et Anne Petit": "Jean Dupont; Anne Petit",
    "Mr and Mrs Kim": "Mr Kim; Mrs Kim", "M. et Mme Kim": "M. Kim; Mme Kim", "Dr. & Mrs Kim A": "Dr. Kim A; Mrs Kim A",
    "Al-Rashid, Omar and Said, Ali": "Al-Rashid, Omar; Said, Ali",
    "Kim A, Pak B and Ri C, Choe D": "Kim A; Pak B; Ri C; Choe D",
}  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SEVERAL.items())
def test_several_persons_in_the_place_of_one_are_a_problem(text, names):
    count = names.count(";") + 1
    assert problem_of("name,date", text, 2014) == (
        f"cases.csv!A2: name: {text!r} seems to be {count} persons; write {names} with ; between them, put other names "
        f"of one person into a column also known as, or write “{text}” with the quotation marks if it is one name"
    )


@pytest.mark.parametrize(("text", "names"), SEVERAL.items())
def test_several_persons_written_as_advised_are_read(text, names):
    assert [person["name"] for person in event_of("name,date", names, 2014)["persons"]] == names.split("; ")
    for one in (f"“{text}”", f'"{text}"'):
        assert event_of("name,date", one, 2014)["persons"] == [{"name": text}]
        assert [it.read_as for it in imported([["name", "date"], [one, 2014]]).report.log.readings] == [text]


@pytest.mark.parametrize(
    "text", ["José Ortega y Gasset", "Santiago Ramón y Cajal", "Ramón y Cajal", '"Tony"', "“Tony”"]
)
def test_surnames_joined_by_a_word_and_a_name_in_quotation_marks_are_one_name_as_written(text):
    assert event_of("name,date", text, 2014)["persons"] == [{"name": text}]


@pytest.mark.parametrize("text", ["Kim, Chol-su", "Choe and family", "Anderson", "Kim Jong Un, Jr.", "Hyon Und-o", "X"])
def test_a_name_with_a_comma_or_a_family_is_one_name(text):
    assert event_of("name,date", text, 2014)["persons"] == [{"name": text}]


@pytest.mark.parametrize("text", ["Kim A\nand wife", "Kim A; with family", "Kim A;& son"])
def test_a_companion_is_no_person_of_that_name(text):
    told = problem_of("name,date", text, 2014)
    assert "is not the name of another person; write a name, or put it into a column accompanied by" in told

"""What every template can rely on: printed values are visible and escaped."""

from collections.abc import Callable

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from dashboard.markup import environment


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Render a template that is given as text."""

    def render(template: str, **values: object) -> str:
        own = environment._environment().overlay(loader=DictLoader({"t.html": template}))
        monkeypatch.setattr(environment, "_environment", lambda: own)
        return environment.render("t.html", **values)

    return render


def test_a_text_is_escaped_in_content_and_attribute(printed):
    assert printed('<p title="{{ it }}">{{ it }}</p>', it="<b>\"'&") == (
        '<p title="&lt;b&gt;&#34;&#39;&amp;">&lt;b&gt;&#34;&#39;&amp;</p>'
    )


def test_an_invisible_character_is_written_out(printed):
    assert printed("{{ it }}", it="a\u202eb\u200bc") == "a⟨U+202E⟩b⟨U+200B⟩c"


def test_an_invisible_character_is_written_out_in_what_a_macro_prints(printed):
    template = "{% macro item(text) %}<li>{{ text }}</li>{% endmacro %}{{ item(it) }}"
    assert printed(template, it="<\u202e>") == "<li>&lt;⟨U+202E⟩&gt;</li>"


def test_an_exact_value_is_escaped_and_otherwise_stays_as_it_is(printed):
    assert printed('<a href="{{ it | exact }}">', it='https://a/\u200b"') == '<a href="https://a/\u200b&#34;">'


def test_the_html_of_a_template_is_printed_as_it_is(printed):
    assert printed("{{ it }}", it=Markup("<b>x</b>")) == "<b>x</b>"
    assert isinstance(printed("{{ it }}", it="<"), Markup)


def test_nothing_known_prints_nothing_and_a_number_prints_itself(printed):
    assert printed("{{ it }}|{{ n }}", it=None, n=0) == "|0"


def test_a_name_that_was_not_given_is_an_error(printed):
    with pytest.raises(UndefinedError):
        printed("{{ missing }}")


def test_a_text_is_escaped_outside_templates_too():
    assert environment.escape("<\u200b>") == "&lt;⟨U+200B⟩&gt;"

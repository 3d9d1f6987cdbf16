"""The settings: what the environment says, what it may leave out, and what it may not say."""

import re
from pathlib import Path

import pytest

from dashboard.dataset import MAX_BYTES
from dashboard.settings import Settings, SettingsError, default_file, read_base_path, web_origin

FULL = Settings(Path("/srv/events.yaml"), 5_000_000, ("https://news.example", "http://localhost:8000"), "/kp")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_settings_come_back_from_the_environment_as_they_went():
    assert Settings.from_environment(FULL.as_environment()) == FULL


@pytest.mark.parametrize("empty", [{}, dict.fromkeys(FULL.as_environment(), "")])
def test_what_the_environment_does_not_say_has_a_default(empty):
    assert Settings.from_environment(empty) == Settings(default_file(), MAX_BYTES, ())


@pytest.mark.parametrize("size", ["0", "-1", "1.5", "many", "1e6", "²"])
def test_a_size_that_is_none_is_named(size):
    with pytest.raises(SettingsError, match=f"DEFECTIONS_MAX_BYTES: {size!r} is not a whole number of bytes"):
        Settings.from_environment({"DEFECTIONS_MAX_BYTES": size})


def test_an_embedder_that_is_none_is_named():
    with pytest.raises(SettingsError, match=re.escape("DEFECTIONS_EMBED: 'https://news.example,' is not a web origin")):
        Settings.from_environment({"DEFECTIONS_EMBED": "https://news.example, *"})


@pytest.mark.parametrize("text", ["https://news.example", "http://127.0.0.1:8000", "https://a-b.example:65535", "*"])
def test_a_web_origin_is_returned_as_it_is(text):
    assert web_origin(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "news.example",
        "https://",
        "https://news.example/",
        "https://news.example/page",
        "https://news.example?a",
        "https://me@news.example",
        "https://*.example",
        "https://news.example:",
        "https://news.example:0",
        "https://news.example; script-src *",
        "https://news.example\nSet-Cookie: a=b",
        "https://news.example\n",
        "https://신문.example",
        "ftp://news.example",
        "data:",
        "'unsafe-inline'",
        "null",
        "**",
    ],
)
def test_what_is_no_web_origin_is_named(text):
    with pytest.raises(ValueError, match=re.escape(f"{text!r} is not a web origin")):
        web_origin(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [("", ""), ("/", ""), ("kp", "/kp"), ("/kp/", "/kp"), ("/~me/a-b.c/x_1", "/~me/a-b.c/x_1")],
)
def test_a_base_path_has_a_slash_at_its_start_alone(text, path):
    assert read_base_path(text) == path


@pytest.mark.parametrize(
    "text", ["/a b", "/a//b", "/..", "/a/../b", "/a/.", "/a?b", "https://news.example/", "/é", "/a\n"]
)
def test_what_is_no_base_path_is_named(text):
    with pytest.raises(ValueError, match=re.escape(f"{text!r} is not a path such as /defections")):
        read_base_path(text)
    with pytest.raises(SettingsError, match=r"^DEFECTIONS_BASE_PATH: "):
        Settings.from_environment({"DEFECTIONS_BASE_PATH": text})


# The default file


def test_the_default_file_is_that_of_the_working_folder_else_the_shipped_one(folder, shipped_file):
    assert default_file().samefile(shipped_file)
    (folder / "events.yaml").write_text("title: T")
    assert default_file().samefile(folder / "events.yaml")


def test_the_file_of_the_environment_comes_before_the_default(monkeypatch, shipped_file):
    monkeypatch.setenv("DEFECTIONS_FILE", "other.yaml")
    assert Settings.from_environment().event_file == Path("other.yaml")
    monkeypatch.setenv("DEFECTIONS_FILE", "")
    assert Settings.from_environment().event_file.samefile(shipped_file)
    monkeypatch.delenv("DEFECTIONS_FILE")
    assert Settings.from_environment().event_file.samefile(shipped_file)

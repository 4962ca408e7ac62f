"""Settings survive bad values, unknown keys and unwritable folders."""

from __future__ import annotations

import json
from pathlib import Path

from quizglass import settings
from quizglass.sampling import Sampling
from quizglass.settings import Quantization, Settings, Theme


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    wanted = Settings(language="ru", theme=Theme.DARK, quantization=Quantization.INT8, shortcuts=(("ask", "Ctrl+R"),))
    settings.save(file, wanted)
    assert settings.load(file) == settings.Loaded(wanted)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == settings.Loaded(Settings())


def test_a_broken_file_gives_the_defaults_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for content in ("{", "[]", "\x00"):
        file.write_text(content)
        assert settings.load(file).problems == ("settings.json",)


def test_a_bad_value_becomes_its_default_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "plaid", "language": "ru", "request_timeout_s": -1, "left_panel": "yes"}))
    loaded = settings.load(file)
    assert loaded.settings == Settings(language="ru")
    assert set(loaded.problems) == {"theme", "request_timeout_s", "left_panel"}


def test_keys_of_a_newer_program_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"version": 9, "hologram": True, "language": "ru"}))
    loaded = settings.load(file)
    settings.save(file, loaded.settings, loaded.unknown)
    assert json.loads(file.read_text())["hologram"] is True


def test_saving_leaves_no_partial_file(tmp_path: Path) -> None:
    settings.save(tmp_path / "settings.json", Settings())
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["settings.json"]


def test_answers_are_drawn_only_when_that_is_set(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"temperature": 0.4, "top_p": 7}')
    assert settings.load(file).settings.drawn is None
    file.write_text('{"sampling": true, "temperature": 0.4, "top_p": 7}')
    assert settings.load(file).settings.drawn == Sampling(0.4, 1.0)
    file.write_text('{"sampling": "yes", "temperature": -1}')
    assert settings.load(file).problems == ("sampling", "temperature")
    assert settings.load(file).settings.drawn is None

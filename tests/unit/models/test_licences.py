from __future__ import annotations

from dataclasses import replace

import pytest

from quizglass.errors import FileNotWritable
from quizglass.models import licences
from quizglass.models.catalog import entries
from quizglass.paths import config_dir

ENTRY = entries()[0]


def test_a_licence_is_accepted_once_for_one_model() -> None:
    assert not licences.accepted(ENTRY)
    licences.accept(ENTRY)
    assert licences.accepted(ENTRY)
    assert not licences.accepted(replace(ENTRY, id="another"))


def test_another_licence_is_accepted_anew() -> None:
    licences.accept(ENTRY)
    assert not licences.accepted(replace(ENTRY, licence="Another one"))


@pytest.mark.parametrize("text", ["", "[]", '{"x": 3}', "\x00"])
def test_a_damaged_file_accepts_nothing(text: str) -> None:
    config_dir().mkdir(parents=True)
    (config_dir() / "licences.json").write_text(text)
    assert not licences.accepted(ENTRY)
    licences.accept(ENTRY)
    assert licences.accepted(ENTRY)


def test_what_cannot_be_written_down_is_told() -> None:
    config_dir().parent.mkdir(parents=True, exist_ok=True)
    config_dir().write_text("in the way")
    with pytest.raises(FileNotWritable):
        licences.accept(ENTRY)


def test_a_licence_is_told_in_one_line() -> None:
    strict = replace(ENTRY, licence="CC BY-NC-SA 4.0", commercial=False, licence_url="https://example.org")
    assert licences.describe(strict) == "CC BY-NC-SA 4.0, no commercial use, https://example.org"

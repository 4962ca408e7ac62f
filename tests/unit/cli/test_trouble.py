"""What is said on the terminal: the aligned lines of the doctor, errors, and no warnings of libraries."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizglass import i18n
from quizglass.cli import doctor, trouble
from quizglass.errors import AppError, PasswordNeeded, ServerKeyRefused, ServerOutside, WrongPassword
from quizglass.models.doctor import Check


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


@pytest.mark.usefixtures("language")
def test_the_words_of_all_lines_stand_below_one_another() -> None:
    statuses = ("ok", "warn", "fail")
    lines = [doctor._line(Check("x", status, "§")) for status in statuses]
    assert len({line.index("§") for line in lines}) == 1
    assert all(line[line.index("§") - 1] == " " for line in lines)


def test_the_first_warning_makes_the_folder_of_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "home" / "logs" / "quizglass.log"
    handler = trouble._LogFile(file)
    handler.emit(logging.makeLogRecord({"msg": "a library complains", "levelno": logging.WARNING}))
    handler.close()
    assert "a library complains" in file.read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_a_warning_that_cannot_be_kept_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    trouble._LogFile(tmp_path / "logs" / "quizglass.log").handle(logging.makeLogRecord({"msg": "it complains"}))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("error", "option"),
    [
        (ServerKeyRefused(server="gpu.lan"), "--key-stdin"),
        (ServerOutside(server="gpu.lan", address="203.0.113.7"), "--outside"),
        (PasswordNeeded(name="a.pdf"), "--password-stdin"),
        (WrongPassword(name="a.pdf"), ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_options_are_named_on_the_command_line_alone(
    error: AppError, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--" not in str(error), "the window shows these words, too"
    trouble.tell(error)
    told = capsys.readouterr().err
    assert told.endswith(f"On the command line: {option}.\n") if option else "--" not in told

"""What is said to whoever lacks language data: a command of their own system."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizglass.cli.computer_checks import check_languages
from quizglass.cli.language_packages import remedy


@pytest.mark.parametrize(
    ("platform", "manager", "words"),
    [
        ("linux", "apt-get", "Run: sudo apt-get install tesseract-ocr-eng tesseract-ocr-rus"),
        ("linux", "dnf", "Run: sudo dnf install tesseract-langpack-eng tesseract-langpack-rus"),
        ("linux", "pacman", "Run: sudo pacman -S tesseract-data-eng tesseract-data-rus"),
        ("linux", "", "Put eng.traineddata, rus.traineddata into a folder and name that in TESSDATA_PREFIX."),
        ("darwin", "brew", "Run: brew install tesseract tesseract-lang"),
        ("win32", "", "eng, rus"),
    ],
)
def test_every_system_gets_its_command(platform: str, manager: str, words: str) -> None:
    assert words in remedy(("eng", "rus"), platform, lambda name: name if name == manager else None)


def test_the_doctor_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (tmp_path / "eng.traineddata").write_bytes(b"data")
    check = check_languages()
    assert check.status == "warn"
    assert check.words == "Languages for reading scans are missing: rus."
    assert "rus" in check.detail
    (tmp_path / "rus.traineddata").write_bytes(b"data")
    assert check_languages().status == "ok"

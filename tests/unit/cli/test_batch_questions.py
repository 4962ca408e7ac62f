"""Wrong ways of saying what a run asks end in one line that tells what to do, before anything is asked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from quizglass.cli.main import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents that are never opened."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Question"])
    book.active.append(["What is the total?"])
    book.save(tmp_path / "q.xlsx")
    return tmp_path / "q.xlsx"


def test_what_is_wrong_is_told(folder: Path, sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    (tmp_path / "locked.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"))
    out = ("--out", tmp_path / "out.csv")
    cases: list[tuple[tuple[object, ...], int, str]] = [
        ((*out,), 2, "--questions-from"),
        (("--question", "What?"), 2, "--out"),
        (("--question", "What?", *out, "--sheet-out", tmp_path / "a.xlsx"), 2, "--questions-from"),
        (("--question", "What?", *out, "--pages", "odd,3"), 2, "“odd”"),
        (("--questions-from", sheet, "--sheet-out", sheet), 5, "is not written over"),
        (("--questions-from", sheet, "--sheet-out", tmp_path / "a.csv"), 2, ".xlsx"),
        (("--questions-from", sheet, "--sheet-out", tmp_path / "no" / "a.xlsx"), 5, "cannot be written"),
        (("--questions-from", sheet, "--out", tmp_path / "a.xlsx", "--sheet-out", tmp_path / "a.xlsx"), 2, "two files"),
        (("--questions-from", sheet, "--out", sheet), 5, "is not written over"),
        (("--questions-from", tmp_path / "none.csv", *out), 5, "none.csv"),
        (("--questions-from", tmp_path / "old.xls", *out), 4, "XLSX"),
        (("--questions-from", tmp_path / "locked.xlsx", *out), 6, "without a password"),
        (("--questions-from", folder / "a.pdf", *out), 4, "text file"),
        (("--template", "nothing", *out), 5, "no template"),
        (("--template", tmp_path / "broken.json", *out), 5, "damaged"),
        (("--question", "What?", *out, "--save-template", " "), 2, "name"),
    ]
    before = sheet.read_bytes()
    for arguments, code, words in cases:
        found = main(["batch", str(folder), *map(str, arguments)])
        told = capsys.readouterr().err
        assert (found, words in told) == (code, True), (arguments, told)
    assert sheet.read_bytes() == before


def test_the_help_tells_of_all_ways(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("C", "ru_RU.UTF-8"):
        monkeypatch.setenv("LC_ALL", language)
        assert main(["batch", "--help"]) == 0
        told = capsys.readouterr().out
        assert all(
            option in told
            for option in ("--questions-from", "--sheet-out", "--template", "odd|even", "--password-stdin")
        )

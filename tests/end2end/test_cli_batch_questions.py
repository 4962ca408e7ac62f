"""``quizglass batch`` with questions from a spreadsheet, with templates, and of chosen pages."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pymupdf
import pytest

from quizglass.paths import data_dir

Quizglass = Callable[..., subprocess.CompletedProcess[str]]
NUMBER, TOTAL = "What is the invoice number?", "What is the total?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Счета 2031"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        with pymupdf.open() as document:
            for page in range(3):
                document.new_page().insert_text((72, 100), f"Invoice number: {name[0]}-{page}\nTotal: {page}.50 EUR")
            document.save(folder / name)
    return folder


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ([None, "Вопрос"], [1, NUMBER], [2, 2031], [3, "Who is the captain of the ship?"], [4, NUMBER]):
        book.active.append(row)
    book.save(tmp_path / "Вопросы.xlsx")
    return tmp_path / "Вопросы.xlsx"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def cells(file: Path, title: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(file.read_bytes()))[title].iter_rows(values_only=True))


def test_answers_come_back_into_the_sheet(quizglass: Quizglass, folder: Path, sheet: Path, tmp_path: Path) -> None:
    before, out, back = sheet.read_bytes(), tmp_path / "rows.csv", tmp_path / "С ответами.xlsx"
    done = quizglass("batch", folder, "--questions-from", sheet, "--question", TOTAL, "--out", out, "--sheet-out", back)
    assert done.returncode == 0, done.stderr
    assert "rows.csv, С ответами.xlsx" in done.stdout
    assert "Вопросы.xlsx: 2 questions from column B “Вопрос”." in done.stderr
    assert "Row 3 has a number or a date and no question." in done.stderr
    assert sheet.read_bytes() == before
    assert [row["question"] for row in rows(out)] == 6 * [TOTAL, NUMBER, "Who is the captain of the ship?"]
    answered = cells(back, "Sheet")
    assert answered[0][2:] == ("Answer", "File", "Page", "Evidence", "Status", "Further answers")
    assert answered[1] == (1, NUMBER, "a-0", "a.pdf", 1, "a-0", "done", 5)
    assert answered[2][2:] == (None,) * 6
    assert (answered[3][2], answered[3][6]) == (None, "not found")
    assert answered[4][2:] == answered[1][2:]
    found = cells(back, "Answers")
    assert len(found) == 1 + 12
    assert {row[0] for row in found[1:]} == {NUMBER, TOTAL}


def test_the_sheet_alone_will_do_and_is_resumed(quizglass: Quizglass, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_bytes("№;Вопрос\r\n1;What is the total?\r\n".encode("cp1251"))
    command = ("batch", folder, "--questions-from", tmp_path / "q.csv", "--sheet-out", tmp_path / "a.csv")
    assert quizglass(*command, "--pages", "2").returncode == 0
    done = quizglass(*command, "--pages", "2", "--resume", env={"LC_ALL": "ru_RU.UTF-8"})
    assert done.returncode == 0
    assert "1 вопрос из столбца B «Вопрос»" in done.stderr
    lines = (tmp_path / "a.csv").read_bytes().decode("cp1251").splitlines()
    assert lines[0] == "№;Вопрос;Ответ;Файл;Страница;Основание;Состояние;Ещё ответов"
    assert lines[1].startswith("1;What is the total?;1.50 EUR;")


def test_the_column_is_named(quizglass: Quizglass, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text(f"question,other\nWho?,{TOTAL}\n")
    out = tmp_path / "out.csv"
    command = ("batch", folder, "--questions-from", tmp_path / "q.csv", "--out", out, "--pages", "1")
    assert quizglass(*command, "--questions-column", "OTHER").returncode == 0
    assert {row["question"] for row in rows(out)} == {TOTAL}
    done = quizglass(*command, "--questions-column", "Z")
    assert done.returncode == 2
    assert "“question”, “other”" in done.stderr


def test_a_template_is_kept_and_asked_again(quizglass: Quizglass, folder: Path, tmp_path: Path) -> None:
    out, document = tmp_path / "out.csv", folder / "a.pdf"
    typed = ("--question", TOTAL, "--region", "0,0,1,0.5", "--pages", "odd", "--backwards")
    assert quizglass("batch", document, *typed, "--save-template", "Счета/2031", "--out", out).returncode == 0
    told = [(row["page"], row["answer"], row["region"]) for row in rows(out)]
    assert told == [("3", "2.50 EUR", "[0.0,0.0,1.0,0.5]"), ("1", "0.50 EUR", "[0.0,0.0,1.0,0.5]")]

    again = ("batch", document, "--out", tmp_path / "again.csv", "--template")
    assert quizglass(*again, "счета/2031").returncode == 0
    assert [(row["page"], row["answer"], row["region"]) for row in rows(tmp_path / "again.csv")] == told
    (file,) = (data_dir() / "templates").iterdir()
    file.rename(tmp_path / "given.json")
    done = quizglass(*again, tmp_path / "given.json", "--question", NUMBER, "--pages", "2")
    assert done.returncode == 0, done.stderr
    assert [(row["page"], row["question"], row["region"]) for row in rows(tmp_path / "again.csv")] == [
        ("2", TOTAL, "[0.0,0.0,1.0,0.5]"),
        ("2", NUMBER, ""),
    ]


def test_a_password_opens_the_documents_of_a_run(quizglass: Quizglass, locked: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    command = ("batch", locked, "--question", TOTAL, "--out", out)
    assert quizglass(*command).returncode == 8
    assert quizglass(*command, "--password-stdin", stdin="пароль\n").returncode == 0
    text = out.read_text(encoding="utf-8")
    assert "481.20" in text
    assert "data:image" in text, "the evidence is shown"
    assert not any("пароль".encode() in file.read_bytes() for file in data_dir().rglob("*") if file.is_file())

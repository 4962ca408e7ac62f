"""A file that questions cannot be read from says why, in both languages, and never ends in a trace."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from quizglass.batch.question_sheet import read_questions
from quizglass.cancellation import CancelToken
from quizglass.errors import (
    AppError,
    Cancelled,
    FileMissing,
    NoQuestions,
    NoQuestionsLeft,
    NotASheet,
    SheetDamaged,
    SheetLocked,
    SheetOfOldKind,
    SheetTooLarge,
)
from quizglass.i18n import set_language

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def workbook_bytes(*rows: list[object]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def changed(name: str, old: str, new: str) -> bytes:
    """A good workbook with one part of it changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(["Question"], ["Who?"]))) as good, zipfile.ZipFile(file, "w") as bad:
        for part in good.namelist():
            text = good.read(part).decode()
            bad.writestr(part, text.replace(old, new) if part == name else text)
    return file.getvalue()


def office(name: str, text: str) -> bytes:
    """A file of an office program whose main part is called ``name``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        relation = f'<Relationship Id="a" Type="{kind}" Target="{name}"/>' if name else ""
        made.writestr("_rels/.rels", f'<Relationships xmlns="b">{relation}</Relationships>')
        made.writestr(name or "a", text)
    return file.getvalue()


GOOD = workbook_bytes(["Question"], ["Who?"])
SHEET = "xl/worksheets/sheet1.xml"
BOMB = '<!DOCTYPE a [<!ENTITY b "{}">]>'.format("b" * 1000)
BAD = {
    "no bytes.xlsx": (b"", NoQuestions),
    "no bytes.csv": (b"", NoQuestions),
    "only a mark.csv": (b"\xef\xbb\xbf\r\n\r\n", NoQuestions),
    "only spaces.txt": (b" \n\t\n", NoQuestions),
    "empty.xlsx": (workbook_bytes(), NoQuestions),
    "only a head.xlsx": (workbook_bytes(["Question"]), NoQuestions),
    "only numbers.xlsx": (workbook_bytes(["Question"], [1], [2.5]), NoQuestionsLeft),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512), SheetLocked),
    "old.xls": (OLE, SheetOfOldKind),
    "old.ods": (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), SheetOfOldKind),
    "page saved as.xls": (b"<html><table>", SheetOfOldKind),
    "half.xlsx": (GOOD[: len(GOOD) // 2], SheetDamaged),
    "text.xlsx": (b"Question\nWho?\n", SheetDamaged),
    "archive.xlsx": (archive(readme="no spreadsheet"), SheetDamaged),
    "document.docx": (office("word/document.xml", "<document/>"), NotASheet),
    "binary.xlsb": (office("xl/workbook.bin", "\0"), SheetOfOldKind),
    "no target.xlsx": (office("", ""), SheetDamaged),
    "no xml.xlsx": (changed(SHEET, "<row", "<<row"), SheetDamaged),
    "no text of that number.xlsx": (
        changed(SHEET, 't="inlineStr"><is><t>Who?</t></is>', 't="s"><v>7</v>'),
        SheetDamaged,
    ),
    "odd place.xlsx": (changed(SHEET, 'r="A2"', 'r="2A"'), SheetDamaged),
    "odd row.xlsx": (changed(SHEET, 'r="2"', 'r="two"'), SheetDamaged),
    "bomb.xlsx": (changed(SHEET, "<worksheet", BOMB + "<worksheet"), SheetDamaged),
    "bomb outside.xlsx": (changed("xl/workbook.xml", "<workbook", BOMB + "<workbook"), SheetDamaged),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotASheet),
    "picture.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotASheet),
    "document.pdf": (b"%PDF-1.7 questions?", NotASheet),
    "program.txt": (b"\x7fELF\2\1\1\0\0\0", NotASheet),
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", BAD)
def test_it_is_told(tmp_path: Path, name: str, language: str) -> None:
    set_language(language)
    data, kind = BAD[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AppError) as caught:
        read_questions(tmp_path / name)
    assert type(caught.value) is kind
    words, remedy = caught.value.describe()
    assert name in words
    assert remedy
    assert (language == "ru") == any("а" <= letter <= "я" for letter in words + remedy)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_questions(tmp_path / "absent.csv")
    with pytest.raises(NotASheet):
        read_questions(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(NotASheet):
        read_questions(tmp_path / "pipe.csv")


def test_a_huge_part_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizglass.batch.sheets.package._MOST_BYTES", 200)
    (tmp_path / "q.xlsx").write_bytes(GOOD)
    with pytest.raises(SheetTooLarge):
        read_questions(tmp_path / "q.xlsx")


def test_it_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "q.xlsx").write_bytes(GOOD)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        read_questions(tmp_path / "q.xlsx", cancel=stopped)


def mutations() -> Iterator[bytes]:
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        yield bytes(data)


def test_any_damage_is_told(tmp_path: Path) -> None:
    file = tmp_path / "q.xlsx"
    told = 0
    for data in mutations():
        file.write_bytes(data)
        try:
            read_questions(file)
        except AppError:
            told += 1
    assert told > 100

"""Reading pages from their pictures on the command line: printed, kept between runs, saved in a searchable PDF."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from scanned_pages import mixed, scanned

from quizglass.documents.recognition.reader_version import reader_version
from quizglass.geometry import PageRect
from quizglass.library.library import Library
from quizglass.pages import RecognizedText, Word

RECEIPT = ("Harbour bakery", "Bread and butter", "Total 48.20")
ALTERED = ((0, "Total"), (1, "99.99"))


def test_words_are_printed_line_by_line(quizglass: Any, tmp_path: Path) -> None:
    file = mixed(tmp_path / "mixed.pdf", "Typed for the harbour office", RECEIPT, ())
    done = quizglass("read", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Typed for the harbour office\n\fHarbour bakery\nBread and butter\nTotal 48.20\n\f\n"


def test_json_tells_places_and_confidence(quizglass: Any, tmp_path: Path) -> None:
    file = mixed(tmp_path / "mixed.pdf", "Typed for the harbour office", RECEIPT, ())
    done = quizglass("read", file, "--json", "--pages", "2-3,1")
    record = json.loads(done.stdout)
    read, blank, typed = record["pages"]
    assert (done.returncode, record["file"]) == (0, file)
    assert [page["page"] for page in record["pages"]] == [2, 3, 1]
    assert (blank["blank"], blank["words"], typed["confidence"]) == (True, [], None)
    assert 0.5 < read["confidence"] <= 1
    word = next(word for word in read["words"] if word["text"] == "48.20")
    assert (word["source"], typed["words"][0]["source"]) == ("ocr", "text")
    x0, y0, x1, y1 = word["box"]
    assert 0 < x0 < x1 < 0.5
    assert 0.4 < y0 < y1 < 0.7


def test_a_page_is_read_once_for_all_commands(quizglass: Any, tmp_path: Path, own_home: Path) -> None:
    file = scanned(tmp_path / "receipt.pdf", RECEIPT)
    question = {"id": "1", "doc": "receipt.pdf", "page": 0, "question": "What is the total?", "answers": ["48.20"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(question))
    done = quizglass("evaluate", tmp_path / "questions.jsonl", "--json")
    assert json.loads(done.stdout)["exact"] == 1.0
    first = json.loads(quizglass("ask", file, "What is the total?", "--json").stdout)
    assert (first["answer"], first["evidence"][0]["page"]) == ("48.20", 1)
    # What is kept is what is used: were the picture read again, it would not say this.
    library = Library.open(own_home / "data" / "library.sqlite3")
    library.keep_recognized_text(hashlib.sha256(Path(file).read_bytes()).hexdigest(), 0, altered(reader_version()))
    library.close()
    assert quizglass("read", file).stdout == "Total 99.99\n"
    assert quizglass("ask", file, "What is the total?").stdout.startswith("99.99\n")


def test_missing_language_data_is_told(quizglass: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no-data").mkdir()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "no-data"))
    letter = ("Уважаемый господин директор", "просим подтвердить получение", "нашего письма от третьего мая")
    file = scanned(tmp_path / "letter.pdf", letter)
    for command in (("read", file), ("ask", file, "Кто подписал письмо?")):
        assert "Page 1 has letters that cannot be read without language data: rus." in quizglass(*command).stderr


def altered(reader: str) -> RecognizedText:
    words = [Word(text, PageRect(0.1 + 0.1 * n, 0.5, 0.15 + 0.1 * n, 0.6), 0, 0, 0.9, "ocr") for n, text in ALTERED]
    return RecognizedText(tuple(words), reader)


def test_a_library_that_cannot_be_opened_stops_nothing(quizglass: Any, tmp_path: Path, own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "data").write_text("in the way")
    done = quizglass("ask", scanned(tmp_path / "receipt.pdf", RECEIPT), "What is the total?")
    assert done.returncode == 0
    assert done.stdout.startswith("48.20\n")
    assert "library.sqlite3 cannot be read or written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_searchable_copy_is_found_in_by_another_viewer(quizglass: Any, tmp_path: Path) -> None:
    file = mixed(tmp_path / "mixed.pdf", "Typed for the harbour office", RECEIPT)
    done = quizglass("read", file, "--searchable", tmp_path / "copy.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Saved as {tmp_path / 'copy.pdf'}: 1 page was read from its picture.\n"
    with pymupdf.open(tmp_path / "copy.pdf") as copy:
        assert copy[1].search_for("Total 48.20")
        assert copy[0].get_text() == "Typed for the harbour office\n"


def test_the_document_is_never_its_own_copy(quizglass: Any, tmp_path: Path) -> None:
    file = scanned(tmp_path / "receipt.pdf", RECEIPT)
    done = quizglass("read", file, "--searchable", file)
    assert (done.returncode, done.stdout) == (5, "")
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(("pages", "code"), [("0", 2), ("2", 2), ("3-1", 2), ("1-", 2), ("a", 2), ("1-99999999", 2)])
def test_pages_that_make_no_sense_are_told(quizglass: Any, samples: Path, pages: str, code: int) -> None:
    done = quizglass("read", samples / "invoice.pdf", "--pages", pages)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("quizglass: ")
    assert done.stderr.count("\n") == 1

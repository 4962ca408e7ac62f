"""The documents come back as one PDF with the answers on their pages, and whatever happened to a file is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from export_rows import FOUND, LOCKED, exported

from quizglass.batch.exports import export
from quizglass.batch.row import Row, Status
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, FileNotWritable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents of four pages, and one that is none."""
    for name in ("Счёт.pdf", "b.pdf"):
        with pymupdf.open() as document:
            for page in range(4):
                document.new_page().insert_text((72, 100), f"{name} {page}")
            document.save(tmp_path / name)
    (tmp_path / "none.pdf").write_text("no document")
    return tmp_path


@pytest.fixture
def rows(folder: Path) -> list[Row]:
    found = replace(FOUND, file=str(folder / "Счёт.pdf"), answer="5,00 €")
    return [
        found,
        replace(found, page=4, evidence_boxes=()),
        replace(found, page=1, status=Status.NOT_FOUND, answer="", evidence_boxes=()),
        replace(found, file=str(folder / "b.pdf"), page=2, status=Status.FAILED, answer="", error="It hung."),
        replace(LOCKED, file=str(folder / "none.pdf")),
    ]


def notes(document: Any) -> dict[int, list[str]]:
    return {page.number: told for page in document if (told := [mark.info["content"] for mark in page.annots()])}


def test_answers_stand_on_the_pages_of_all_documents(folder: Path, rows: list[Row], documents: DocumentService) -> None:
    told: list[int] = []
    before = {file.name: file.read_bytes() for file in folder.glob("*.pdf")}
    out = exported(folder / "out.pdf", rows, documents=documents, progress=told.append)
    with pymupdf.open(out) as document:
        assert [entry[1:] for entry in document.get_toc()] == [["Счёт.pdf", 1], ["b.pdf", 5], ["none.pdf", 9]]
        about = "What is\nthe total?\n{}\nbuilt-in, Confidence: 0.81"
        answer = about.format("5,00 €")
        assert notes(document) == {2: [answer], 3: [answer], 5: [about.format("It hung.")]}
        assert "none.pdf" in document[8].get_text()
        assert LOCKED.question in document[8].get_text()
    assert told[-1] == len(rows)
    assert before == {file.name: file.read_bytes() for file in folder.glob("*.pdf") if file != out}


def test_a_note_tells_what_counts_and_what_the_model_said(
    folder: Path, rows: list[Row], documents: DocumentService
) -> None:
    corrected = [replace(rows[0], correction="6,00 €"), replace(rows[2], correction="7,00 €")]
    with pymupdf.open(exported(folder / "out.pdf", corrected, documents=documents)) as document:
        told = notes(document)
    assert "6,00 €\nmodel said: 5,00 €" in told[2][0]
    assert "7,00 €\nmodel said nothing" in told[0][0]


def test_one_document_stays_one(folder: Path, rows: list[Row], documents: DocumentService) -> None:
    with pymupdf.open(exported(folder / "out.pdf", rows[:3], documents=documents)) as document:
        assert (document.page_count, document.get_toc()) == (4, [])


def test_a_locked_document_is_annotated_with_its_password(
    folder: Path, rows: list[Row], documents: DocumentService
) -> None:
    locked = folder / "locked.pdf"
    with pymupdf.open(folder / "b.pdf") as document:
        document.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open sesame")
    found = [replace(rows[0], file=str(locked))]
    out = exported(folder / "out.pdf", found, documents=documents, passwords={str(locked): "open sesame"})
    with pymupdf.open(out) as document:
        assert list(notes(document)) == [2]
    with pymupdf.open(exported(folder / "out2.pdf", found, documents=documents)) as document:
        assert notes(document) == {}
        assert "password" in document[0].get_text()


def test_a_run_without_rows_says_so(folder: Path, documents: DocumentService) -> None:
    with pymupdf.open(exported(folder / "out.pdf", [], documents=documents)) as document:
        assert document[0].get_text().strip() == "There are no answers."


def test_it_starts_what_it_needs(folder: Path, rows: list[Row]) -> None:
    assert exported(folder / "out.pdf", rows[:1]).is_file()


def test_an_original_is_never_replaced(folder: Path, rows: list[Row], documents: DocumentService) -> None:
    before = (folder / "Счёт.pdf").read_bytes()
    with pytest.raises(FileNotWritable):
        exported(folder / "Счёт.pdf", rows, documents=documents)
    assert (folder / "Счёт.pdf").read_bytes() == before


def test_a_cancelled_export_leaves_nothing(folder: Path, rows: list[Row], documents: DocumentService) -> None:
    cancel = CancelToken()

    def read() -> Iterator[Row]:
        yield from rows
        cancel.cancel()

    with pytest.raises(Cancelled):
        export(read(), folder / "out.pdf", cancel=cancel, documents=documents)
    assert sorted(file.name for file in folder.iterdir() if file.is_file()) == ["b.pdf", "none.pdf", "Счёт.pdf"]

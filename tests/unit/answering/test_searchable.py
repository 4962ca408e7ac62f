"""Saving a searchable copy: whole or not at all, and never over the document itself."""

from __future__ import annotations

import os
from pathlib import Path

import pymupdf
import pytest
from scanned_pages import mixed, scanned

from quizglass.answering.page_texts import PageTexts
from quizglass.answering.searchable import save_searchable
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, FileMissing, FileNotWritable
from quizglass.pages import DocumentSource


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_the_copy_is_found_in_by_another_viewer(tmp_path: Path, documents: DocumentService) -> None:
    source = DocumentSource(
        mixed(tmp_path / "mixed.pdf", "Typed for the harbour office", ("Harbour bakery", "Total 48.20"), ())
    )
    out, shares = tmp_path / "копия.pdf", list[float]()
    out.write_bytes(b"an older copy")
    copy = save_searchable(
        source, out, PageTexts(documents, None), documents, on_progress=shares.append, cancel=CancelToken()
    )
    assert (copy.read, copy.failed) == ((1,), ())
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with pymupdf.open(out) as saved:
        assert [page.search_for("48.20") != [] for page in saved] == [False, True, False]
        assert "Typed for the harbour office" in saved[0].get_text()
    assert not any(name.endswith(".partial") for name in names(tmp_path))


def test_the_document_itself_is_never_overwritten(tmp_path: Path, documents: DocumentService) -> None:
    source = DocumentSource(scanned(tmp_path / "scan.pdf", ("Harbour bakery",)))
    link = tmp_path / "link.pdf"
    link.symlink_to(source.path)
    before = Path(source.path).read_bytes()
    for out in (Path(source.path), link, tmp_path / "no such folder" / "a.pdf", tmp_path):
        with pytest.raises(FileNotWritable):
            save_searchable(source, out, PageTexts(documents, None), documents, cancel=CancelToken())
    assert Path(source.path).read_bytes() == before


def test_a_stop_leaves_no_file(tmp_path: Path, documents: DocumentService) -> None:
    source = DocumentSource(scanned(tmp_path / "scan.pdf", ("Harbour bakery",), ("Pilot station",)))
    before, cancel = names(tmp_path), CancelToken()
    with pytest.raises(Cancelled):
        save_searchable(
            source,
            tmp_path / "out.pdf",
            PageTexts(documents, None),
            documents,
            on_progress=lambda _: cancel.cancel(),
            cancel=cancel,
        )
    assert names(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_a_page_that_cannot_be_read_stays_as_it_was(tmp_path: Path, documents: DocumentService) -> None:
    source = DocumentSource(scanned(tmp_path / "scan.pdf", ("Harbour bakery",), ("Pilot station",)))

    def kill_on_the_first_page(share: float) -> None:
        if share < 0.4 and documents.reader_process_id is not None:
            os.kill(documents.reader_process_id, 9)

    out = tmp_path / "out.pdf"
    copy = save_searchable(
        source, out, PageTexts(documents, None), documents, on_progress=kill_on_the_first_page, cancel=CancelToken()
    )
    assert (copy.read, copy.failed) == ((1,), (0,))
    with pymupdf.open(out) as saved:
        assert [page.get_text().split() for page in saved] == [[], ["Pilot", "station"]]


def test_what_is_not_there_is_told(tmp_path: Path, documents: DocumentService) -> None:
    with pytest.raises(FileMissing):
        save_searchable(
            DocumentSource(str(tmp_path / "missing.pdf")),
            tmp_path / "out.pdf",
            PageTexts(documents, None),
            documents,
            cancel=CancelToken(),
        )

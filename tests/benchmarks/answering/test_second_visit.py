"""How soon words of a scanned page are there again: ``python -m pytest -m benchmark tests/benchmarks/answering -s``.

A page of 600 words, read once; then visited by a program that has just been started (it has the library and the file)
and again within that program. Prints, never judges.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from PIL import Image, ImageDraw, ImageFont

from quizglass.answering.page_texts import PageTexts
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.library.library import Library
from quizglass.pages import DocumentSource

pytestmark = pytest.mark.benchmark

LINE = "the harbour master keeps a register of all ships that came in"
A4 = (1654, 2339)
"""Pixels at 200 dpi."""


@pytest.fixture
def scan(tmp_path: Path) -> DocumentSource:
    page = Image.new("L", A4, 250)
    font = ImageFont.truetype("DejaVuSans.ttf", 32)
    for row in range(50):
        ImageDraw.Draw(page).text((120, 120 + 42 * row), LINE, font=font, fill=15)
    page.save(tmp_path / "scan.pdf", resolution=200)
    return DocumentSource(str(tmp_path / "scan.pdf"))


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def test_a_second_visit(documents: DocumentService, scan: DocumentSource, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.sqlite3")
    documents.call(OpenDocument(scan))
    first = PageTexts(documents, library)
    reading = milliseconds(lambda: first.words(scan, 0, CancelToken()))
    text = first.kept(scan, 0)
    assert text is not None
    new_sessions = [PageTexts(documents, library) for _ in range(20)]
    anew = [milliseconds(lambda texts=texts: texts.kept(scan, 0)) for texts in new_sessions]
    same = [milliseconds(lambda: first.kept(scan, 0)) for _ in range(200)]
    library.close()
    print(f"\n{len(text.words)} words: first visit {reading:.0f} ms")
    print(f"second visit, another session: median {median(anew):.1f} ms, slowest {max(anew):.1f} ms")
    print(f"second visit, same session: median {median(same):.3f} ms, slowest {max(same):.3f} ms")

"""Word error rates beside Tesseract alone and RapidOCR alone.

``python -m pytest -m benchmark -o faulthandler_timeout=0 tests/benchmarks/recognition/test_word_error_rate.py -s``.
Prints, never judges. ``QUIZGLASS_BENCHMARK_PAGES=5`` takes five pages of each kind.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest
from ocr_readers import PageToRead, Reader
from page_labels import LabelledPages
from word_error import Errors, answer_errors, page_errors
from worn_pages import WEARS, wear_out

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]

SCANS = ("receipt-scan", "form-scan", "ru-scan", "ru-garbled-text-layer")
DIGITAL = ("form-digital", "table-digital", "invoice-digital", "ru-digital")
WORN_PAGES_OF_A_KIND = 3
TITLE = 48


def test_answers_on_scans(readers: dict[str, Reader], labelled_pages: LabelledPages) -> None:
    """Truth: the labelled answers, within their boxes."""
    print_header("errors in answers", [f"{name + ' words':>17}{'letters':>9}{'verbatim':>10}" for name in readers])
    for kind in SCANS:
        errors: defaultdict[str, Errors] = defaultdict(Errors)
        for page, questions in labelled_pages[kind]:
            for name, read in readers.items():
                words = read(page)
                for question in questions:
                    boxes = question.occurrences[0].boxes
                    errors[name] += answer_errors(question.answers, boxes, words)
        print_row(kind, len(labelled_pages[kind]), errors)


@pytest.mark.parametrize("kind", DIGITAL)
def test_pages_of_digital_documents_as_worn_pictures(
    kind: str, readers: dict[str, Reader], labelled_pages: LabelledPages, tmp_path: Path
) -> None:
    """Truth: the text layer, its words as a bag."""
    pages = [page for page, _ in islice(labelled_pages[kind], WORN_PAGES_OF_A_KIND)]
    print_header("errors on worn pages", [f"{name + ' words':>17}{'letters':>9}" for name in readers])
    for wear in WEARS:
        errors: defaultdict[str, Errors] = defaultdict(Errors)
        for page in pages:
            picture = tmp_path / "worn.jpg"
            text = wear_out(Path(page.path), page.page, wear, picture)
            worn = PageToRead(str(picture), 0, page.russian)
            for name, read in readers.items():
                errors[name] += page_errors(text, read(worn))
        print_row(f"{kind}, {wear}", len(pages), errors)


def print_header(title: str, readers: list[str]) -> None:
    print(f"\n{title:<{TITLE}}{'pages':>6}{''.join(readers)}")


def print_row(title: str, pages: int, errors: dict[str, Errors]) -> None:
    print(f"{title:<{TITLE}}{pages:>6}{''.join(map(str, errors.values()))}", flush=True)

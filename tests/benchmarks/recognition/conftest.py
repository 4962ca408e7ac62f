"""The labelled pages of the corpus, and the readers that are measured beside each other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ocr_readers import Ours, RapidAlone, Reader, tesseract_alone
from page_labels import LabelledPages, read_labelled_pages

from quizglass.documents.service import DocumentService

MOST_PAGES = int(os.environ.get("QUIZGLASS_BENCHMARK_PAGES", "1000"))
"""Of each kind of document: fewer for a quick look."""


@pytest.fixture
def readers(documents: DocumentService) -> dict[str, Reader]:
    return {"Tesseract": tesseract_alone, "RapidOCR": RapidAlone(), "ours": Ours(documents)}


@pytest.fixture
def labelled_pages(corpus: Path) -> LabelledPages:
    return read_labelled_pages(corpus / "qa" / "questions.jsonl", corpus / "qa", MOST_PAGES)

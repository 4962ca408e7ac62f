"""What the doctor checks besides models: documents, reading of scans, the library, the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psutil

from quizglass import paths
from quizglass.documents.requests import ReadWords
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, LibraryUnavailable
from quizglass.i18n import tr
from quizglass.library.library import Library
from quizglass.models.doctor import Check
from quizglass.pages import DocumentSource

_SAMPLE = "invoice.pdf"
_OCR_LANGUAGES = ("eng", "rus")
_TESSDATA = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


def checks(service: DocumentService) -> Iterator[Check]:
    """Every check, by doing. Nothing is raised."""
    yield check_documents(service)
    yield check_reading_of_scans()
    yield check_library(paths.library_file())
    yield check_network(service)


def check_documents(service: DocumentService) -> Check:
    """Open the sample and read its words in the worker process."""
    sample = paths.resource("samples") / _SAMPLE
    try:
        text = service.call(ReadWords(DocumentSource(str(sample)), 0))
    except AppError as error:
        return Check("documents", "fail", tr("Documents cannot be read."), str(error))
    if not text.words:
        return Check("documents", "fail", tr("Documents cannot be read."), sample.name)
    words = tr("Documents are read in a process of their own.")
    return Check("documents", "ok", words, tr("{count} words of the sample").format(count=len(text.words)))


def check_reading_of_scans() -> Check:
    """Are the language data there that read scanned pages in English and Russian?"""
    missing = [language for language in _OCR_LANGUAGES if not _has_language(language)]
    if not missing:
        words = tr("The languages for reading scans are installed.")
        return Check("ocr-languages", "ok", words, ", ".join(_OCR_LANGUAGES))
    words = tr("Languages for reading scans are missing: {languages}.").format(languages=", ".join(missing))
    packages = " ".join(f"tesseract-ocr-{language}" for language in missing)
    return Check("ocr-languages", "warn", words, tr("Run: {command}").format(command=f"apt-get install {packages}"))


def check_library(file: Path) -> Check:
    """Open the library as the window does; where there is none yet, see whether one could be begun."""
    if not file.exists():
        folder = next(place for place in file.parents if place.exists())
        if os.access(folder, os.W_OK):
            return Check("library", "ok", tr("Questions and answers can be kept."), str(file))
        return Check("library", "fail", str(LibraryUnavailable(name=file.name)), str(file))
    try:
        library = Library.open(file)
    except AppError as error:
        return Check("library", "fail", str(error), str(file))
    library.close()
    if library.damage is not None:
        return Check("library", "warn", str(library.damage), str(file))
    return Check("library", "ok", tr("Questions and answers can be kept."), str(file))


def check_network(service: DocumentService) -> Check:
    """Does any process of ours hold a connection or listen for one?"""
    try:
        processes = [psutil.Process(), *(psutil.Process(pid) for pid in service.process_ids)]
        open_sockets = sum(len(process.net_connections(kind="inet")) for process in processes)
    except psutil.Error as error:
        return Check("network", "warn", tr("The system does not tell which connections are open."), str(error))
    if open_sockets:
        words = tr("There are open connections.")
        return Check("network", "fail", words, tr("{count} sockets").format(count=open_sockets))
    return Check("network", "ok", tr("The network is off: no connection is open."))


def _has_language(language: str) -> bool:
    own = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(own)] if own else []
    for pattern in _TESSDATA:
        anchor = Path(pattern).anchor
        folders += Path(anchor).glob(pattern.removeprefix(anchor)) if Path(anchor).is_dir() else []
    return any((folder / f"{language}.traineddata").is_file() for folder in folders)

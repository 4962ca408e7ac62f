"""What the doctor checks besides models: documents, reading of scans, the library, the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psutil

from quizglass import paths
from quizglass.cli import language_packages
from quizglass.documents.recognition.language_data import installed_languages, missing_languages, tessdata_folder
from quizglass.documents.requests import ReadWords, RecognizePage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, LibraryUnavailable
from quizglass.geometry import PageRect
from quizglass.i18n import tr
from quizglass.library.library import Library
from quizglass.models.doctor import Check
from quizglass.pages import DocumentSource

_SAMPLE = "invoice.pdf"
_READERS = ("rapidocr", "onnxruntime", "tesserocr", "cv2")
_SAMPLE_PART = PageRect(0.5, 0.45, 1.0, 0.6)
"""A few words of the sample: reading them takes every part that reading pages takes."""


def checks(service: DocumentService) -> Iterator[Check]:
    """Every check, by doing. Nothing is raised."""
    yield check_documents(service)
    yield check_reading_of_pictures(service)
    yield check_languages()
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


def check_reading_of_pictures(service: DocumentService) -> Check:
    """Read a few words of the sample as if it were a scan."""
    sample = paths.resource("samples") / _SAMPLE
    try:
        text = service.call(RecognizePage(DocumentSource(str(sample)), 0, _SAMPLE_PART))
    except AppError as error:
        missing = [package for package in _READERS if find_spec(package) is None]
        detail = tr("not installed: {packages}").format(packages=", ".join(missing)) if missing else str(error)
        return Check("ocr", "fail", tr("Pictures of pages cannot be read."), detail)
    if not text.words:
        return Check("ocr", "fail", tr("Pictures of pages cannot be read."), text.reader)
    return Check("ocr", "ok", tr("Pictures of pages are read."), text.reader)


def check_languages() -> Check:
    """Is the language data there that reads scanned pages in English and Russian?"""
    missing = missing_languages()
    if not missing:
        words = tr("The languages for reading scans are installed.")
        return Check("ocr-languages", "ok", words, f"{', '.join(installed_languages())}: {tessdata_folder()}")
    words = tr("Languages for reading scans are missing: {languages}.").format(languages=", ".join(missing))
    return Check("ocr-languages", "warn", words, language_packages.remedy(missing))


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
        workers = [pid for pid in (*service.process_ids, service.reader_process_id) if pid is not None]
        processes = [psutil.Process(), *map(psutil.Process, workers)]
        open_sockets = sum(len(process.net_connections(kind="inet")) for process in processes)
    except psutil.Error as error:
        return Check("network", "warn", tr("The system does not tell which connections are open."), str(error))
    if open_sockets:
        words = tr("There are open connections.")
        return Check("network", "fail", words, tr("{count} sockets").format(count=open_sockets))
    return Check("network", "ok", tr("The network is off: no connection is open."))

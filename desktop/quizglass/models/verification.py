"""Whether the files of a model are still what they were, byte for byte."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, FileNotWritable
from quizglass.i18n import tr
from quizglass.models import digests, manifest
from quizglass.models.installed import BUILT_IN
from quizglass.models.inventory import files_of, find, with_published_revision
from quizglass.models.manifest import FileRecord, Manifest
from quizglass.models.model_folder import weights_problem

_AT_ONCE = min(4, os.cpu_count() or 1)


def verify(
    model_id: str, *, progress: Callable[[float], None] = lambda _: None, cancel: CancelToken | None = None
) -> str:
    """Read every file whole. What differs from when the model came, in words; "" when nothing does.

    A linked model's weights were not read when they were linked: the first time tells only whether they are whole,
    and writes down what they are.

    Raises:
        ModelNotInstalled: there is none.
        FileNotWritable: what was found out cannot be written down.
        Cancelled: of the token.
    """
    if model_id == BUILT_IN.id:
        return ""
    home, written = find(model_id)
    folder = files_of(home, written)
    reading = _Reading(folder, written, progress)
    problem = reading.run(cancel or CancelToken()) or weights_problem(folder)
    found = with_published_revision(replace(written, files=reading.records()))
    if not problem and found != written:
        try:
            manifest.write(home, found)
        except OSError as error:
            raise FileNotWritable(name=str(home)) from error
    return problem


class _Reading:
    """Reads the files of a model, a few side by side: one processor computes SHA-256 slower than disks read."""

    def __init__(self, folder: Path, written: Manifest, progress: Callable[[float], None]) -> None:
        self._folder = folder
        self._written = written
        self._progress = progress
        self._whole = max(1, written.size_bytes)
        self._done = 0
        self._lock = threading.Lock()
        self._sha256: dict[str, str] = {}

    def run(self, cancel: CancelToken) -> str:
        """What is wrong in words, or ""; the first thing that is ends the reading."""
        halt = CancelToken()
        problems: list[str] = []
        with cancel.watched(halt.cancel), ThreadPoolExecutor(_AT_ONCE) as threads:
            checks = [threads.submit(self._check, record, halt) for record in self._written.files]
            for check in as_completed(checks):
                try:
                    problem = check.result()
                except Cancelled:
                    continue
                if problem:
                    problems.append(problem)
                    halt.cancel()
        cancel.raise_if_cancelled()
        return problems[0] if problems else ""

    def records(self) -> tuple[FileRecord, ...]:
        """The files with the SHA-256 that they have."""
        return tuple(replace(file, sha256=self._sha256.get(file.name, file.sha256)) for file in self._written.files)

    def _check(self, record: FileRecord, halt: CancelToken) -> str:
        """What is wrong with a file in words, or ""."""
        file = self._folder / record.name
        try:
            if not file.is_file():
                return tr("The file {file} is missing.").format(file=record.name)
            changed = file.stat().st_size != record.size
            sha256 = "" if changed else digests.sha256(file, self._advance, halt)
        except OSError:
            return tr("The file {file} cannot be read.").format(file=record.name)
        if changed or (record.sha256 and sha256 != record.sha256):
            return tr("The file {file} was changed.").format(file=record.name)
        self._sha256[record.name] = sha256
        return ""

    def _advance(self, count: int) -> None:
        with self._lock:
            self._done += count
            self._progress(min(1.0, self._done / self._whole))

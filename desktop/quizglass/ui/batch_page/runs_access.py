"""Runs over many pages as the window uses them: nothing here is waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from quizglass.batch.plan import Plan
from quizglass.batch.row import Row
from quizglass.batch.run import Run
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError
from quizglass.pages import DocumentSource
from quizglass.ui.answers_access import AnswersAccess
from quizglass.ui.background import Background
from quizglass.ui.relay import Relay

if TYPE_CHECKING:
    # Runs are loaded with the first of them, not with the window.
    from quizglass.batch.question_sheet import QuestionSheet
    from quizglass.batch.run_queue import RunQueue

T = TypeVar("T")

_TELL_EVERY_MS = 100


class RunsAccess(QObject):
    """Signals:
    changed(): a run came, went or changed its state.
    progressed(int): how far the run is, or the time that it will take, is another; at most ten times a second.
    answered(int, tuple[Row, ...]): the run's rows since the last time; at most ten times a second.
    troubled(AppError): runs cannot be kept.
    """

    changed = Signal()
    progressed = Signal(int)
    answered = Signal(int, object)
    troubled = Signal(object)

    def __init__(self, file: Path, documents: DocumentService, answers: AnswersAccess, relay: Relay) -> None:
        """``file`` is the journal."""
        super().__init__()
        self._file, self._documents, self._answers, self._relay = file, documents, answers, relay
        self._queue: RunQueue | None = None
        self._loaded = False
        self._thread = Background(relay)
        self._writing = Background(relay)
        self._exports: set[CancelToken] = set()
        self._news = _News()
        self._telling = QTimer(self, singleShot=True, interval=_TELL_EVERY_MS)
        self._telling.timeout.connect(self._tell)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Newest first, those of earlier times too once they are loaded."""
        return self._queue.runs if self._queue is not None else ()

    def run(self, run_id: int) -> Run | None:
        return self._queue.run(run_id) if self._queue is not None else None

    def load(self) -> None:
        """Read the runs of earlier times, once."""
        if not self._loaded:
            self._loaded = True
            self._do(lambda queue: queue.load())

    def find_interrupted(self, on_found: Callable[[tuple[Run, ...]], object]) -> None:
        """Look for runs that were under way when the program ended. Without any of earlier times it costs nothing."""
        file = self._file

        def find() -> tuple[Run, ...]:
            from quizglass.batch.kept_runs import kept_runs
            from quizglass.batch.run_queue import TARGETS

            found = [run for run in kept_runs(file, TARGETS) if run.interrupted]
            # One that was begun since the program started is under way here.
            return tuple(run for run in found if (known := self.run(run.id)) is None or known.interrupted)

        if file.is_file():
            self._thread.run(find, on_found, self.troubled.emit)

    def start(
        self,
        plan: Plan,
        name: str = "",
        passwords: Mapping[str, str] = MappingProxyType({}),
        on_started: Callable[[Run], object] = lambda _: None,
    ) -> None:
        """Have ``plan`` carried out after those that wait. ``passwords``, by path, are never on disk."""
        self._do(lambda queue: queue.start(plan, name, passwords), on_started)

    def pause(self, run_id: int) -> None:
        self._do(lambda queue: queue.pause(run_id))

    def go_on(self, run_id: int) -> None:
        """With what was not answered, and with what failed."""
        self._do(lambda queue: queue.go_on(run_id))

    def cancel(self, run_id: int) -> None:
        """For good; what was answered stays."""
        self._do(lambda queue: queue.stop(run_id))

    def retry_failed(self, run_id: int) -> None:
        self.go_on(run_id)

    def remove(self, run_id: int) -> None:
        """Forget the run and all its answers."""
        self._do(lambda queue: queue.remove(run_id))

    def rows(self, run_id: int, on_rows: Callable[[tuple[Row, ...]], object]) -> None:
        """All rows of the run's plan, in its order; those not answered yet are queued."""
        self._do(lambda queue: queue.rows(run_id), on_rows)

    def source(self, path: str) -> DocumentSource:
        """A document of some run, with its password where that is still known."""
        return DocumentSource(path, self._queue.passwords.get(path) if self._queue is not None else None)

    def unlock(self, source: DocumentSource) -> None:
        """What failed for want of the document's password can be asked again."""
        if source.password is not None:
            self._made().learn_password(source.path, source.password)

    def correct(self, run_id: int, row: Row, text: str | None) -> None:
        """Keep ``text`` in the place of the row's answer; None takes that back."""
        self._do(lambda queue: queue.correct(run_id, row, text))

    def export(
        self,
        run_id: int,
        out: Path,
        *,
        rows: Sequence[Row] | None = None,
        delimiter: str = ",",
        on_progress: Callable[[int], object] = lambda _: None,
        on_done: Callable[[Path], object],
        on_error: Callable[[AppError], object],
    ) -> CancelToken:
        """Write the run's rows, or these, to ``out``; the end of its name says in which format.

        ``on_progress`` is told how many rows are written. The token stops it: then nothing comes any more.
        """
        queue, documents = self._made(), self._documents
        told = self._relay.relayed(on_progress)

        def write(cancel: CancelToken) -> Path:
            from quizglass.batch import exports
            from quizglass.batch.row_pictures import RowPictures

            exports.export(
                queue.rows(run_id) if rows is None else rows,
                out,
                pictures=RowPictures(documents, cancel, queue.passwords),
                progress=told,
                cancel=cancel,
                delimiter=delimiter,
                documents=documents,
                passwords=queue.passwords,
            )
            return out

        return self._write(write, on_done, on_error)

    def export_into_sheet(
        self,
        sheet: QuestionSheet,
        out: Path,
        rows: Sequence[Row],
        *,
        on_progress: Callable[[int], object] = lambda _: None,
        on_done: Callable[[Path], object],
        on_error: Callable[[AppError], object],
    ) -> CancelToken:
        """Write a copy of ``sheet`` to ``out``, the answers of ``rows`` beside its questions. As `export` else."""
        told = self._relay.relayed(on_progress)

        def write(cancel: CancelToken) -> Path:
            from quizglass.batch.question_sheet import write_answers

            write_answers(sheet, rows, out, progress=told, cancel=cancel)
            return out

        return self._write(write, on_done, on_error)

    def _write(
        self,
        write: Callable[[CancelToken], Path],
        on_done: Callable[[Path], object],
        on_error: Callable[[AppError], object],
    ) -> CancelToken:
        """After the files that are being written; the token stops it."""
        cancel = CancelToken()
        self._exports.add(cancel)
        future = self._writing.run(lambda: write(cancel), on_done, on_error)
        future.add_done_callback(lambda _: self._exports.discard(cancel))
        return cancel

    def close(self) -> None:
        """After the desk has closed: keep how everything stands."""
        self._telling.stop()
        for cancel in tuple(self._exports):
            cancel.cancel()
        self._writing.close()
        self._thread.close()
        if self._queue is not None:
            self._queue.close()

    def _do(self, what: Callable[[RunQueue], T], on_result: Callable[[T], object] = lambda _: None) -> None:
        queue = self._made()
        self._thread.run(lambda: what(queue), on_result, self.troubled.emit)

    def _made(self) -> RunQueue:
        if self._queue is None:
            from quizglass.batch.run_queue import RunQueue

            self._queue = RunQueue(
                self._file,
                wake=self._relay.relayed(self._wake),
                changed=self._relay.relayed(self.changed.emit),
                progressed=self._on_progress,
                answered=self._on_answer,
            )
        return self._queue

    def _wake(self) -> None:
        if self._queue is not None:
            self._answers.work(self._queue)

    # News come on the model's thread, hundreds a second -------------------------------------------------------------

    def _on_progress(self, run_id: int) -> None:
        if self._news.add(run_id):
            self._relay.post(self._telling.start)

    def _on_answer(self, run_id: int, row: Row) -> None:
        if self._news.add(run_id, row):
            self._relay.post(self._telling.start)

    def _tell(self) -> None:
        for run_id, rows in self._news.take().items():
            if rows:
                self.answered.emit(run_id, tuple(rows))
            self.progressed.emit(run_id)


class _News:
    """What has not been told yet. Safe from any thread."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Row]] = {}
        self._lock = threading.Lock()

    def add(self, run_id: int, row: Row | None = None) -> bool:
        """Whether it is the first since the last `take`."""
        with self._lock:
            is_first = not self._rows
            rows = self._rows.setdefault(run_id, [])
            if row is not None:
                rows.append(row)
            return is_first

    def take(self) -> dict[int, list[Row]]:
        with self._lock:
            taken, self._rows = self._rows, {}
            return taken

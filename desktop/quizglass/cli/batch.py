"""``quizglass batch``: questions put to every page of many files, and the answers in one file."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.page_reader import DocumentPages
from quizglass.batch import exports
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan
from quizglass.batch.question_sheet import keep_original, write_answers
from quizglass.batch.row_pictures import RowPictures
from quizglass.batch.run import Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.cli import answering_servers, batch_questions, notices, trouble, values
from quizglass.cli.kept_library import opened_library
from quizglass.documents.folders import documents_in
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, EngineKeepsFailing, SomePagesFailed, UsageError
from quizglass.i18n import tr, trn
from quizglass.paths import runs_file
from quizglass.settings import Settings

_DONE, _SOME_FAILED = 0, SomePagesFailed.exit_code
_MOST_FILES = 1_000_000
_MOST_JOBS = 64
_LINE_EVERY_S = 10.0
"""Between lines of progress where there is no terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE|FOLDER", nargs="+", help=tr("documents, and folders full of them"))
    batch_questions.add_arguments(parser)
    parser.add_argument(
        "--model",
        metavar="ID",
        action="append",
        help=tr(
            "which model answers; see quizglass models list. Servers can share the work: name each one, or"
            " all-servers for all of your own network, those added meanwhile too"
        ),
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        help=tr("where the answers go; the end of its name says in which format: {suffixes}").format(
            suffixes=", ".join(exports.SUFFIXES)
        ),
    )
    parser.add_argument(
        "--separator",
        metavar=";",
        choices=(",", ";"),
        default=",",
        help=tr("what stands between the columns of CSV: , or ;"),
    )
    parser.add_argument("--resume", action="store_true", help=tr("go on with what was begun for this file before"))
    parser.add_argument("--jobs", metavar="N", help=tr("how many pages are read at once"))
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=tr("read from standard input the password that opens the protected documents; it is not kept"),
    )


@dataclass(frozen=True, slots=True)
class _Outs:
    """``rows`` is of --out, ``sheet`` of --sheet-out; one of them is there."""

    rows: Path | None
    sheet: Path | None

    @property
    def target(self) -> Path:
        """What the run is known by."""
        target = self.rows or self.sheet
        assert target is not None  # `_outs` has seen to that
        return target

    @property
    def names(self) -> str:
        return ", ".join(out.name for out in (self.rows, self.sheet) if out)


@dataclass(frozen=True, slots=True)
class _Batch:
    """``passwords`` go by path; ``separator`` stands between the columns of CSV."""

    asked: batch_questions.Asked
    plan: Plan
    outs: _Outs
    passwords: Mapping[str, str]
    separator: str


def run(options: argparse.Namespace, settings: Settings) -> int:
    batch, jobs = _batch(options, settings), _jobs(options.jobs)
    target = batch.outs.target
    if not options.resume and Journal.has_unfinished(runs_file(), str(target)):
        words = tr(
            "A run for {name} was begun and not ended. This one begins anew; --resume would have gone on with it."
        )
        trouble.say(words.format(name=target.name))
    cancel = CancelToken()
    with (
        DocumentService(workers=jobs, timeout_s=settings.request_timeout_s) as service,
        opened_library() as library,
        contextlib.closing(
            Journal.open(runs_file(), str(target), resume=options.resume, plan=batch.plan, name=target.name)
        ) as journal,
    ):
        pages = DocumentPages(service, library)
        with _telling_how_to_go_on(Cancelled, EngineKeepsFailing, KeyboardInterrupt):
            tally = _run(batch, journal, pages, settings, cancel)
        with _telling_how_to_go_on(AppError, KeyboardInterrupt):
            _write(batch, journal, service, RowPictures(service, cancel, batch.passwords), cancel)
    return _told(tally, batch.outs)


@contextlib.contextmanager
def _telling_how_to_go_on(*after: type[BaseException]) -> Iterator[None]:
    try:
        yield
    except after:
        trouble.say(tr("What was answered is kept. To go on, run the same command with --resume."))
        raise


def _batch(options: argparse.Namespace, settings: Settings) -> _Batch:
    """What was typed, with its questions read; a template is saved when that was asked for."""
    outs = _outs(options)
    asked = batch_questions.asked(options)
    if outs.rows and asked.sheet:
        keep_original(asked.sheet, outs.rows)
    plan = plan_of(options, asked, settings)
    batch_questions.save_template(options, asked)
    passwords = dict.fromkeys(plan.files, values.password()) if options.password_stdin else {}
    return _Batch(asked, plan, outs, passwords, options.separator)


def _outs(options: argparse.Namespace) -> _Outs:
    """Where answers go. That --out can be written is found out before a long run; of the other, its sheet knows."""
    rows, sheet = (Path(name).absolute() if name else None for name in (options.out, options.sheet_out))
    if rows is None and sheet is None:
        raise UsageError(reason=tr("What is missing: {names}.").format(names="--out"))
    if rows is not None and rows == sheet:
        raise UsageError(reason=tr("--out and --sheet-out are two files; both are {name}.").format(name=rows.name))
    if rows is not None:
        exports.check_target(rows)
    return _Outs(rows, sheet)


def _write(
    batch: _Batch, journal: Journal, service: DocumentService, pictures: RowPictures, cancel: CancelToken
) -> None:
    out, sheet_out, sheet = batch.outs.rows, batch.outs.sheet, batch.asked.sheet
    with _told_of_writing() as tell:
        if out:
            exports.export(
                journal.rows(batch.plan),
                out,
                pictures=pictures,
                progress=partial(tell, out),
                cancel=cancel,
                delimiter=batch.separator,
                documents=service,
                passwords=batch.passwords,
            )
        if sheet_out and sheet:
            progress = partial(tell, sheet_out)
            rows = journal.rows(batch.plan)
            write_answers(sheet, rows, sheet_out, delimiter=batch.separator, progress=progress, cancel=cancel)


@contextlib.contextmanager
def _told_of_writing() -> Iterator[Callable[[Path, int], None]]:
    line = notices.ProgressLine()
    try:
        yield lambda out, rows: line.write(tr("Writing {name}: row {count}").format(name=out.name, count=rows))
    finally:
        line.end()


def plan_of(options: argparse.Namespace, asked: batch_questions.Asked, settings: Settings) -> Plan:
    """What was typed as a run.

    Raises:
        UsageError: the models make no sense, or nothing is found to ask.
        ModelNotInstalled: a server is not on the list.
    """
    found = documents_in([os.path.abspath(name) for name in options.files], most=_MOST_FILES)  # noqa: PTH100 - odd bytes
    if not found.files:
        raise UsageError(reason=tr("There are no documents in these folders."))
    chosen = answering_servers.chosen(options.model or [settings.model])
    return Plan(
        files=found.files,
        questions=asked.questions,
        pages=asked.pages,
        which=asked.which,
        backwards=asked.backwards,
        model=chosen.model,
        answers_as=chosen.answers_as,
        language=settings.answer_language,
    )


def _jobs(typed: str | None) -> int:
    if typed is None:
        return max(1, min(4, os.cpu_count() or 1))
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) <= _MOST_JOBS):
        raise UsageError(reason=tr("--jobs is a whole number from 1 to 64; this is “{typed}”.").format(typed=typed))
    return int(typed)


def _run(batch: _Batch, journal: Journal, pages: DocumentPages, settings: Settings, cancel: CancelToken) -> Tally:
    line, engines = notices.ProgressLine(), CurrentEngine()
    watch = _Watch(line)
    try:
        engine = engines.get(batch.plan.model, settings, line.show, cancel)
        notices.warn_of(engine.info)
        answering_servers.watch(engine)
        return Runner(
            batch.plan,
            journal,
            pages,
            lambda: engine,
            tell=watch.tell,
            cancel=cancel,
            passwords=batch.passwords,
        ).run()
    finally:
        line.end()
        engines.unload()


def _told(tally: Tally, outs: _Outs) -> int:
    words = trn(
        "{count} page was asked; the answers are in {name}.",
        "{count} pages were asked; the answers are in {name}.",
        tally.done,
    )
    print(words.format(count=tally.done, name=outs.names))
    sys.stdout.flush()
    if tally.absent:
        words = trn(
            "{count} chosen page is not there: its file is shorter.",
            "{count} chosen pages are not there: their files are shorter.",
            tally.absent,
        )
        trouble.say(words.format(count=tally.absent))
    if tally.failed:
        trouble.say(str(SomePagesFailed(failed=tally.failed, total=tally.done)))
    return _SOME_FAILED if tally.failed else _DONE


class _Watch:
    """Progress: a line that changes on a terminal, else a new one now and then."""

    def __init__(self, line: notices.ProgressLine) -> None:
        self._line = line
        self._begun = self._told = time.monotonic()

    def tell(self, tally: Tally) -> None:
        words = tr("{name}: {done} of {total} pages, {failed} failed").format(
            name=Path(tally.file).name, done=tally.done, total=tally.total, failed=tally.failed
        )
        self._line.write(words)
        now = time.monotonic()
        if not sys.stderr.isatty() and now - self._told >= _LINE_EVERY_S:
            self._told = now
            trouble.say(words)

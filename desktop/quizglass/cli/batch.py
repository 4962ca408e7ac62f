"""``quizglass batch``: questions put to every page of many files, and the answers in one file."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from pathlib import Path

from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.page_reader import DocumentPages
from quizglass.batch import exports
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row_pictures import RowPictures
from quizglass.batch.run import Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.cli import answering_servers, notices, trouble, values
from quizglass.cli.kept_library import opened_library
from quizglass.documents.folders import documents_in
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, EmptyQuestion, EngineKeepsFailing, SomePagesFailed, UsageError
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
    parser.add_argument(
        "--question",
        metavar="Q",
        action="append",
        required=True,
        help=tr("what you want to know; several are possible"),
    )
    parser.add_argument("--pages", metavar="1-5,8", help=tr("ask these pages of each document only"))
    parser.add_argument(
        "--region",
        metavar="X0,Y0,X1,Y1",
        help=tr("ask this part of every page: fractions of it from the top left corner"),
    )
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
        required=True,
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


def run(options: argparse.Namespace, settings: Settings) -> int:
    plan, out = plan_of(options, settings), Path(options.out).absolute()
    exports.check_target(out)
    file, target = runs_file(), str(out)
    if not options.resume and Journal.has_unfinished(file, target):
        words = tr(
            "A run for {name} was begun and not ended. This one begins anew; --resume would have gone on with it."
        )
        trouble.say(words.format(name=out.name))
    cancel = CancelToken()
    with (
        DocumentService(workers=_jobs(options.jobs), timeout_s=settings.request_timeout_s) as service,
        opened_library() as library,
        contextlib.closing(Journal.open(file, target, resume=options.resume, plan=plan, name=out.name)) as journal,
    ):
        pages = DocumentPages(service, library)
        try:
            tally = _run(plan, journal, pages, settings, cancel)
        except (Cancelled, EngineKeepsFailing, KeyboardInterrupt):
            trouble.say(tr("What was answered is kept. To go on, run the same command with --resume."))
            raise
        _export(journal, plan, out, options.separator, pages, service, cancel)
    return _told(tally, out)


def _export(
    journal: Journal,
    plan: Plan,
    out: Path,
    separator: str,
    pages: DocumentPages,
    service: DocumentService,
    cancel: CancelToken,
) -> None:
    line = notices.ProgressLine()
    try:
        exports.export(
            journal.rows(plan),
            out,
            pictures=RowPictures(pages, cancel),
            progress=lambda rows: line.write(tr("Writing {name}: row {count}").format(name=out.name, count=rows)),
            cancel=cancel,
            delimiter=separator,
            documents=service,
        )
    finally:
        line.end()


def plan_of(options: argparse.Namespace, settings: Settings) -> Plan:
    """What was typed as a run.

    Raises:
        UsageError: pages, a region, a question or the models make no sense, or nothing is found to ask.
        ModelNotInstalled: a server is not on the list.
    """
    if any(not question.strip() for question in options.question):
        raise EmptyQuestion
    found = documents_in([os.path.abspath(name) for name in options.files], most=_MOST_FILES)  # noqa: PTH100 - odd bytes
    if not found.files:
        raise UsageError(reason=tr("There are no documents in these folders."))
    region = values.region(options.region) if options.region else None
    chosen = answering_servers.chosen(options.model or [settings.model])
    return Plan(
        files=found.files,
        questions=tuple(PlannedQuestion(text, region) for text in dict.fromkeys(options.question)),
        pages=values.pages(options.pages) if options.pages else (),
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


def _run(plan: Plan, journal: Journal, pages: DocumentPages, settings: Settings, cancel: CancelToken) -> Tally:
    line, engines = notices.ProgressLine(), CurrentEngine()
    watch = _Watch(line)
    try:
        engine = engines.get(plan.model, settings, line.show, cancel)
        notices.warn_of(engine.info)
        answering_servers.watch(engine)
        return Runner(plan, journal, pages, lambda: engine, tell=watch.tell, cancel=cancel).run()
    finally:
        line.end()
        engines.unload()


def _told(tally: Tally, out: Path) -> int:
    words = trn(
        "{count} page was asked; the answers are in {name}.",
        "{count} pages were asked; the answers are in {name}.",
        tally.done,
    )
    print(words.format(count=tally.done, name=out.name))
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

"""``quizglass evaluate``: how right models are on labelled questions."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from quizglass.answering.ask import ask
from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import AnswerEvent, Outcome, Question
from quizglass.cancellation import CancelToken
from quizglass.cli import notices
from quizglass.cli.kept_library import opened_library
from quizglass.cli.text_output import print_json
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, FileNotWritable
from quizglass.evaluation.labels import LabelledQuestion, read_questions
from quizglass.evaluation.predictions import prediction_line
from quizglass.evaluation.run import Prediction, Report, ScoredQuestion, Scores, evaluate
from quizglass.i18n import tr
from quizglass.models.engine import Engine
from quizglass.pages import DocumentSource
from quizglass.settings import Settings

_DONE, _SOME_FAILED = 0, 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("questions", metavar="QUESTIONS.jsonl", help=tr("labelled questions, one JSON object a line"))
    parser.add_argument("--docs", metavar="DIR", help=tr("where their documents are; else beside the questions"))
    parser.add_argument(
        "--model", metavar="ID", action="append", help=tr("which model answers; can be given several times")
    )
    parser.add_argument("--predictions", metavar="OUT.jsonl", help=tr("write every answer with its place, one a line"))
    parser.add_argument(
        "--whole-document", action="store_true", help=tr("ask the whole document instead of the given page")
    )
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object for each model"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    file = Path(options.questions)
    questions = read_questions(file, Path(options.docs) if options.docs else file.parent)
    engines = CurrentEngine()
    failed = 0
    with (
        _predictions(options.predictions) as write,
        DocumentService(timeout_s=settings.request_timeout_s) as service,
        opened_library() as library,
        contextlib.ExitStack() as ending,
    ):
        ending.callback(engines.unload)
        pages = DocumentPages(service, library)
        for model in dict.fromkeys(options.model or [settings.model]):
            line = notices.ProgressLine()
            engine = engines.get(model, settings, line.show, CancelToken())
            notices.warn_of(engine.info)
            watch = _Watch(len(questions), write, line)
            asker = _Asker(engine, pages, watch, whole_document=options.whole_document)
            report = evaluate(questions, asker.ask, model=engine.info.id, on_scored=watch.scored)
            line.end()
            failed += report.scores.failed
            print_json(report.as_record()) if options.json else print("\n".join(_table(report)))
    return _SOME_FAILED if failed else _DONE


class _Asker:
    def __init__(self, engine: Engine, pages: DocumentPages, watch: _Watch, *, whole_document: bool) -> None:
        self._engine = engine
        self._pages = pages
        self._watch = watch
        self._whole = whole_document

    def ask(self, labelled: LabelledQuestion) -> Prediction:
        """One answer. The time to read the words of a given page does not count: they are read before."""
        source = DocumentSource(str(labelled.document.absolute()))
        question = Question(labelled.text, source, () if self._whole else (labelled.page,), model=self._engine.info.id)
        cancel = CancelToken()
        if not self._whole:
            tell = partial(self._watch.reading, labelled.page)
            self._pages.words(source, labelled.page, cancel, tell)
        answer = ask(question, self._engine, self._pages, emit=self._watch.heard, cancel=cancel)
        if answer.outcome is Outcome.STOPPED:
            raise Cancelled
        return Prediction(answer.text or "", answer.found, answer.evidence, answer.timings.total)


class _Watch:
    """Writes predictions as they come and counts on a terminal."""

    def __init__(self, total: int, write: Callable[[str], None], line: notices.ProgressLine) -> None:
        self._total = total
        self._done = 0
        self._write = write
        self._line = line

    def scored(self, scored: ScoredQuestion) -> None:
        self._done += 1
        self._write(prediction_line(scored))
        self._show()

    def reading(self, page: int, share: float) -> None:
        self._show(notices.reading_page(page, share))

    def heard(self, event: AnswerEvent) -> None:
        self._show(notices.progress_words(event))

    def _show(self, more: str = "") -> None:
        self._line.write(f"{self._done} / {self._total}  {more}".rstrip())


@contextlib.contextmanager
def _predictions(path: str | None) -> Iterator[Callable[[str], None]]:
    """A function that writes one line to the file at ``path`` at once, so that a stop keeps what was answered."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = Path(path).open("w", encoding="utf-8")  # noqa: SIM115 - opening alone is translated
    except OSError as error:
        raise FileNotWritable(name=path) from error

    def write(line: str) -> None:
        try:
            file.write(line + "\n")
            file.flush()
        except OSError as error:
            raise FileNotWritable(name=path) from error

    with file:
        yield write


def _table(report: Report) -> list[str]:
    """The report for a person: one row a kind of document, one a language, then all."""
    titles = ((tr("questions"), 10), ("ANLS", 8), (tr("exact"), 8), (tr("place"), 8), ("IoU 0.5", 9), (tr("failed"), 8))
    header = f"{report.model:<24}" + "".join(f"{title:>{width}}" for title, width in titles)
    groups = (*report.by_source.items(), *report.by_language.items())
    rows = [_row(name or "-", scores) for name, scores in groups]
    absent = report.unanswerable
    seconds = tr("seconds a question: median {median}, 95 % within {p95}")
    return [
        header,
        *rows,
        _row(tr("all"), report.scores),
        *(
            [
                tr("not there, and said so: {share} of {count}").format(
                    share=f"{absent.not_found:.0%}", count=absent.questions
                )
            ]
            if absent.questions
            else []
        ),
        seconds.format(median=f"{report.seconds_median:.3f}", p95=f"{report.seconds_p95:.3f}"),
    ]


def _row(name: str, scores: Scores) -> str:
    shares = f"{scores.anls:>8.3f}{scores.exact:>8.3f}{scores.hit:>8.3f}{scores.iou50:>9.3f}"
    return f"{name:<24}{scores.questions:>10}{shares}{scores.failed:>8}"

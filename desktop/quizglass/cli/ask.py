"""``quizglass ask``: one question, one answer, and where it stands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quizglass.answering.ask import ask
from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.notices import words as notice_words
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Answer, AnswerEvent, Noticed, Outcome, PageDone, PageFailed, Question
from quizglass.cancellation import CancelToken
from quizglass.cli import drawing, notices, trouble, values
from quizglass.cli.kept_library import opened_library
from quizglass.cli.text_output import print_json
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled
from quizglass.geometry import WHOLE_PAGE
from quizglass.i18n import tr
from quizglass.pages import DocumentSource
from quizglass.settings import Settings

_FOUND, _NOT_FOUND = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=tr("the document"))
    parser.add_argument("question", metavar="QUESTION", help=tr("what you want to know"))
    parser.add_argument("--page", metavar="N", help=tr("ask this page only, counted from 1; else the whole document"))
    parser.add_argument(
        "--region",
        metavar="X0,Y0,X1,Y1",
        help=tr("ask this part of the page: fractions of it from the top left corner"),
    )
    parser.add_argument("--model", metavar="ID", help=tr("which model answers; see quizglass models list"))
    parser.add_argument(
        "--password-stdin", action="store_true", help=tr("read the document's password from standard input")
    )
    drawing.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object"))
    parser.add_argument("--picture", metavar="OUT.png", help=tr("write the page with the answer lit up"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    question = question_of(options, settings)
    picture = Path(options.picture) if options.picture else None
    if picture is not None:
        from quizglass.cli.picture import check_writable

        check_writable(picture)
    with DocumentService(timeout_s=settings.request_timeout_s) as service, opened_library() as library:
        pages = DocumentPages(service, library)
        answer, asked = _answer(question, settings, pages)
        for page, languages in pages.texts.missing_languages(question.document, asked, question.region).items():
            notices.say_missing(page, languages)
        if options.json:
            print_json(as_record(question, answer))
        else:
            print("\n".join(in_words(question, answer)))
        sys.stdout.flush()
        if picture is not None and answer.page is not None:
            _write_picture(question, answer, pages, picture)
    return _FOUND if answer.found else _NOT_FOUND


def question_of(options: argparse.Namespace, settings: Settings) -> Question:
    """What was typed as a question.

    Raises:
        UsageError: a page or region makes no sense.
    """
    pages = () if options.page is None else (values.page(options.page),)
    region = None if options.region is None else values.region(options.region)
    password = values.password() if options.password_stdin else None
    return Question(
        text=options.question,
        document=DocumentSource(os.path.abspath(options.file), password),  # noqa: PTH100 - keeps odd bytes in names
        pages=pages,
        region=region,
        model=options.model or settings.model,
        language=settings.answer_language,
        sampling=drawing.of(options, settings),
    )


def as_record(question: Question, answer: Answer) -> dict[str, Any]:
    """What ``--json`` prints: the contract that scripts depend on. Pages count from 1."""
    return {
        "question": question.text,
        "answer": answer.text if answer.found else None,
        "found": answer.found,
        "model": answer.model,
        "confidence": None if answer.confidence is None else round(answer.confidence, 3),
        "evidence": [
            {
                "page": place.page + 1,
                "boxes": [[round(value, 5) for value in box.as_tuple()] for box in place.boxes],
                "text": place.text,
            }
            for place in answer.evidence
        ],
        "seconds": {
            "open": round(answer.timings.open, 3),
            "first_text": round(answer.timings.first_text, 3),
            "total": round(answer.timings.total, 3),
        },
    }


def in_words(question: Question, answer: Answer) -> Sequence[str]:
    """The answer and its place for a person."""
    if not answer.found:
        return [_no_answer(question, answer)]
    lines = [answer.text or ""]
    for place in answer.evidence:
        if place.text:
            lines.append(tr("Page {page}: “{text}”").format(page=place.page + 1, text=place.text))
        else:
            lines.append(tr("Page {page}").format(page=place.page + 1))
    return lines


def _no_answer(question: Question, answer: Answer) -> str:
    if answer.outcome is Outcome.BLANK_PAGE:
        return tr("This page is blank.") if question.pages else tr("This document is blank.")
    if answer.outcome is Outcome.NO_TEXT:
        if question.region is not None:
            return tr("There is no readable text in this region.")
        return tr("This page has no readable text.") if question.pages else tr("This document has no readable text.")
    return tr("Not on this page.") if question.pages else tr("Not in this document.")


def _answer(question: Question, settings: Settings, pages: DocumentPages) -> tuple[Answer, list[int]]:
    """The answer, and the pages that were asked for it."""
    asked: list[int] = []

    def tell(event: AnswerEvent) -> None:
        if isinstance(event, PageDone):
            asked.append(event.page)
        _tell(line, event)

    cancel = CancelToken()
    seats = CurrentEngine()
    line = notices.ProgressLine()
    try:
        engine = seats.get(question.model, settings, line.show, cancel)
        notices.warn_of(engine.info)
        answer = ask(question, engine, pages, emit=tell, cancel=cancel)
    finally:
        line.end()
        seats.unload()
    if answer.outcome is Outcome.STOPPED:
        raise Cancelled
    return answer, asked


def _tell(line: notices.ProgressLine, event: AnswerEvent) -> None:
    line.show(event)
    if isinstance(event, PageFailed):
        trouble.say(tr("Page {page} could not be read and was left out.").format(page=event.page + 1))
    if isinstance(event, Noticed):
        trouble.say(" ".join(notice_words(event.code)))


def _write_picture(question: Question, answer: Answer, pages: DocumentPages, file: Path) -> None:
    from quizglass.cli import picture

    page = answer.page or 0
    size = pages.open(question.document, CancelToken()).sizes[page]
    image = pages.picture(question.document, page, WHOLE_PAGE, picture.pixel_size(size), CancelToken())
    boxes = [box for place in answer.evidence if place.page == page for box in place.boxes]
    picture.save(picture.lit_page(image, boxes, question.region), file)

"""What a run asks: questions that were typed, those of a spreadsheet, those of a template, and of which pages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quizglass.batch.plan import PlannedQuestion, Which
from quizglass.batch.question_sheet import QuestionSheet, check_answers_target, read_questions
from quizglass.batch.sheets.left_out import quoted
from quizglass.batch.templates import SUFFIX, Template, Templates, read_template
from quizglass.cli import trouble, values
from quizglass.errors import EmptyQuestion, TemplateMissing, UsageError
from quizglass.i18n import tr, trn
from quizglass.paths import templates_dir

_SIDES: Final[dict[str, Which]] = {"odd": "odd", "even": "even"}


@dataclass(frozen=True, slots=True)
class Asked:
    """``pages``, ``which`` and ``backwards`` are as in a `Plan`; ``sheet`` is where questions were read from."""

    questions: tuple[PlannedQuestion, ...]
    pages: tuple[int, ...]
    which: Which
    backwards: bool
    sheet: QuestionSheet | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Those that say what is asked."""
    parser.add_argument(
        "--question", metavar="Q", action="append", default=[], help=tr("what you want to know; several are possible")
    )
    parser.add_argument(
        "--questions-from",
        metavar="FILE",
        help=tr("ask the questions of an .xlsx, .csv or .txt file; rows that are not asked are told"),
    )
    parser.add_argument(
        "--questions-column",
        metavar="NAME",
        help=tr("the column of questions: what its head says, or its letter; without this it is found"),
    )
    parser.add_argument("--questions-worksheet", metavar="TITLE", help=tr("the worksheet of questions, by its title"))
    parser.add_argument(
        "--sheet-out",
        metavar="FILE",
        help=tr("a copy of the file of --questions-from with the answers beside the questions, of the same kind"),
    )
    parser.add_argument(
        "--template",
        metavar="NAME|FILE",
        help=tr("ask the questions of a template, of its regions and pages; --pages replaces its pages"),
    )
    parser.add_argument(
        "--save-template", metavar="NAME", help=tr("keep these questions, region and pages as a template, then ask")
    )
    parser.add_argument(
        "--pages", metavar="1-5,8|odd|even", help=tr("ask these pages of each document only, or the odd or even ones")
    )
    parser.add_argument("--backwards", action="store_true", help=tr("begin with the last page of each document"))
    parser.add_argument(
        "--region",
        metavar="X0,Y0,X1,Y1",
        help=tr("ask this part of every page: fractions of it from the top left corner"),
    )


def asked(options: argparse.Namespace) -> Asked:
    """What was typed; rows of a sheet that are not asked are told.

    Raises:
        UsageError: there are no questions, or arguments do not go together.
        AppError: the sheet or the template cannot be read.
    """
    _check_together(options)
    template = _template(options.template) if options.template else None
    sheet = _sheet(options) if options.questions_from else None
    region = values.region(options.region) if options.region else None
    texts = [*options.question, *(question.text for question in (sheet.questions if sheet else ()))]
    if any(not text.strip() for text in texts):
        raise EmptyQuestion
    own = (PlannedQuestion(text, region) for text in texts)
    questions = tuple(dict.fromkeys([*(template.questions if template else ()), *own]))
    pages, which = _pages(options.pages, template)
    backwards = options.backwards or (template is not None and template.backwards)
    return Asked(questions, pages, which, backwards, sheet)


def save_template(options: argparse.Namespace, asked: Asked) -> None:
    """Keep what is asked when that is wanted.

    Raises:
        AppError: it cannot be kept.
    """
    name = options.save_template
    if name is not None:
        Templates(templates_dir()).save(Template(name, asked.questions, asked.pages, asked.which, asked.backwards))
        trouble.say(tr("Kept as the template {name}.").format(name=quoted(name)))


def _check_together(options: argparse.Namespace) -> None:
    if not (options.question or options.questions_from or options.template):
        names = "--question, --questions-from, --template"
        raise UsageError(reason=tr("There is no question: give one of {names}.").format(names=names))
    for name in ("sheet_out", "questions_column", "questions_worksheet"):
        if getattr(options, name) and not options.questions_from:
            option = "--" + name.replace("_", "-")
            raise UsageError(reason=tr("{option} goes with --questions-from only.").format(option=option))


def _sheet(options: argparse.Namespace) -> QuestionSheet:
    path = Path(os.path.abspath(options.questions_from))  # noqa: PTH100 - keeps odd bytes in names
    sheet = read_questions(path, column=options.questions_column or "", worksheet=options.questions_worksheet or "")
    if options.sheet_out:
        check_answers_target(sheet, Path(options.sheet_out).absolute())
    for line in _told(sheet):
        trouble.say(line)
    return sheet


def _told(sheet: QuestionSheet) -> Iterator[str]:
    count = len(sheet.questions)
    words = trn(
        "{name}: {count} question from column {column}.", "{name}: {count} questions from column {column}.", count
    )
    column = f"{sheet.letter} {quoted(sheet.header)}" if sheet.header else sheet.letter
    yield words.format(name=sheet.path.name, count=count, column=column)
    yield from (one.words for one in sheet.left_out)


def _template(typed: str) -> Template:
    """One that is kept under that name, or a file that was given."""
    try:
        return Templates(templates_dir()).read(typed)
    except TemplateMissing:
        path = Path(typed)
        if path.suffix.lower() != SUFFIX:
            raise
    return read_template(path)


def _pages(typed: str | None, template: Template | None) -> tuple[tuple[int, ...], Which]:
    if typed is None:
        return (template.pages, template.which) if template else ((), "all")
    if typed.strip().lower() in _SIDES:
        return (), _SIDES[typed.strip().lower()]
    return values.pages(typed), "all"

"""The order in which a plan asks: rows come in another where several files are under way at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from quizglass.batch.plan import Plan
from quizglass.batch.row import Row

Place: TypeAlias = tuple[int, int, int]
"""The file's, the page's and the question's."""


def plan_order(plan: Plan) -> Callable[[Row], Place]:
    """Where a row stands among all that ``plan`` asks for."""
    files = {path: at for at, path in enumerate(plan.files)}
    questions = {(asked.text, asked.region): at for at, asked in enumerate(plan.questions)}
    pages = {page + 1: at for at, page in enumerate(plan.pages)}
    direction = -1 if plan.backwards else 1

    def place(row: Row) -> Place:
        page = pages.get(row.page, len(pages)) if pages else row.page
        return files.get(row.file, len(files)), direction * page, questions.get((row.question, row.region), 0)

    return place

"""Regions that are kept with a document, and questions to regions across page borders."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from quizglass.answers import Answer, Outcome, Question
from quizglass.geometry import PageRect, RegionPart
from quizglass.library import storage
from quizglass.library.library import Library
from quizglass.library.migrations import MIGRATIONS
from quizglass.library.records import KeptRegion
from quizglass.pages import DocumentSource

TOP, FOOT = PageRect(0.1, 0.0, 0.9, 0.2), PageRect(0.1, 0.8, 0.9, 1.0)
RENT = KeptRegion(1, (RegionPart(2, FOOT), RegionPart(3, TOP)), "Аренда", active=True)
DATE = KeptRegion(3, (RegionPart(0, TOP),))


def test_regions_come_back_after_reopening(file: Path) -> None:
    with contextlib.closing(Library.open(file)) as library:
        library.remember_document("lease", "/docs/lease.pdf", 4)
        library.keep_regions("lease", [DATE])
        library.keep_regions("lease", [RENT, DATE])
    with contextlib.closing(Library.open(file)) as library:
        assert library.regions("lease") == [RENT, DATE]
        assert library.regions("other") == []


def test_forgetting_a_document_forgets_its_regions(library: Library) -> None:
    library.remember_document("lease", "/docs/lease.pdf", 4)
    library.keep_regions("lease", [RENT])
    library.forget_document("lease")
    library.keep_regions("lease", [RENT])
    library.remember_document("lease", "/docs/lease.pdf", 4)
    assert library.regions("lease") == []


def test_a_question_across_a_page_border_comes_back_whole(library: Library) -> None:
    asked = Question("What is due?", DocumentSource("/docs/lease.pdf"), (2, 3), FOOT, continued=(TOP,))
    library.record_question("1", "lease", asked)
    assert library.answers_of("lease")[0].question == asked


def test_how_large_a_picture_was_shown_is_kept(library: Library) -> None:
    library.record_question("1", "lease", Question("What is due?", DocumentSource("/docs/lease.pdf"), (2,)))
    library.finish("1", Answer("900", Outcome.FOUND, seen=(1288, 952)))
    assert library.answers_of("lease")[0].answer.seen == (1288, 952)


def test_questions_of_an_older_library_have_one_part(file: Path) -> None:
    storage.open_file(file, MIGRATIONS[:2])
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        db.execute(
            "INSERT INTO documents VALUES ('lease', CAST('/docs/lease.pdf' AS BLOB), 'lease.pdf', 4, 0, 0, 1, NULL)"
        )
        db.execute(
            "INSERT INTO questions (id, document, asked_at, text, pages, region, model, language, earlier)"
            " VALUES ('1', 'lease', 0, 'What is due?', '[2]', '[0.1, 0.8, 0.9, 1.0]', 'built-in', '', '[]')"
        )
    with contextlib.closing(Library.open(file)) as library:
        question = library.answers_of("lease")[0].question
        assert (question.parts, question.continued) == ((RegionPart(2, FOOT),), ())

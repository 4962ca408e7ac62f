"""What is asked and answered is kept, found again, and forgotten on request."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizglass.answers import Answer, Evidence, Exchange, Outcome, Question, Timings
from quizglass.errors import LibraryUnavailable
from quizglass.geometry import PageRect
from quizglass.library.library import Library
from quizglass.library.records import ViewState
from quizglass.pages import DocumentSource

LEASE = "a" * 64
INVOICE = "b" * 64


def question(text: str = "Who pays?", path: str = "/docs/Аренда.pdf", **more: object) -> Question:
    return Question(text, DocumentSource(path, password="secret"), **more)  # type: ignore[arg-type]


def answer(text: str = "The tenant", outcome: Outcome = Outcome.FOUND) -> Answer:
    place = Evidence(2, (PageRect(0.1, 0.2, 0.3, 0.25), PageRect(0.1, 0.25, 0.2, 0.3)), "the tenant", "words")
    return Answer(text, outcome, (place,), 0.75, Timings(0.1, 0.2, 0.5), "built-in", 2)


def ask_and_answer(library: Library, name: str, text: str, reply: str, document: str = LEASE) -> None:
    library.record_question(name, document, question(text))
    library.finish(name, answer(reply))


def test_an_answer_comes_back_whole_after_reopening(file: Path) -> None:
    library = Library.open(file)
    asked = question(
        pages=(2,), region=PageRect(0, 0.1, 0.5, 1), language="ru", earlier=(Exchange("What is it?", "A lease"),)
    )
    library.remember_document(LEASE, "/docs/Аренда.pdf", 3)
    library.record_question("1", LEASE, asked)
    library.finish("1", answer())
    library.close()

    again = Library.open(file)
    [record] = again.answers_of(LEASE)
    again.close()
    assert record.answer == answer()
    assert record.question.document == DocumentSource("/docs/Аренда.pdf")
    assert (record.question.text, record.question.pages, record.question.region) == (
        asked.text,
        asked.pages,
        asked.region,
    )
    assert record.question.earlier == asked.earlier
    assert not record.running


def test_no_password_reaches_the_disk(file: Path, library: Library) -> None:
    library.record_question("1", LEASE, question())
    written = b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert b"Who pays?" in written
    assert b"secret" not in written


def test_newest_answers_come_last_in_a_document_and_first_in_the_history(library: Library) -> None:
    for name in "123":
        ask_and_answer(library, name, f"Question {name}", "yes")
    assert [record.id for record in library.answers_of(LEASE)] == ["1", "2", "3"]
    assert [record.id for record in library.all_answers()] == ["3", "2", "1"]
    assert [record.id for record in library.all_answers(limit=1)] == ["3"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("АРЕНДАТОР", ["1"]),
        ("платит кто", ["1"]),
        ("еще", ["1"]),
        ("аренда.pdf", ["2", "1"]),
        ("50%", []),
        ("", ["2", "1"]),
    ],
)
def test_the_history_is_searched_without_regard_to_case(library: Library, search: str, found: list[str]) -> None:
    ask_and_answer(library, "1", "Кто платит ещё?", "Арендатор")
    ask_and_answer(library, "2", "How much is 50 of it?", "12")
    assert [record.id for record in library.all_answers(search)] == found


def test_a_deleted_answer_can_be_brought_back(library: Library) -> None:
    ask_and_answer(library, "1", "Who?", "She")
    library.delete("1")
    assert library.answers_of(LEASE) == library.all_answers() == []
    assert library.answer("1") is None
    assert library.undo_delete("1")
    assert [record.answer.text for record in library.answers_of(LEASE)] == ["She"]


def test_closing_leaves_another_windows_undo(file: Path, library: Library) -> None:
    ask_and_answer(library, "1", "Who?", "She")
    library.delete("1")
    Library.open(file).close()
    assert library.undo_delete("1")
    assert library.answer("1") is not None


def test_closing_ends_the_undo(file: Path) -> None:
    library = Library.open(file)
    ask_and_answer(library, "1", "Who?", "She")
    library.delete("1")
    library.close()
    again = Library.open(file)
    assert not again.undo_delete("1")
    again.close()


def test_closing_twice_is_allowed(file: Path) -> None:
    library = Library.open(file)
    library.close()
    library.close()


@pytest.mark.parametrize("everything", [False, True])
def test_what_is_forgotten_is_gone_from_every_byte(file: Path, library: Library, everything: bool) -> None:
    backup = file.with_name("library.backup-0001.sqlite3")
    backup.write_bytes(b"Zanzibar")
    ask_and_answer(library, "1", "Where is Zanzibar?" * 500, "In Zanzibar" * 500)
    ask_and_answer(library, "2", "Another", "thing", INVOICE)
    if everything:
        library.forget_everything()
    else:
        library.forget_document(LEASE)
    assert not backup.exists()
    assert b"Zanzibar" not in b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert [record.id for record in library.all_answers()] == ([] if everything else ["2"])


def test_an_answer_to_a_forgotten_document_is_not_kept(library: Library) -> None:
    library.record_question("1", LEASE, question())
    library.forget_document(LEASE)
    library.checkpoint("1", "too late")
    library.finish("1", answer())
    assert library.all_answers() == []


def test_recent_documents_and_their_view(library: Library) -> None:
    library.remember_document(LEASE, "/docs/Аренда.pdf", 3)
    library.remember_document(INVOICE, "/docs/invoice.pdf", 1)
    library.remember_document(LEASE, "/moved/Аренда.pdf", 3)
    assert [(d.path, d.name, d.page_count) for d in library.recent_documents()] == [
        ("/moved/Аренда.pdf", "Аренда.pdf", 3),
        ("/docs/invoice.pdf", "invoice.pdf", 1),
    ]
    state = ViewState(page=2, y=0.5, zoom=1.5, fit="", turns=3)
    assert library.view_state(LEASE) is None
    library.set_view_state(LEASE, state)
    assert library.view_state(LEASE) == state
    library.clear_recent(INVOICE)
    assert [d.hash for d in library.recent_documents()] == [LEASE]
    library.clear_recent()
    assert library.recent_documents() == []
    assert library.view_state(LEASE) == state


def test_a_file_name_that_is_not_text_is_kept(library: Library) -> None:
    path = "/docs/\udcff.pdf"
    library.remember_document(LEASE, path, 1)
    library.record_question("1", LEASE, question("What \ud800?", path))
    known = library.document(LEASE)
    assert known is not None
    assert known.path == path
    assert known.name == "?.pdf"
    assert library.answers_of(LEASE)[0].question.text == "What ??"


def test_threads_write_and_read_at_once(library: Library) -> None:
    def work(thread: int) -> None:
        for number in range(5):
            name = f"{thread}-{number}"
            ask_and_answer(library, name, "Who?", "She")
            assert library.answer(name) is not None
            assert library.all_answers("she")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert len(library.answers_of(LEASE)) == 20


def test_a_crash_in_mid_answer_keeps_what_had_arrived(file: Path) -> None:
    crash = f"""
import os
from pathlib import Path
from quizglass.answers import Question
from quizglass.library.library import Library
from quizglass.pages import DocumentSource
library = Library.open(Path({str(file)!r}))
library.record_question("1", "{LEASE}", Question("Who?", DocumentSource("a.pdf")))
library.checkpoint("1", "The ten")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", crash], check=False).returncode == 9
    library = Library.open(file)
    [record] = library.answers_of(LEASE)
    library.close()
    assert (record.answer.outcome, record.answer.text, record.running) == (Outcome.STOPPED, "The ten", False)


def test_a_running_answer_shows_what_has_arrived(library: Library) -> None:
    library.record_question("1", LEASE, question())
    library.checkpoint("1", "The ten")
    [record] = library.answers_of(LEASE)
    assert record.running
    assert record.answer.text == "The ten"


def test_a_failed_write_leaves_nothing_half_done(library: Library) -> None:
    ask_and_answer(library, "1", "Who?", "She")
    with pytest.raises(LibraryUnavailable):
        library.record_question("1", INVOICE, question())
    assert library.document(INVOICE) is None
    ask_and_answer(library, "2", "Who?", "He")
    assert [record.id for record in library.answers_of(LEASE)] == ["1", "2"]

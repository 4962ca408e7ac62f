"""The small parts of the window that need no window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from quizglass import paths
from quizglass.answers import Answer, Outcome, Progress, Question
from quizglass.errors import AppError, DamagedPage, OutOfMemory
from quizglass.geometry import PageRect, Size
from quizglass.layout.hits import hits_among
from quizglass.pages import DocumentSource, Word
from quizglass.settings import Loaded, Settings, load
from quizglass.text.finding import Wanted
from quizglass.ui.actions import GROUPS, TABLE
from quizglass.ui.ask_panel.place_link import cut_out
from quizglass.ui.ask_panel.states import Help, stage_words, state_of
from quizglass.ui.background import Background
from quizglass.ui.closeness import closeness
from quizglass.ui.error_words import words_of
from quizglass.ui.preferences import Preferences
from quizglass.ui.relay import Relay
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.history import JumpHistory

SOURCE = DocumentSource("a.pdf")
fractions = st.floats(0, 1, allow_nan=False)


def entry(answer: Answer | None, error: AppError | None = None, **question: Any) -> Entry:
    question.setdefault("pages", (0,))
    return Entry(
        "1", Question("What?", SOURCE, **question), text=(answer and answer.text) or "", answer=answer, error=error
    )


# Words for what became of a question ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "words", "help_"),
    [
        (entry(None), "Waiting…", Help.NOTHING),
        (entry(Answer("12", Outcome.FOUND, confidence=0.9)), "", Help.NOTHING),
        (entry(Answer("12", Outcome.FOUND, confidence=None)), "", Help.NOTHING),
        (entry(Answer("12", Outcome.FOUND, confidence=0.1)), "Check this.", Help.NOTHING),
        (entry(Answer(None, Outcome.NOT_FOUND)), "Not on this page.", Help.ASK_DOCUMENT),
        (entry(Answer(None, Outcome.NOT_FOUND), pages=()), "Not in this document.", Help.NOTHING),
        (
            entry(Answer(None, Outcome.NOT_FOUND), region=PageRect(0, 0, 0.5, 0.5)),
            "Not in this region.",
            Help.ASK_DOCUMENT,
        ),
        (entry(Answer(None, Outcome.BLANK_PAGE)), "This page is blank.", Help.NOTHING),
        (entry(Answer(None, Outcome.STOPPED)), "Stopped.", Help.ASK_AGAIN),
    ],
)
def test_every_ending_has_its_words(shown: Entry, words: str, help_: Help) -> None:
    state = state_of(shown)
    assert state.words == words
    assert state.help is help_
    assert bool(state.button) is (help_ is not Help.NOTHING)


def test_a_failure_tells_its_particulars_while_they_are_known() -> None:
    failed = Answer(None, Outcome.FAILED, error="out-of-memory")
    now = state_of(entry(failed, OutOfMemory(model="Big")))
    later = state_of(entry(failed))
    assert "for Big" in now.words
    assert "{" not in later.words
    assert "smaller model" in later.words
    assert now.help is later.help is Help.CHOOSE_MODEL


@pytest.mark.parametrize("kind", [AppError, OutOfMemory, DamagedPage])
def test_words_of_a_code_have_no_gaps(kind: type[AppError]) -> None:
    words = words_of(kind.code)
    assert words
    assert "{" not in words
    assert not words.startswith(" ")


def test_a_code_that_nobody_knows_is_no_failure() -> None:
    assert words_of("from-a-later-version")
    assert words_of(None)


@pytest.mark.parametrize("stage", ["loading", "opening", "reading", "looking", "answering", "locating", "later"])
def test_every_stage_has_words(stage: str) -> None:
    assert stage_words(Progress(stage))
    assert "4" in stage_words(Progress("reading", page=3))


# Pictures and places --------------------------------------------------------------------------------------------------


@given(fractions, fractions, fractions, fractions, st.floats(50, 5000), st.floats(50, 5000))
def test_a_cut_out_lies_on_the_page_and_shows_where_the_place_begins(
    ax: float, ay: float, bx: float, by: float, width: float, height: float
) -> None:
    box = PageRect.from_corners(ax, ay, bx, by)
    shown = cut_out(box, Size(width, height))
    assert not shown.is_empty
    assert shown == shown.clamped()
    assert shown.x0 - 1e-6 <= box.x0 <= shown.x1 + 1e-6


def words(*texts: str) -> tuple[Word, ...]:
    return tuple(
        Word(text, PageRect(0.1 * n, 0.1, 0.1 * n + 0.08, 0.12), line=0, block=0) for n, text in enumerate(texts)
    )


def test_words_are_found_whatever_their_case_and_across_words() -> None:
    found = hits_among(4, words("The", "Total", "due", "is", "12"), Wanted("total DUE"))
    assert len(found) == 1
    assert found[0].page == 4
    assert found[0].boxes == (PageRect(0.1, 0.1, 0.28, 0.12),)


def test_parts_of_words_are_found_each_time() -> None:
    assert len(hits_among(0, words("аренда", "Аренды", "дом"), Wanted("аренд"))) == 2
    assert hits_among(0, words("a"), Wanted("   ")) == []
    assert hits_among(0, (), Wanted("a")) == []


def test_back_and_forward() -> None:
    history: JumpHistory[int] = JumpHistory()
    assert history.back(1) is None
    history.leave(1)
    history.leave(5)
    assert history.back(9) == 5
    assert history.back(5) == 1
    assert history.forward(1) == 5
    history.leave(5)
    assert history.forward(7) is None


# Names and looks ------------------------------------------------------------------------------------------------------


def test_letters_at_beginnings_of_words_count_most() -> None:
    names = ["Zoom out", "Fit the page", "Zoom in", "Next document"]
    assert max(names, key=lambda name: closeness("zi", name) or -1) == "Zoom in"
    assert closeness("xyz", "Zoom in") is None
    assert closeness("", "Zoom in") is not None


def test_no_two_actions_share_a_key_or_a_name() -> None:
    keys = [key for spec in TABLE for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert len({spec.id for spec in TABLE}) == len({spec.words for spec in TABLE}) == len(TABLE)
    assert {spec.group for spec in TABLE} == set(GROUPS)


def test_every_icon_that_is_named_is_there() -> None:
    for spec in TABLE:
        assert not spec.icon or (paths.resource("icons") / f"{spec.icon}.svg").is_file()


# Threads and settings -------------------------------------------------------------------------------------------------


@pytest.fixture
def relay(qtbot: QtBot) -> Iterator[Relay]:
    made = Relay()
    yield made
    made.close()


def test_calls_from_another_thread_run_in_the_window_s_in_their_order(qtbot: QtBot, relay: Relay) -> None:
    heard: list[tuple[int, int]] = []
    note = relay.relayed(lambda number: heard.append((number, threading.get_ident())))
    thread = threading.Thread(target=lambda: [note(number) for number in range(50)])
    thread.start()
    thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == [(number, threading.get_ident()) for number in range(50)]


def test_nothing_runs_after_the_end(qtbot: QtBot, relay: Relay) -> None:
    heard: list[int] = []
    relay.post(lambda: heard.append(1))
    relay.close()
    relay.post(lambda: heard.append(2))
    qtbot.wait(1)
    assert heard == []


def test_settings_are_saved_when_they_change(qtbot: QtBot, relay: Relay) -> None:
    background = Background(relay)
    preferences = Preferences(paths.settings_file(), Loaded(Settings(), unknown={"later": 1}), background)
    changed: list[str] = []
    preferences.changed.connect(changed.append)
    preferences.change(language="ru", left_panel=True)
    preferences.save_now()
    background.close()
    assert changed == ["language"]
    loaded = load(paths.settings_file())
    assert loaded.settings.language == "ru"
    assert loaded.unknown == {"later": 1}
    assert background.run(lambda: 1).cancelled()

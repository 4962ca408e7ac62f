"""Text comes at a pace that a window can draw and a disk can keep, and none of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizglass.answering.pacing import CHECKPOINTS_PER_S, UPDATES_PER_S, PacedEvents
from quizglass.answers import AnswerEvent, Progress, TextDelta


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def shown(events: list[AnswerEvent]) -> str:
    text = ""
    for event in events:
        if isinstance(event, TextDelta):
            text = event.text if event.replace else text + event.text
    return text


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.floats(0, 0.2), st.booleans()), max_size=60))
def test_all_text_arrives_in_order_at_the_agreed_pace(pieces: list[tuple[str, float, bool]]) -> None:
    clock, events, kept = Clock(), list[AnswerEvent](), list[str]()
    paced = PacedEvents(events.append, kept.append, clock)
    expected = ""
    for text, pause, replace in pieces:
        expected = text if replace else expected + text
        paced.add(TextDelta(text, replace))
        clock.now += pause
    elapsed = clock.now - 100.0
    assert len(events) <= elapsed * UPDATES_PER_S + 1
    assert len(kept) <= elapsed * CHECKPOINTS_PER_S + 1
    paced.flush()
    assert shown(events) == paced.text == expected


def test_the_first_piece_shows_and_is_kept_at_once() -> None:
    events, kept = list[AnswerEvent](), list[str]()
    paced = PacedEvents(events.append, kept.append, Clock())
    paced.add(TextDelta("The"))
    paced.add(TextDelta(" end"))
    assert events == [TextDelta("The")]
    assert kept == ["The"]


def test_other_events_never_overtake_text() -> None:
    events = list[AnswerEvent]()
    paced = PacedEvents(events.append, lambda _: None, Clock())
    for event in (TextDelta("a"), TextDelta("b"), Progress("reading")):
        paced.add(event)
    assert events == [TextDelta("a"), TextDelta("b"), Progress("reading")]

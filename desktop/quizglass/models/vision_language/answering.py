"""One answer in the making. Interrupted for want of memory, it goes on where it was, with another prefix."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.batch import Line
from quizglass.models.decoding.loop import Decoded, Ending, Limits
from quizglass.models.decoding.text_stream import HeldBack, TextStream
from quizglass.models.engine import REPEATS, Ask, Reply, View
from quizglass.models.prompting import may_become_not_found, says_not_found
from quizglass.models.vision_language.json_answer import labels, may_be_json
from quizglass.models.vision_language.session import Prefix, Session

_ROOM_FOR_ANSWER = 256
"""Positions that earlier exchanges must leave."""


class Answering:
    """``on_text`` gets each piece once, however often the answer is interrupted."""

    def __init__(self, session: Session, view: View, ask: Ask, on_text: Callable[[str], None]) -> None:
        self._session = session
        self._view = view
        self._ask = ask
        self._asked: list[int] = []
        self._most = ask.max_new_tokens
        self._said: list[int] = []
        self._stream = session.new_stream()
        self._answers_in_json = bool(session.pointing and session.pointing.sign)
        self._held = HeldBack(on_text, self._may_hold)

    def go_on(self, prefix: Prefix, cancel: CancelToken) -> Reply:
        """Answer after ``prefix``; never raises `Cancelled`: what had come is the reply.

        Raises:
            torch.OutOfMemoryError: this can be called again, with a prefix that takes less.
        """
        before = len(self._said)
        line = self.line(prefix)
        draft = self._session.drafts(self._view)
        said = self._session.say(prefix, [*line.ids], line.limits, on_token=self.hear, cancel=cancel, draft=draft)
        return self.reply(said, before, prefix)

    def line(self, prefix: Prefix) -> Line:
        """What is to be said after ``prefix``: all of it, or what is left."""
        self._asked = self._asked or self._fitted(prefix)
        limits = Limits(
            self._most - len(self._said),
            self._session.end_tokens,
            sampling=self._ask.sampling,
            said_before=len(self._said),
        )
        return Line(prefix.cache, prefix.next_position, self._asked + self._said, limits)

    def _fitted(self, prefix: Prefix) -> list[int]:
        """The question with as much of what was said before as the model can take in: the oldest goes first."""
        earlier = list(self._ask.earlier)
        while True:
            ids = self._session.writer.question(self._ask.question.strip(), earlier, self._ask.language)
            length = prefix.next_position + len(ids) + _ROOM_FOR_ANSWER
            if not earlier or self._session.context is None or length <= self._session.context:
                return ids
            del earlier[0]

    @property
    def said(self) -> int:
        """How many tokens have been said."""
        return len(self._said)

    def hear(self, token: int) -> None:
        self._said.append(token)
        self._held.feed(self._stream.feed(token))

    def reply(self, said: Decoded, before: int, prefix: Prefix) -> Reply:
        """The answer, when ``said`` has come after the ``before`` tokens of an earlier try."""
        stream = self._stream
        if said.ending is Ending.REPETITION:
            stream = self._replayed(self._said[:before] + said.tokens)
        self._held.feed(stream.finish())
        return self._reply(stream, said, prefix)

    def _reply(self, stream: TextStream, said: Decoded, prefix: Prefix) -> Reply:
        stopped = said.ending is Ending.STOPPED
        notice = REPEATS if said.ending is Ending.REPETITION else ""
        if not stopped and says_not_found(stream.text):
            return Reply("", found=False, confidence=said.probability, notice=notice)
        boxes = self._session.boxes(stream, prefix, self._view)
        text = stream.text
        if boxes and self._answers_in_json and self._held.holds:
            text = labels(text) or text
        self._held.release(text)
        return Reply(text, bool(text), (), boxes, said.probability, stopped, notice)

    def _may_hold(self, text: str) -> bool:
        return may_become_not_found(text) or (self._answers_in_json and may_be_json(text))

    def _replayed(self, tokens: list[int]) -> TextStream:
        """The text of the tokens that were kept when a loop was cut off."""
        stream = self._session.new_stream()
        for token in tokens:
            stream.feed(token)
        return stream


def answer_together(
    session: Session, answerings: Sequence[Answering], prefixes: Sequence[Prefix], cancel: CancelToken
) -> list[Reply]:
    """What `Answering.go_on` would give for each, said together.

    Raises:
        torch.OutOfMemoryError: as there.
    """
    before = [answering.said for answering in answerings]
    lines = [answering.line(prefix) for answering, prefix in zip(answerings, prefixes, strict=True)]
    said = session.say_together(lines, on_token=lambda number, token: answerings[number].hear(token), cancel=cancel)
    told = zip(answerings, said, before, prefixes, strict=True)
    return [answering.reply(each, length, prefix) for answering, each, length, prefix in told]

"""One answer in the making. Interrupted for want of memory, it goes on where it was, with another prefix."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.loop import Decoded, Ending, Limits
from quizglass.models.decoding.text_stream import HeldBack, TextStream
from quizglass.models.engine import Ask, Reply, View
from quizglass.models.prompting import may_become_not_found, says_not_found
from quizglass.models.vision_language.json_answer import labels, may_be_json
from quizglass.models.vision_language.session import Prefix, Session


class Answering:
    """``on_text`` gets each piece once, however often the answer is interrupted."""

    def __init__(self, session: Session, view: View, ask: Ask, on_text: Callable[[str], None]) -> None:
        self._session = session
        self._view = view
        self._asked = session.writer.question(ask.question.strip(), ask.earlier, ask.language)
        self._most = ask.max_new_tokens
        self._said: list[int] = []
        self._stream = session.new_stream()
        self._answers_in_json = bool(session.pointing and session.pointing.sign)
        self._draft = session.drafts(view)
        self._held = HeldBack(on_text, self._may_hold)

    def go_on(self, prefix: Prefix, cancel: CancelToken) -> Reply:
        """Answer after ``prefix``; never raises `Cancelled`: what had come is the reply.

        Raises:
            torch.OutOfMemoryError: this can be called again, with a prefix that takes less.
        """
        before = list(self._said)
        limits = Limits(self._most - len(before), self._session.end_tokens)
        said = self._session.say(
            prefix, self._asked + before, limits, on_token=self._hear, cancel=cancel, draft=self._draft
        )
        stream = self._stream
        if said.ending is Ending.REPETITION:
            stream = self._replayed(before + said.tokens)
        self._held.feed(stream.finish())
        return self._reply(stream, said, prefix)

    def _hear(self, token: int) -> None:
        self._said.append(token)
        self._held.feed(self._stream.feed(token))

    def _reply(self, stream: TextStream, said: Decoded, prefix: Prefix) -> Reply:
        stopped = said.ending is Ending.STOPPED
        if not stopped and says_not_found(stream.text):
            return Reply("", found=False, confidence=said.probability)
        boxes = self._session.boxes(stream, prefix, self._view)
        text = stream.text
        if boxes and self._answers_in_json and self._held.holds:
            text = labels(text) or text
        self._held.release(text)
        return Reply(text, bool(text), boxes=boxes, confidence=said.probability, stopped=stopped)

    def _may_hold(self, text: str) -> bool:
        return may_become_not_found(text) or (self._answers_in_json and may_be_json(text))

    def _replayed(self, tokens: list[int]) -> TextStream:
        """The text of the tokens that were kept when a loop was cut off."""
        stream = self._session.new_stream()
        for token in tokens:
            stream.feed(token)
        return stream

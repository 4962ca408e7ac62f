"""One answer from numbered lines: shown while it comes, its lines looked up, its words found in them."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.loop import Decoded, Ending, Limits
from quizglass.models.decoding.text_stream import HeldBack
from quizglass.models.engine import REPEATS, Ask, Reply, View
from quizglass.models.prompting import says_not_found
from quizglass.models.text_reader.line_references import LineReferences
from quizglass.models.text_reader.page_lines import placed, words_of
from quizglass.models.text_reader.session import ReadLines, Session

PAGE_CUT = "page-cut"
"""The notice of an answer that had to do with the beginning of the page."""


def answer(
    session: Session, read: ReadLines, view: View, ask: Ask, on_text: Callable[[str], None], cancel: CancelToken
) -> Reply:
    """Never raises `Cancelled`: what had come is the reply."""
    held, stream, references = HeldBack(on_text), session.new_stream(), LineReferences()
    limits = Limits(ask.max_new_tokens, session.end_tokens, sampling=ask.sampling)

    def hear(token: int) -> None:
        held.feed(references.feed(stream.feed(token)))

    said = session.say(read, ask, limits, on_token=hear, cancel=cancel)
    text, lines = _told(session, said)
    notice = PAGE_CUT if read.cut else REPEATS if said.ending is Ending.REPETITION else ""
    stopped = said.ending is Ending.STOPPED
    if not stopped and says_not_found(text):
        return Reply("", found=False, confidence=said.probability, notice=notice)
    held.feed(references.feed(stream.finish()) + references.finish())
    held.release()
    words, boxes = placed(text, words_of(read.lines, lines), view)
    return Reply(text, bool(text), words, boxes, said.probability, stopped=stopped, notice=notice)


def _told(session: Session, said: Decoded) -> tuple[str, tuple[int, ...]]:
    """The answer and the lines that it names, of the tokens that count: a loop at the end does not."""
    stream, references = session.new_stream(), LineReferences()
    text = "".join(references.feed(stream.feed(token)) for token in said.tokens)
    text += references.feed(stream.finish()) + references.finish()
    return text.strip(), references.numbers

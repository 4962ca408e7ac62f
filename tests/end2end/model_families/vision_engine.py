"""What the engine of a vision-language family says, token by token, and where it points."""

from __future__ import annotations

from collections.abc import Sequence

from family_case import made_to_say

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.decoding.loop import Limits
from quizglass.models.engine import Ask, Engine, Glimpse
from quizglass.models.vision_language.engine import VisionGlimpse, VisionLanguageEngine
from quizglass.models.vision_language.session import Session


def session_of(engine: Engine) -> Session:
    assert isinstance(engine, VisionLanguageEngine)
    return engine._session


def said_tokens(engine: Engine, glimpse: Glimpse, ask: Ask) -> Sequence[int]:
    """The tokens of the answer, without those that end it."""
    assert isinstance(glimpse, VisionGlimpse)
    assert glimpse.prefix
    session = session_of(engine)
    limits = Limits(ask.max_new_tokens, session.end_tokens, stop_loops=False)
    ids = session.writer.question(ask.question, ask.earlier, ask.language)
    return session.say(glimpse.prefix, ids, limits, on_token=lambda _: None, cancel=CancelToken()).tokens


def boxes_when_saying(engine: Engine, glimpse: Glimpse, said: Sequence[int]) -> Sequence[PageRect]:
    """The boxes of the answer whose tokens are ``said``."""
    pieces: list[str] = []
    with made_to_say(session_of(engine).loaded.model.lm_head, said):
        reply = engine.answer(glimpse, Ask("Where?"), on_text=pieces.append, cancel=CancelToken())
    assert reply.text == "".join(pieces) == "481.20", "markup and JSON are for the program, not for a person"
    return reply.boxes


def located_when_saying(engine: Engine, glimpse: Glimpse, said: Sequence[int]) -> Sequence[PageRect]:
    """The boxes of a search that is answered with the tokens ``said``, after what was begun for it."""
    with made_to_say(session_of(engine).loaded.model.lm_head, said):
        return engine.locate(glimpse, "481.20", CancelToken())

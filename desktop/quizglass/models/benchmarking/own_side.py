"""Quizglass as it answers, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.benchmarking.device_clock import DeviceClock
from quizglass.models.benchmarking.sides import Spoken
from quizglass.models.decoding.batch import Line
from quizglass.models.decoding.loop import Limits
from quizglass.models.device_errors import free_unused, is_out_of_memory
from quizglass.models.engine import Ask, View
from quizglass.models.vision_language.answering import Answering
from quizglass.models.vision_language.session import Prefix, Session
from quizglass.models.vision_language.sight import Seen, Sight
from quizglass.pages import PageImage

_AT_ONCE = 8
"""Pages, as the batches of a run over many files have it."""


class OwnSide:
    """See `Side`. Nothing is drafted: how much a draft wins hangs on what the page says."""

    def __init__(self, session: Session, clock: DeviceClock, image_tokens: int) -> None:
        self._session = session
        self._clock = clock
        self._image_tokens = image_tokens
        self._seen: tuple[View, Prefix] | None = None

    def cold(self, view: View, question: str, count: int) -> Spoken:
        begin = self._clock.now()
        timed = _TimedSight(self._session.sight, self._clock)
        self._session.sight = timed
        try:
            prefix = self._look(view)
        finally:
            self._session.sight = timed.sight
        self._seen = view, prefix
        return replace(self._say(question, count, begin), vision_s=timed.seconds)

    def warm(self, question: str, count: int) -> Spoken:
        return self._say(question, count, self._clock.now())

    def together(self, questions: Sequence[str], count: int) -> float | None:
        view, prefix = self._last_seen
        lines = [self._line(view, prefix, question, count) for question in questions]
        heard: list[int] = [0] * len(lines)
        came: list[float] = []
        apart = False

        def hear(number: int, _token: int) -> None:
            nonlocal apart
            heard[number] += 1
            # Where the second token of one comes before the first of another, they are said one after the other.
            apart = apart or (heard[number] > 1 and not all(heard))
            if heard[number] == 1:
                came.append(self._clock.now())

        try:
            self._session.say_together(lines, on_token=hear, cancel=CancelToken())
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            free_unused()
            return None
        stream = self._clock.now() - came[-1]
        return None if apart or stream <= 0 else (sum(heard) - len(lines)) / stream

    def pages(self, views: Sequence[View], question: str, count: int) -> float:
        self._seen = None
        begin = self._clock.now()
        for start in range(0, len(views), _AT_ONCE):
            group = views[start : start + _AT_ONCE]
            lines = [self._line(view, self._look(view), question, count) for view in group]
            self._session.say_together(lines, on_token=lambda *_: None, cancel=CancelToken())
        return self._clock.now() - begin

    @property
    def _last_seen(self) -> tuple[View, Prefix]:
        assert self._seen is not None, "a page comes first"
        return self._seen

    def _look(self, view: View) -> Prefix:
        return self._session.look(view, self._image_tokens, CancelToken())

    def _say(self, question: str, count: int, begin: float) -> Spoken:
        view, prefix = self._last_seen
        line = self._line(view, prefix, question, count)
        first: list[float] = []

        def hear(_token: int) -> None:
            if not first:
                first.append(self._clock.now())

        said = self._session.say(prefix, list(line.ids), line.limits, on_token=hear, cancel=CancelToken())
        end = self._clock.now()
        heard = prefix.cache.get_seq_length() + len(line.ids)
        return Spoken((first or [end])[0] - begin, end - begin, tuple(said.tokens), prompt_tokens=heard)

    def _line(self, view: View, prefix: Prefix, question: str, count: int) -> Line:
        line = Answering(self._session, view, Ask(question), lambda _: None).line(prefix)
        return replace(line, limits=Limits(count, frozenset(), stop_loops=False))


class _TimedSight:
    """A `Sight` that notes how long its last look took, in seconds."""

    def __init__(self, sight: Sight, clock: DeviceClock) -> None:
        self.sight = sight
        self._clock = clock
        self.seconds = 0.0

    @property
    def most_tokens(self) -> int:
        return self.sight.most_tokens

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        return self.sight.picture_size(region, tokens)

    def bytes_per_token(self) -> int:
        return self.sight.bytes_per_token()

    def look(self, image: PageImage, tokens: int, cancel: CancelToken) -> Seen:
        begin = self._clock.now()
        seen = self.sight.look(image, tokens, cancel)
        self.seconds = self._clock.now() - begin
        return seen

"""What every engine does, whatever answers inside it. No torch here: importing this costs nothing.

Three kinds end in the same `Reply`: *vision* engines see the region's picture, *reader* engines get the words,
*span* engines point at words. An engine lives on one thread and serves one request at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import PageImage, Word
from quizglass.sampling import Sampling

REPEATS = "repeats"
"""The notice of an answer that was ended because it only repeated itself."""
A4 = Size(595.0, 842.0)
"""Points of the commonest page, for views made without a document."""
_WORD_BYTES = 300


class EngineKind(StrEnum):
    VISION = "vision"
    READER = "reader"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """``device`` is what the window shows: "CPU", "RTX 4070"; ``quantization`` is "" when it does not apply.

    ``notice`` is a code of what the user must be told loudly ("gpu-unused", "on-cpu"), or "".
    """

    id: str
    name: str
    kind: EngineKind
    device: str = "CPU"
    quantization: str = ""
    memory_bytes: int = 0
    notice: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What an engine is shown of one page. Words and region are in fractions of the whole page.

    ``words`` are all words of the page in reading order (an engine restricts itself to ``region`` but may look
    around for labels); ``image`` is the region's picture at the size that `Engine.image_size` asked for.
    ``page_size`` is the displayed page in points.
    """

    page: int
    words: tuple[Word, ...]
    region: PageRect = WHOLE_PAGE
    image: PageImage | None = None
    page_size: Size = A4

    @property
    def held_bytes(self) -> int:
        """Its picture, and its words about as Python keeps them."""
        return (len(self.image.data) if self.image is not None else 0) + _WORD_BYTES * len(self.words)


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes of a graphics card, and of the computer's own memory."""

    card: int = 0
    memory: int = 0

    @property
    def total(self) -> int:
        return self.card + self.memory

    def __add__(self, other: Held) -> Held:
        return Held(self.card + other.card, self.memory + other.memory)


class Glimpse(Protocol):
    """A view that an engine has taken in: encoded once, asked many times."""

    @property
    def view(self) -> View: ...

    @property
    def held(self) -> Held:
        """What keeping it costs. Nothing: it is not worth keeping, or was freed and would be looked at anew."""


@runtime_checkable
class Parkable(Protocol):
    """A glimpse that can wait in the computer's memory until it is asked again."""

    def park(self) -> None:
        """Move what it holds off the card. The next question brings it back. Raises MemoryError or RuntimeError."""


@runtime_checkable
class OfPicture(Protocol):
    """A glimpse of the picture alone: it stays what it is when more is known of the page's words."""

    def tell(self, words: tuple[Word, ...]) -> None:
        """These are all words of the page now."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to a glimpse. ``language`` is "" (as the question), "en" or "ru".

    ``sampling`` is for engines that say token by token; None: the same question has the same answer.
    """

    question: str
    earlier: tuple[Exchange, ...] = ()
    language: str = ""
    max_new_tokens: int = 512
    sampling: Sampling | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine said.

    ``text`` is "" when it found nothing. ``words`` are indices into ``view.words`` where the engine itself points at
    words (reader and span engines). ``boxes`` are boxes that a vision model gave, already in fractions of the page.
    ``confidence`` is 0..1 or None. ``stopped`` says that a cancel ended it early: ``text`` holds what had come.
    ``notice`` is a code of what the user must be told of this answer ("smaller-picture", "repeats"), or "".
    ``model`` is the id of the one that answered where an engine has several, or "".
    """

    text: str
    found: bool
    words: tuple[int, ...] = ()
    boxes: tuple[PageRect, ...] = ()
    confidence: float | None = None
    stopped: bool = False
    notice: str = ""
    model: str = ""


@runtime_checkable
class Engine(Protocol):
    """See the module's docstring. Every method is called on the model thread."""

    @property
    def info(self) -> EngineInfo: ...

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """Get ready; ``progress`` gets 0..1. Raises ModelError, DeviceError or Cancelled."""

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        """The pixels (width, height) to render a region of ``region_size`` points at; None: needs no picture."""

    def look(self, view: View, cancel: CancelToken) -> Glimpse:
        """Take in a view."""

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        """Answer from the glimpse; ``on_text`` gets each new piece. A cancel gives a `Reply` with ``stopped``."""

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """Boxes (fractions of the page) where the model sees ``phrase``; () when it cannot point."""

    def unload(self) -> None:
        """Free all memory. The engine can be loaded again."""


@runtime_checkable
class AnswersTogether(Protocol):
    """An engine that answers several questions at once sooner than one after the other."""

    def answer_together(
        self, asked: Sequence[tuple[Glimpse, Ask]], *, on_text: Callable[[int, str], None], cancel: CancelToken
    ) -> list[Reply]:
        """As `Engine.answer` for each of ``asked``; ``on_text`` is told which one it is for."""


@runtime_checkable
class AnswersInFlight(Protocol):
    """An engine that takes questions while it answers others, and answers them in whatever order."""

    @property
    def in_flight(self) -> int:
        """How many questions it can have under way now, at least 1."""

    def answer_each(
        self,
        asked: Iterator[tuple[Glimpse, Ask]],
        *,
        told: Callable[[int, Reply | AppError, float], None],
        cancel: CancelToken,
    ) -> None:
        """Answer all of ``asked``; the next is taken when there is room for it.

        ``told`` gets each one's number, from 0, its reply or why it has none, and the seconds that it took. Both are
        called on this thread.

        Raises:
            ModelError: nothing answers any more. What was not told of has no answer.
            Cancelled: stopped.
        """

"""The `Engine` of a folder with a vision-language model. Cheap to make: torch comes in with `load`."""

from __future__ import annotations

import dataclasses
import weakref
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from quizglass.cancellation import CancelToken
from quizglass.errors import OutOfMemory
from quizglass.geometry import PageRect, Size
from quizglass.models import process_memory
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Held, Reply, View
from quizglass.models.image_budget import token_budget
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.local_engine import LocalEngine
from quizglass.pages import Word
from quizglass.settings import Quantization

if TYPE_CHECKING:
    from quizglass.models.vision_language.answering import Answering
    from quizglass.models.vision_language.recipe import Recipe
    from quizglass.models.vision_language.session import Prefix, Session

_Result = TypeVar("_Result")
SMALLER_PICTURE = "smaller-picture"
"""The notice of an answer that had to do with a smaller picture than was first looked at."""


@dataclass(eq=False)
class VisionGlimpse:
    """A view and what the model made of it.

    Without ``prefix`` (freed by `unload`, or to make room) ``parked``, a copy in the computer's memory, comes back;
    without that the view is looked at again, in at most ``most_tokens``.
    """

    view: View
    prefix: Prefix | None = field(repr=False)
    most_tokens: int | None = None
    parked: Prefix | None = field(default=None, repr=False)

    @property
    def held(self) -> Held:
        from quizglass.models.held_tensors import held_by

        made = [prefix.cache for prefix in (self.prefix, self.parked) if prefix is not None]
        return sum(map(held_by, made), Held(memory=self.view.held_bytes)) if made else Held()

    def park(self) -> None:
        """See `Parkable`."""
        from quizglass.models.held_tensors import parked

        if self.prefix is not None:
            self.parked = dataclasses.replace(self.prefix, cache=parked(self.prefix.cache))
            self.prefix = None

    def tell(self, words: tuple[Word, ...]) -> None:
        """See `OfPicture`."""
        self.view = dataclasses.replace(self.view, words=words)


class VisionLanguageEngine(LocalEngine["Session"]):
    """What all families share; each says what its recipe is.

    ``device`` is "auto", "cuda" or "cpu". ``dtype`` names a torch type to compute in; "" takes the device's best.
    """

    def __init__(
        self,
        model: InstalledModel,
        *,
        quantization: Quantization = Quantization.NF4,
        device: str = "auto",
        dtype: str = "",
    ) -> None:
        super().__init__(model, EngineInfo(model.id, model.name, EngineKind.VISION, quantization=quantization.value))
        self._quantization = quantization
        self._device = device
        self._dtype = dtype
        self._glimpses: weakref.WeakSet[VisionGlimpse] = weakref.WeakSet()

    @abstractmethod
    def recipe(self) -> Recipe:
        """The family's recipe. The first to import what the family needs; called by `load`."""

    def open_session(self, progress: Callable[[float], None], cancel: CancelToken) -> tuple[Session, EngineInfo]:
        from quizglass.models.vision_language.opening import open_session

        return open_session(
            self._model,
            self.recipe(),
            quantization=self._quantization,
            device=self._device,
            dtype=self._dtype,
            progress=progress,
            cancel=cancel,
        )

    def image_size(self, region_size: Size) -> tuple[int, int]:
        return self._session.sight.picture_size(region_size, self._image_tokens())

    def look(self, view: View, cancel: CancelToken) -> VisionGlimpse:
        glimpse = VisionGlimpse(view, None)
        self._prefix(glimpse, cancel)
        self._glimpses.add(glimpse)
        return glimpse

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        """See `Engine.answer`. Out of memory, it frees what other views hold, then goes on with smaller pictures."""
        from quizglass.models.vision_language.answering import Answering

        assert isinstance(glimpse, VisionGlimpse)
        answering = Answering(self._session, glimpse.view, ask, on_text)
        return self._answer_one(glimpse, answering, cancel)

    def answer_together(
        self, asked: Sequence[tuple[Glimpse, Ask]], *, on_text: Callable[[int, str], None], cancel: CancelToken
    ) -> list[Reply]:
        """As `answer` for several questions, to one glimpse or to many, at once; ``on_text`` is told which it is for.

        Out of memory, half of them are answered at a time.
        """
        from quizglass.models.device_errors import in_our_words
        from quizglass.models.vision_language.answering import Answering

        asking: list[tuple[VisionGlimpse, Answering]] = []
        for number, (glimpse, ask) in enumerate(asked):
            assert isinstance(glimpse, VisionGlimpse)
            asking.append((glimpse, Answering(self._session, glimpse.view, ask, partial(on_text, number))))
        with in_our_words(self._model.name):
            return self._answer_all(asking, cancel)

    def _answer_all(self, asking: list[tuple[VisionGlimpse, Answering]], cancel: CancelToken) -> list[Reply]:
        from quizglass.models.device_errors import is_out_of_memory
        from quizglass.models.vision_language.answering import answer_together

        if len(asking) == 1:
            return [self._answer_one(*asking[0], cancel)]
        try:
            prefixes = [self._prefix(glimpse, cancel) for glimpse, _ in asking]
            answerings = [answering for _, answering in asking]
            replies = answer_together(self._session, answerings, prefixes, cancel)
            return [_noted(glimpse, reply) for (glimpse, _), reply in zip(asking, replies, strict=True)]
        except OutOfMemory:
            pass  # while a page was looked at again
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        self._session.make_room()
        process_memory.give_back()
        half = len(asking) // 2
        return self._answer_all(asking[:half], cancel) + self._answer_all(asking[half:], cancel)

    def _answer_one(self, glimpse: VisionGlimpse, answering: Answering, cancel: CancelToken) -> Reply:
        reply = self._with_room(glimpse, cancel, lambda prefix: answering.go_on(prefix, cancel))
        return _noted(glimpse, reply)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """See `Engine.locate`. Out of memory, it does as `answer` does."""
        assert isinstance(glimpse, VisionGlimpse)
        view, session = glimpse.view, self._session
        return self._with_room(glimpse, cancel, lambda prefix: session.locate(prefix, view, phrase, cancel))

    def forget_glimpses(self) -> None:
        for glimpse in self._glimpses:
            glimpse.prefix = glimpse.parked = None
        self._glimpses.clear()

    def _image_tokens(self) -> int:
        """The budget for the next picture, from what is free now."""
        from quizglass.models.placing import free_bytes

        sight = self._session.sight
        return token_budget(free_bytes(self._session.device), sight.bytes_per_token(), most=sight.most_tokens)

    def _prefix(self, glimpse: VisionGlimpse, cancel: CancelToken) -> Prefix:
        if glimpse.parked is not None:
            self._bring_back(glimpse)
        if glimpse.prefix is None:
            from quizglass.models.device_errors import in_our_words

            tokens = min(self._image_tokens(), glimpse.most_tokens or self._session.sight.most_tokens)
            with in_our_words(self._model.name):
                glimpse.prefix = self._session.look(glimpse.view, tokens, cancel, lambda: self._forget_others(glimpse))
        return glimpse.prefix

    def _bring_back(self, glimpse: VisionGlimpse) -> None:
        """What was parked; where there is no room for it, it is looked at again, which makes room."""
        from quizglass.models.held_tensors import brought_back

        parked, glimpse.parked = glimpse.parked, None
        if parked is not None:
            cache = brought_back(parked.cache, self._session.device)
            glimpse.prefix = dataclasses.replace(parked, cache=cache) if cache is not None else None

    def _with_room(self, glimpse: VisionGlimpse, cancel: CancelToken, attempt: Callable[[Prefix], _Result]) -> _Result:
        """Make ``attempt``; when memory runs out, make room and try again until there is none to be made."""
        from quizglass.models.device_errors import in_our_words, is_out_of_memory

        with in_our_words(self._model.name):
            while True:
                prefix = self._prefix(glimpse, cancel)
                try:
                    return attempt(prefix)
                except (MemoryError, RuntimeError) as error:
                    if not is_out_of_memory(error) or not self._make_room(glimpse):
                        raise
                # Outside the handler the traceback no longer holds the tensors of the failed try.
                del prefix
                self._session.make_room()
                process_memory.give_back()

    def _forget_others(self, glimpse: VisionGlimpse) -> bool:
        """Forget what was made of other views; False when there was nothing."""
        others = [other for other in self._glimpses if other is not glimpse and other.prefix is not None]
        for other in others:
            other.prefix = None
        return bool(others)

    def _make_room(self, glimpse: VisionGlimpse) -> bool:
        """Forget other views; when there are none, look at this one again, half as large. False: nothing is left."""
        from quizglass.models.vision_language.session import SMALLEST_TOKENS

        if self._forget_others(glimpse):
            return True
        tokens = _tokens_of(glimpse)
        if tokens > SMALLEST_TOKENS:
            glimpse.most_tokens, glimpse.prefix = max(SMALLEST_TOKENS, tokens // 2), None
        return tokens > SMALLEST_TOKENS


def _noted(glimpse: VisionGlimpse, reply: Reply) -> Reply:
    smaller = glimpse.most_tokens is not None or (glimpse.prefix is not None and glimpse.prefix.shrunk)
    return dataclasses.replace(reply, notice=SMALLER_PICTURE if smaller else reply.notice)


def _tokens_of(glimpse: VisionGlimpse) -> int:
    """What its picture takes. Some towers know one size only: what was asked of them counts then."""
    assert glimpse.prefix
    return min(glimpse.prefix.shown.tokens, glimpse.most_tokens or glimpse.prefix.shown.tokens)

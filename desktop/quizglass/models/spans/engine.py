"""The `Engine` of a folder with a span model. Cheap to make: torch comes in with `load`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Reply, View
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.local_engine import LocalEngine
from quizglass.models.printed_places import printed_boxes

if TYPE_CHECKING:
    from quizglass.models.spans.recipe import SpanRecipe
    from quizglass.models.spans.session import Session, SpanGlimpse

_LONGEST_SIDE = 672
"""Pixels of the region's picture: three times what the models look at, so that shrinking it blurs no line away."""


class SpanEngine(LocalEngine["Session"]):
    """What all families share; each says what its recipe is. ``device`` is "auto", "cuda" or "cpu".

    These models are small and stay in 32 bit. They know nothing of earlier questions, and answer in the page's own
    words, whatever language is wished for.
    """

    def __init__(self, model: InstalledModel, *, device: str = "auto") -> None:
        super().__init__(model, EngineInfo(model.id, model.name, EngineKind.SPAN))
        self._device = device
        self._sees = True

    @abstractmethod
    def recipe(self) -> SpanRecipe:
        """The family's recipe. The first to import what the family needs; called by `load`."""

    def open_session(self, progress: Callable[[float], None], cancel: CancelToken) -> tuple[Session, EngineInfo]:
        from quizglass.models.spans.opening import open_session

        recipe = self.recipe()
        self._sees = recipe.image_processor is not None
        return open_session(self._model, recipe, device=self._device, progress=progress, cancel=cancel)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        if not self._sees:
            return None
        scale = _LONGEST_SIDE / max(region_size)
        return max(1, round(region_size.width * scale)), max(1, round(region_size.height * scale))

    def look(self, view: View, cancel: CancelToken) -> SpanGlimpse:
        from quizglass.models.device_errors import in_our_words

        with in_our_words(self._model.name):
            return self._session.look(view, cancel)

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        from quizglass.models.device_errors import in_our_words
        from quizglass.models.spans.session import SpanGlimpse

        assert isinstance(glimpse, SpanGlimpse)
        try:
            with in_our_words(self._model.name):
                pointed = self._session.point(glimpse, ask.question.strip(), cancel)
        except Cancelled:
            return Reply("", found=False, stopped=True)
        if pointed.span is None:
            return Reply("", found=False, confidence=pointed.probability)
        words, region = glimpse.view.words, glimpse.view.region
        run = range(pointed.span.first, pointed.span.last + 1)
        told = tuple(index for index in run if region.contains(*words[index].box.center))
        text = " ".join(words[index].text for index in told)
        on_text(text)
        return Reply(text, found=True, words=told, confidence=pointed.probability)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """The words of the first place that prints ``phrase``; () when it is not printed."""
        cancel.raise_if_cancelled()
        return printed_boxes(phrase, glimpse.view.words)

"""The built-in reader as an engine: quotes the words of the page that answer."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.builtin_reader.answer import best_answer
from quizglass.models.builtin_reader.read_page import ReadPage, read_page
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Reply, View
from quizglass.models.printed_places import printed_boxes

_INFO = EngineInfo(id="built-in", name="Built-in reader", kind=EngineKind.READER)


class BuiltinReader:
    """Implements `quizglass.models.engine.Engine` with the page's words alone."""

    @property
    def info(self) -> EngineInfo:
        return _INFO

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """There is nothing to load."""
        cancel.raise_if_cancelled()
        progress(1.0)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:  # noqa: ARG002 - reads words, not pictures
        return None

    def look(self, view: View, cancel: CancelToken) -> ReadPage:
        cancel.raise_if_cancelled()
        return read_page(view)

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        if cancel.cancelled:
            return Reply("", found=False, stopped=True)
        found = best_answer(_read(glimpse), ask.question)
        if found is None:
            return Reply("", found=False, confidence=0.0)
        if found.found:
            on_text(found.text)
            return Reply(found.text, found=True, words=found.words, confidence=found.confidence)
        return Reply("", found=False, confidence=found.confidence)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """The words of the first place that prints ``phrase``; () when it is not printed."""
        cancel.raise_if_cancelled()
        return printed_boxes(phrase, glimpse.view.words)

    def unload(self) -> None:
        """Nothing is held."""


def _read(glimpse: Glimpse) -> ReadPage:
    return glimpse if isinstance(glimpse, ReadPage) else read_page(glimpse.view)

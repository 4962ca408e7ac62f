"""An engine that is asked several questions of one page looks at it once."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Ask, Engine, EngineInfo, Glimpse, Reply, View


class LookOnce:
    """An `Engine` around ``engine``: what was looked at last is not looked at again until `forget`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._seen: Glimpse | None = None

    @property
    def info(self) -> EngineInfo:
        return self.engine.info

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        self.engine.load(progress, cancel)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        return self.engine.image_size(region_size)

    def look(self, view: View, cancel: CancelToken) -> Glimpse:
        if self._seen is None or self._seen.view != view:
            self._seen = None  # its memory is free for the next
            self._seen = self.engine.look(view, cancel)
        return self._seen

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        return self.engine.answer(glimpse, ask, on_text=on_text, cancel=cancel)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        return self.engine.locate(glimpse, phrase, cancel)

    def unload(self) -> None:
        self.forget()
        self.engine.unload()

    def forget(self) -> None:
        """Let go what was looked at."""
        self._seen = None

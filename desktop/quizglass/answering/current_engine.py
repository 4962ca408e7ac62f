"""The one engine that is loaded, and what it has looked at. Two would not fit into most graphics cards."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.answering.glimpses import Glimpses
from quizglass.answers import AnswerEvent, Progress
from quizglass.cancellation import CancelToken
from quizglass.models.engine import Engine, EngineInfo
from quizglass.models.registry import create_engine
from quizglass.settings import Quantization, Settings

_STEPS = 100


class CurrentEngine:
    """For the model thread only, but for `info`."""

    def __init__(self, create: Callable[..., Engine] = create_engine) -> None:
        self._create = create
        self._engine: Engine | None = None
        self._wanted: tuple[str, Quantization, str] | None = None
        self.glimpses = Glimpses()
        """Of the engine that is loaded."""
        self.info: EngineInfo | None = None
        """What is loaded, None when nothing is. May be read from any thread."""

    def get(self, model: str, settings: Settings, emit: Callable[[AnswerEvent], None], cancel: CancelToken) -> Engine:
        """The engine of ``model``, loaded now if it is not; another one is unloaded first.

        Raises:
            ModelError, DeviceError: it cannot be loaded.
            Cancelled: stopped while loading.
        """
        loaded = self.loaded(model, settings)
        if loaded is not None:
            return loaded
        self.unload()
        engine = self._create(model, quantization=settings.quantization, device=settings.device)
        emit(Progress("loading", 0, _STEPS))
        try:
            engine.load(lambda share: emit(Progress("loading", round(share * _STEPS), _STEPS)), cancel)
        except BaseException:
            engine.unload()
            raise
        self._engine, self._wanted, self.info = engine, _wanted(model, settings), engine.info
        return engine

    def loaded(self, model: str, settings: Settings) -> Engine | None:
        """The engine of ``model`` where it is loaded already, as ``settings`` want it."""
        return self._engine if self._wanted == _wanted(model, settings) else None

    def unload(self) -> None:
        self.glimpses.clear()
        engine, self._engine, self._wanted, self.info = self._engine, None, None, None
        if engine is not None:
            engine.unload()


def _wanted(model: str, settings: Settings) -> tuple[str, Quantization, str]:
    return model, settings.quantization, settings.device

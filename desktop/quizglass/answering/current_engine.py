"""The one engine that is loaded. Two would not fit into the memory of most graphics cards."""

from __future__ import annotations

from collections.abc import Callable

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
        self.info: EngineInfo | None = None
        """What is loaded, None when nothing is. May be read from any thread."""

    def get(self, model: str, settings: Settings, emit: Callable[[AnswerEvent], None], cancel: CancelToken) -> Engine:
        """The engine of ``model``, loaded now if it is not; another one is unloaded first.

        Raises:
            ModelError, DeviceError: it cannot be loaded.
            Cancelled: stopped while loading.
        """
        wanted = (model, settings.quantization, settings.device)
        if self._engine is not None and self._wanted == wanted:
            return self._engine
        self.unload()
        engine = self._create(model, quantization=settings.quantization, device=settings.device)
        emit(Progress("loading", 0, _STEPS))
        try:
            engine.load(lambda share: emit(Progress("loading", round(share * _STEPS), _STEPS)), cancel)
        except BaseException:
            engine.unload()
            raise
        self._engine, self._wanted, self.info = engine, wanted, engine.info
        return engine

    def unload(self) -> None:
        engine, self._engine, self._wanted, self.info = self._engine, None, None, None
        if engine is not None:
            engine.unload()

"""What the engines of folders on this computer share: loading and unloading. Torch comes in with `load`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from quizglass.cancellation import CancelToken
from quizglass.errors import DependencyMissing
from quizglass.models import process_memory
from quizglass.models.engine import EngineInfo
from quizglass.models.installed import InstalledModel
from quizglass.models.model_folder import check_weights

INSTALL_MODELS = 'pip install "quizglass[models]"'

Session = TypeVar("Session")


class LocalEngine(ABC, Generic[Session]):
    """An engine over ``Session``, which is what loading makes and unloading lets go."""

    def __init__(self, model: InstalledModel, info: EngineInfo) -> None:
        self._model = model
        self._info = info
        self._open: Session | None = None

    @property
    def info(self) -> EngineInfo:
        """Device, memory and what the weights really are in are known after `load`."""
        return self._info

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """See `Engine.load`; loading what is loaded does nothing."""
        if self._open is not None:
            return
        assert self._model.path is not None
        check_weights(self._model.path, self._model.name)
        self.check_needs()
        progress(0.0)
        try:
            self._open, self._info = self.open_session(progress, cancel)
        except ImportError as error:
            raise self.missing((error.name or "transformers").partition(".")[0], INSTALL_MODELS) from error
        except BaseException:
            process_memory.give_back()
            raise
        progress(1.0)

    def unload(self) -> None:
        self.forget_glimpses()
        self._open = None
        process_memory.give_back()

    @abstractmethod
    def open_session(self, progress: Callable[[float], None], cancel: CancelToken) -> tuple[Session, EngineInfo]:
        """Load the model. The first to import what that needs."""

    def check_needs(self) -> None:
        """Raise what keeps this model from being loaded before anything heavy is imported."""

    def forget_glimpses(self) -> None:
        """Let go what glimpses hold in the model's memory."""

    def missing(self, package: str, command: str) -> DependencyMissing:
        """The error that says that ``package`` is wanted, and that ``command`` brings it."""
        return DependencyMissing(model=self._model.name, package=package, command=command)

    @property
    def session(self) -> Session:
        """What was loaded, to be measured part by part; answers are asked of the engine."""
        return self._session

    @property
    def _session(self) -> Session:
        assert self._open is not None, "load comes first"
        return self._open

"""The `Engine` of a Qwen2-VL folder. Cheap to make: torch comes in with `load`."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizglass.cancellation import CancelToken
from quizglass.errors import DependencyMissing
from quizglass.geometry import PageRect, Size
from quizglass.models import process_memory
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Reply, View
from quizglass.models.image_budget import MOST_TOKENS, picture_size, token_budget
from quizglass.models.installed import InstalledModel
from quizglass.models.model_folder import check_weights
from quizglass.settings import Quantization

if TYPE_CHECKING:
    from quizglass.models.qwen2_vl.session import Prefix, Session

INSTALL = 'pip install "quizglass[models]"'


@dataclass(eq=False)
class QwenGlimpse:
    """A view and what the model made of it. Without ``prefix`` (freed by `unload`) the view is looked at again."""

    view: View
    prefix: Prefix | None = field(repr=False)


class Qwen2VLEngine:
    """``device`` is "auto", "cuda" or "cpu". ``dtype`` names a torch type to compute in; "" takes the device's best."""

    def __init__(
        self,
        model: InstalledModel,
        *,
        quantization: Quantization = Quantization.NF4,
        device: str = "auto",
        dtype: str = "",
        most_image_tokens: int = MOST_TOKENS,
    ) -> None:
        self._model = model
        self._quantization = quantization
        self._device = device
        self._dtype = dtype
        self._most_image_tokens = most_image_tokens
        self._open: Session | None = None
        self._glimpses: weakref.WeakSet[QwenGlimpse] = weakref.WeakSet()
        self._info = EngineInfo(model.id, model.name, EngineKind.VISION, quantization=quantization.value)

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
        progress(0.0)
        try:
            from quizglass.models.qwen2_vl.opening import open_session
        except ImportError as error:
            package = (error.name or "transformers").partition(".")[0]
            raise DependencyMissing(model=self._model.name, package=package, command=INSTALL) from error
        try:
            self._open, self._info = open_session(
                self._model,
                quantization=self._quantization,
                device=self._device,
                dtype=self._dtype,
                progress=progress,
                cancel=cancel,
            )
        except BaseException:
            process_memory.give_back()
            raise
        progress(1.0)

    def image_size(self, region_size: Size) -> tuple[int, int]:
        return picture_size(region_size, self._image_tokens())

    def look(self, view: View, cancel: CancelToken) -> QwenGlimpse:
        glimpse = QwenGlimpse(view, None)
        self._prefix(glimpse, cancel)
        self._glimpses.add(glimpse)
        return glimpse

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        from quizglass.models.device_errors import in_our_words

        assert isinstance(glimpse, QwenGlimpse)
        with in_our_words(self._model.name):
            prefix = self._prefix(glimpse, cancel)
            return self._session.answer(prefix, glimpse.view, ask, on_text=on_text, cancel=cancel)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        from quizglass.models.device_errors import in_our_words

        assert isinstance(glimpse, QwenGlimpse)
        with in_our_words(self._model.name):
            return self._session.locate(self._prefix(glimpse, cancel), glimpse.view, phrase, cancel)

    def unload(self) -> None:
        for glimpse in self._glimpses:
            glimpse.prefix = None
        self._glimpses.clear()
        self._open = None
        process_memory.give_back()

    @property
    def _session(self) -> Session:
        assert self._open is not None, "load comes first"
        return self._open

    def _image_tokens(self) -> int:
        """The budget for the next picture, from what is free now."""
        from quizglass.models.qwen2_vl.placing import free_bytes

        most = min(self._most_image_tokens, self._session.most_image_tokens)
        return token_budget(free_bytes(self._session.device), self._session.bytes_per_image_token(), most=most)

    def _prefix(self, glimpse: QwenGlimpse, cancel: CancelToken) -> Prefix:
        if glimpse.prefix is None:
            from quizglass.models.device_errors import in_our_words

            with in_our_words(self._model.name):
                glimpse.prefix = self._session.look(glimpse.view, self._image_tokens(), cancel)
        return glimpse.prefix

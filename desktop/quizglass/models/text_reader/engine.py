"""The `Engine` of a folder with a language model. Cheap to make: torch comes in with `load`."""

from __future__ import annotations

import importlib.util
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizglass.cancellation import CancelToken
from quizglass.errors import DependencyMissing
from quizglass.geometry import PageRect, Size
from quizglass.models import process_memory
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Reply, View
from quizglass.models.installed import InstalledModel
from quizglass.models.model_folder import check_weights
from quizglass.models.printed_places import first_place
from quizglass.models.text_reader.page_lines import page_lines
from quizglass.models.vision_language.engine import INSTALL
from quizglass.settings import Quantization

if TYPE_CHECKING:
    from quizglass.models.text_reader.session import ReadLines, Session

AWQ = "awq"
_AWQ_PACKAGE = "gptqmodel"
_INSTALL_AWQ = 'pip install "quizglass[models,awq]"'
_SHARE_OF_MEMORY = 0.5
"""Of what is free, for keys and values; the rest is for computing."""


@dataclass(eq=False)
class TextGlimpse:
    """A view and, once it is read, its lines. Without ``read`` (freed by `unload`) it is read again."""

    view: View
    read: ReadLines | None = field(default=None, repr=False)


class TextReader:
    """``device`` is "auto", "cuda" or "cpu". ``dtype`` names a torch type to compute in; "" takes the device's best."""

    def __init__(
        self,
        model: InstalledModel,
        *,
        quantization: Quantization = Quantization.NF4,
        device: str = "auto",
        dtype: str = "",
    ) -> None:
        self._model = model
        self._quantization = quantization
        self._device = device
        self._dtype = dtype
        self._open: Session | None = None
        self._glimpses: weakref.WeakSet[TextGlimpse] = weakref.WeakSet()
        self._info = EngineInfo(model.id, model.name, EngineKind.READER, quantization=quantization.value)

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
        if self._model.quantization == AWQ and importlib.util.find_spec(_AWQ_PACKAGE) is None:
            raise self._missing(_AWQ_PACKAGE, _INSTALL_AWQ)
        progress(0.0)
        try:
            from quizglass.models.text_reader.opening import open_session

            self._open, self._info = open_session(
                self._model,
                quantization=self._quantization,
                device=self._device,
                dtype=self._dtype,
                progress=progress,
                cancel=cancel,
            )
        except ImportError as error:
            raise self._missing((error.name or "transformers").partition(".")[0], INSTALL) from error
        except BaseException:
            process_memory.give_back()
            raise
        progress(1.0)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:  # noqa: ARG002 - reads words, not pictures
        return None

    def look(self, view: View, cancel: CancelToken) -> TextGlimpse:
        glimpse = TextGlimpse(view)
        self._read(glimpse, cancel)
        self._glimpses.add(glimpse)
        return glimpse

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        from quizglass.models.device_errors import in_our_words
        from quizglass.models.text_reader.answering import answer

        assert isinstance(glimpse, TextGlimpse)
        read = self._read(glimpse, cancel)
        if not read.lines:
            return Reply("", found=False)
        with in_our_words(self._model.name):
            return answer(self._session, read, glimpse.view, ask, on_text, cancel)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """The words of the first place that prints ``phrase``; () when it is not printed."""
        cancel.raise_if_cancelled()
        return tuple(glimpse.view.words[index].box for index in first_place(phrase, glimpse.view.words))

    def unload(self) -> None:
        for glimpse in self._glimpses:
            glimpse.read = None
        self._glimpses.clear()
        self._open = None
        process_memory.give_back()

    @property
    def _session(self) -> Session:
        assert self._open is not None, "load comes first"
        return self._open

    def _read(self, glimpse: TextGlimpse, cancel: CancelToken) -> ReadLines:
        if glimpse.read is None:
            from quizglass.models.device_errors import in_our_words
            from quizglass.models.placing import free_bytes

            session = self._session
            room = int(_SHARE_OF_MEMORY * free_bytes(session.device)) // session.bytes_per_token()
            with in_our_words(self._model.name):
                glimpse.read = session.read(page_lines(glimpse.view), room, cancel)
        return glimpse.read

    def _missing(self, package: str, command: str) -> DependencyMissing:
        return DependencyMissing(model=self._model.name, package=package, command=command)

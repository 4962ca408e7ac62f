"""The `Engine` of a folder with a language model. Cheap to make: torch comes in with `load`."""

from __future__ import annotations

import dataclasses
import importlib.util
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Held, Reply, View
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.local_engine import LocalEngine
from quizglass.models.printed_places import printed_boxes
from quizglass.models.text_reader.page_lines import page_lines
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
    """A view and, once it is read, its lines. Without ``read`` (freed by `unload`) ``parked``, a copy of it in the
    computer's memory, comes back; without that it is read again.
    """

    view: View
    read: ReadLines | None = field(default=None, repr=False)
    parked: ReadLines | None = field(default=None, repr=False)

    @property
    def held(self) -> Held:
        from quizglass.models.held_tensors import held_by

        made = [read.cache for read in (self.read, self.parked) if read is not None]
        return sum(map(held_by, made), Held(memory=self.view.held_bytes)) if made else Held()

    def park(self) -> None:
        """See `Parkable`."""
        from quizglass.models.held_tensors import parked

        if self.read is not None:
            self.parked = dataclasses.replace(self.read, cache=parked(self.read.cache))
            self.read = None


class TextReader(LocalEngine["Session"]):
    """``device`` is "auto", "cuda" or "cpu". ``dtype`` names a torch type to compute in; "" takes the device's best."""

    def __init__(
        self,
        model: InstalledModel,
        *,
        quantization: Quantization = Quantization.NF4,
        device: str = "auto",
        dtype: str = "",
    ) -> None:
        super().__init__(model, EngineInfo(model.id, model.name, EngineKind.READER, quantization=quantization.value))
        self._quantization = quantization
        self._device = device
        self._dtype = dtype
        self._glimpses: weakref.WeakSet[TextGlimpse] = weakref.WeakSet()

    def check_needs(self) -> None:
        if self._model.quantization == AWQ and importlib.util.find_spec(_AWQ_PACKAGE) is None:
            raise self.missing(_AWQ_PACKAGE, _INSTALL_AWQ)

    def open_session(self, progress: Callable[[float], None], cancel: CancelToken) -> tuple[Session, EngineInfo]:
        from quizglass.models.text_reader.opening import open_session

        return open_session(
            self._model,
            quantization=self._quantization,
            device=self._device,
            dtype=self._dtype,
            progress=progress,
            cancel=cancel,
        )

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
        return printed_boxes(phrase, glimpse.view.words)

    def forget_glimpses(self) -> None:
        for glimpse in self._glimpses:
            glimpse.read = glimpse.parked = None
        self._glimpses.clear()

    def _read(self, glimpse: TextGlimpse, cancel: CancelToken) -> ReadLines:
        if glimpse.parked is not None:
            self._bring_back(glimpse)
        if glimpse.read is None:
            from quizglass.models.device_errors import in_our_words
            from quizglass.models.placing import free_bytes

            session = self._session
            room = int(_SHARE_OF_MEMORY * free_bytes(session.device)) // session.bytes_per_token()
            with in_our_words(self._model.name):
                glimpse.read = session.read(page_lines(glimpse.view), room, cancel)
        return glimpse.read

    def _bring_back(self, glimpse: TextGlimpse) -> None:
        """What was parked; where there is no room for it, it is read again, which takes what there is."""
        from quizglass.models.held_tensors import brought_back

        parked, glimpse.parked = glimpse.parked, None
        if parked is not None:
            cache = brought_back(parked.cache, self._session.device)
            glimpse.read = dataclasses.replace(parked, cache=cache) if cache is not None else None

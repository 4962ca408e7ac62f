"""A loaded engine laid open for measuring: both sides over the same weights, and what the device could do."""

from __future__ import annotations

import importlib.metadata
import platform
from contextlib import AbstractContextManager
from typing import Literal

import torch

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.benchmarking.compiled_step import Compiled, compiled_beside_plain
from quizglass.models.benchmarking.device_clock import DeviceClock
from quizglass.models.benchmarking.generate_side import generate_side
from quizglass.models.benchmarking.own_side import OwnSide
from quizglass.models.benchmarking.read_bytes import weights_read
from quizglass.models.benchmarking.sides import Side
from quizglass.models.device_errors import in_our_words
from quizglass.models.engine import View
from quizglass.models.vision_language.engine import VisionLanguageEngine

_LIBRARIES = ("torch", "transformers", "bitsandbytes")


class Bench:
    """``image_tokens`` is the most that a page's picture may take; ``generate`` is None where it cannot be asked."""

    def __init__(self, engine: VisionLanguageEngine, image_tokens: int) -> None:
        self._session = engine.session
        self._tokens = min(image_tokens, self._session.sight.most_tokens)
        self.info = engine.info
        self.clock = DeviceClock(self._session.device)
        self.own: Side = OwnSide(self._session, self.clock, self._tokens)
        self.generate: Side | None = generate_side(self._session, self.clock)

    def compiled(self, view: View, count: int, rounds: int) -> Compiled:
        """What torch.compile wins in answers of ``count`` tokens about ``view``."""
        prefix = self._session.look(view, self._tokens, CancelToken())
        return compiled_beside_plain(self._session, self.clock, prefix, count, rounds)

    def picture_size(self, page: Size) -> tuple[int, int]:
        """Pixels (width, height) to render a page of ``page`` points at."""
        return self._session.sight.picture_size(page, self._tokens)

    def read_per_token(self, context: int) -> int:
        """Bytes that a decode step reads when ``context`` tokens came before: weights, and their keys and values."""
        language = self._session.language
        return weights_read(language) + context * language.cache_bytes_per_token(self._dtype)

    def in_our_words(self) -> AbstractContextManager[None]:
        """What goes wrong inside, as an `AppError`."""
        return in_our_words(self.info.name)

    @property
    def kind(self) -> Literal["cuda", "cpu"]:
        """Of device."""
        return "cuda" if self._session.device.type == "cuda" else "cpu"

    @property
    def numbers(self) -> str:
        """The type that the model computes in, as torch calls it."""
        return str(self._dtype).removeprefix("torch.")

    @property
    def versions(self) -> dict[str, str]:
        """Of everything that a speed depends on; "" for what is not there."""
        found = {name: _version(name) for name in _LIBRARIES}
        return {"python": platform.python_version(), **found, "cuda": torch.version.cuda or ""}

    @property
    def _dtype(self) -> torch.dtype:
        dtype = self._session.language.decoder.embed_tokens.weight.dtype
        assert isinstance(dtype, torch.dtype)
        return dtype


def _version(library: str) -> str:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return ""

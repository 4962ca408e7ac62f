"""Quantized weights, saved once beside the model, so that its next start reads a quarter and computes nothing.

They lie in the model's folder of the store, also for a model that is linked, and go with it when it is removed. What
they were made from is written beside them: other files, another library or another type of numbers, and they are
made anew. Whatever goes wrong with them, the model's own files still load.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError

from quizglass.cancellation import CancelToken
from quizglass.models.installed import InstalledModel
from quizglass.models.model_folder import weights_problem
from quizglass.models.progress_bars import reporting
from quizglass.paths import models_dir
from quizglass.settings import Quantization

_ORIGIN = "made-from.json"
_SPARE_BYTES = 2 * 2**30
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptWeights:
    """``folder`` is where they are or will be; ``origin`` says what they are made from."""

    folder: Path
    origin: dict[str, Any]

    @classmethod
    def of(
        cls, model: InstalledModel, quantization: Quantization, dtype: torch.dtype, kept_in_16_bit: Sequence[str]
    ) -> KeptWeights | None:
        """Those of ``model``; None when there is nothing to keep: 16 bit, quantized already, not in the store."""
        home = models_dir() / model.id
        if quantization is Quantization.BF16 or model.quantization or model.path is None or not home.is_dir():
            return None
        numbers = str(dtype).removeprefix("torch.")
        origin = {
            "files": [_identity(file) for file in sorted(model.path.glob("*.safetensors"))],
            "bitsandbytes": importlib.metadata.version("bitsandbytes"),
            "transformers": importlib.metadata.version("transformers"),
            "kept_in_16_bit": list(kept_in_16_bit),
        }
        return cls(home / f"{quantization.value}-{numbers}", origin)

    def are_usable(self) -> bool:
        try:
            made_from = json.loads((self.folder / _ORIGIN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(made_from == self.origin) and not weights_problem(self.folder)

    def save(self, model: Any) -> None:
        """Save the weights of ``model``; where there is no room, or no right to write, nothing is saved."""
        partial = self.folder.with_name(self.folder.name + ".partial")
        try:
            self.drop()
            shutil.rmtree(partial, ignore_errors=True)
            if shutil.disk_usage(self.folder.parent).free < model.get_memory_footprint() + _SPARE_BYTES:
                _LOG.info("no room to keep quantized weights")
                return
            with reporting(lambda _: None, CancelToken()):
                model.save_pretrained(partial)
            (partial / _ORIGIN).write_text(json.dumps(self.origin), encoding="utf-8")
            partial.rename(self.folder)
        except (OSError, SafetensorError) as error:
            _LOG.warning("quantized weights were not kept: %s", type(error).__name__)
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _identity(file: Path) -> list[str | int]:
    """Enough to notice that a file was replaced, without reading it."""
    seen = file.stat()
    return [file.name, seen.st_size, seen.st_mtime_ns]

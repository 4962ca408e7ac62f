"""Weights from a folder into a class of transformers, on a device: progress, cancel, and nothing that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from transformers.utils import logging as transformers_logging

from quizglass.cancellation import CancelToken
from quizglass.models.device_errors import is_out_of_memory
from quizglass.models.process_memory import weights_apart
from quizglass.models.progress_bars import reporting

transformers_logging.set_verbosity_error()  # its report on weights that do not fit is ours to read

FROM_FOLDER = {"local_files_only": True, "trust_remote_code": False}
"""What every reading of a folder is told: no network, no code of others."""


def read_model(
    model_class: Any,
    folder: Path,
    *,
    config: Any,
    dtype: torch.dtype,
    device: str,
    progress: Callable[[float], None],
    cancel: CancelToken,
    **options: Any,
) -> Any:
    """The model of ``folder`` as ``config`` describes it, ready to compute; ``options`` are for ``from_pretrained``.

    Raises:
        Cancelled: within one weight of the cancel.
        ValueError: weights are missing, or of another shape.
        OSError, RuntimeError: as transformers and torch raise them.
    """
    with weights_apart(), _misfit_told(), reporting(progress, cancel):
        model, report = model_class.from_pretrained(
            folder,
            config=config,
            dtype=dtype,
            device_map={"": device},
            use_safetensors=True,
            output_loading_info=True,
            **options,
            **FROM_FOLDER,
        )
    _refuse_gaps(report, model)
    model.eval().requires_grad_(requires_grad=False)
    return model


@contextmanager
def _misfit_told() -> Iterator[None]:
    """Weights of another shape are a plain RuntimeError to transformers; here they are a ValueError."""
    try:
        yield
    except RuntimeError as error:
        if is_out_of_memory(error) or isinstance(error, torch.AcceleratorError):
            raise
        raise ValueError("the weights do not fit the configuration") from error


def _refuse_gaps(report: dict[str, Any], model: Any) -> None:
    """Missing weights are filled with random numbers, and the shape of quantized ones is not looked at: we look."""
    linear = ((name, module) for name, module in model.named_modules() if isinstance(module, torch.nn.Linear))
    misshapen = [name for name, module in linear if _shape(module) != (module.out_features, module.in_features)]
    gaps = [*report["missing_keys"], *report["mismatched_keys"], *misshapen]
    if gaps:
        raise ValueError(f"{len(gaps)} weights do not fit, among them {gaps[0]}")


def _shape(module: torch.nn.Linear) -> tuple[int, ...]:
    packed = getattr(module.weight, "quant_state", None)
    return tuple(packed.shape if packed is not None else module.weight.shape)

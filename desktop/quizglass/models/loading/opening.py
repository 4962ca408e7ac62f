"""A model on the device where it runs best: what fits is loaded, what cannot be used is told in our words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.i18n import tr
from quizglass.models import placing
from quizglass.models.device_errors import in_our_words
from quizglass.models.installed import InstalledModel
from quizglass.models.kept_weights import KeptWeights
from quizglass.models.loading.reading import load
from quizglass.models.loading.recipe import Loaded, ModelRecipe
from quizglass.settings import Quantization

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model runs: the device as people call it, and what they must be told about it, as in `EngineInfo`."""

    name: str
    notice: str


def open_model(
    model: InstalledModel,
    recipe: ModelRecipe,
    *,
    quantization: Quantization,
    device: str,
    dtype: str,
    progress: Callable[[float], None],
    cancel: CancelToken,
) -> tuple[Loaded, Place]:
    """Load ``model``; ``device`` and ``dtype`` as for an engine.

    Raises:
        DeviceError, OutOfMemory, ModelDamaged, Cancelled.
    """
    place, notice = placing.choose_device(device)
    if place == "cpu":
        placing.leave_a_core()
    numbers = placing.choose_dtype(place, dtype)
    placing.refuse_what_cannot_fit(model, quantization, place, numbers)
    try:
        with in_our_words(model.name):
            loaded = _load(model, recipe, quantization, place, numbers, progress, cancel)
    except (OSError, ValueError, KeyError) as error:
        raise ModelDamaged(model=model.name, reason=tr("The weights do not fit the description.")) from error
    return loaded, Place(placing.device_name(place), notice)


def _load(
    model: InstalledModel,
    recipe: ModelRecipe,
    quantization: Quantization,
    device: str,
    dtype: torch.dtype,
    progress: Callable[[float], None],
    cancel: CancelToken,
) -> Loaded:
    """From the quantized weights that were kept, else from the model's own, keeping them for the next time."""
    assert model.path is not None
    read = partial(
        load,
        model.path,
        recipe,
        quantization=quantization,
        device=device,
        dtype=dtype,
        progress=progress,
        cancel=cancel,
    )
    kept = KeptWeights.of(model, quantization, dtype, recipe.kept_in_16_bit)
    if kept is None:
        return read()
    if kept.are_usable():
        try:
            return read(weights=kept.folder)
        except (OSError, ValueError, KeyError):
            _LOG.warning("kept weights do not fit and are made anew")
    loaded = read()
    kept.save(loaded.model)
    return loaded

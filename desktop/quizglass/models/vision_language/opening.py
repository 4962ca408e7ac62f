"""From an installed model to a session: device, files, errors in our words. The first heavy import of the engine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

import torch

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.i18n import tr
from quizglass.models import placing
from quizglass.models.device_errors import in_our_words
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.installed import InstalledModel
from quizglass.models.kept_weights import KeptWeights
from quizglass.models.vision_language.loading import load
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.session import Session
from quizglass.settings import Quantization

_LOG = logging.getLogger(__name__)


def open_session(
    model: InstalledModel,
    recipe: Recipe,
    *,
    quantization: Quantization,
    device: str,
    dtype: str,
    progress: Callable[[float], None],
    cancel: CancelToken,
) -> tuple[Session, EngineInfo]:
    """Load ``model``; what runs, and what it says of itself.

    Raises:
        DeviceError, OutOfMemory, ModelDamaged, Cancelled.
    """
    assert model.path is not None
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
    try:
        session = Session(loaded, recipe)
    except ValueError as error:
        raise ModelDamaged(model=model.name, reason=tr("Its chat template cannot be used.")) from error
    info = EngineInfo(
        model.id,
        model.name,
        EngineKind.VISION,
        placing.device_name(place),
        session.quantization,
        session.memory_bytes,
        notice,
    )
    return session, info


def _load(
    model: InstalledModel,
    recipe: Recipe,
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

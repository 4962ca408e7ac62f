"""From an installed model to a session: device, files, errors in our words. The first heavy import of the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from transformers import AutoConfig

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.i18n import tr
from quizglass.models import placing
from quizglass.models.device_errors import in_our_words
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.weights import FROM_FOLDER, read_model
from quizglass.models.spans.recipe import SpanRecipe
from quizglass.models.spans.session import Session
from quizglass.settings import Quantization


def open_session(
    model: InstalledModel,
    recipe: SpanRecipe,
    *,
    device: str,
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
        notice = notice if notice == placing.GPU_UNUSED else ""  # a processor is what such small models are made for
    placing.refuse_what_cannot_fit(model, Quantization.BF16, place, torch.float32)
    try:
        with in_our_words(model.name):
            session = _read(model.path, recipe, place, progress, cancel)
    except (OSError, ValueError, KeyError) as error:
        raise ModelDamaged(model=model.name, reason=tr("The weights do not fit the description.")) from error
    info = EngineInfo(
        model.id,
        model.name,
        EngineKind.SPAN,
        placing.device_name(place),
        memory_bytes=int(session.model.get_memory_footprint()),
        notice=notice,
    )
    return session, info


def _read(
    folder: Path, recipe: SpanRecipe, device: str, progress: Callable[[float], None], cancel: CancelToken
) -> Session:
    """In 32 bit: the models are small, and how sure they are is compared between windows."""
    tokenizer = recipe.tokenizer(folder)
    image_processor = recipe.image_processor(folder) if recipe.image_processor else None
    cancel.raise_if_cancelled()
    model = read_model(
        recipe.model_class,
        folder,
        config=AutoConfig.from_pretrained(folder, **FROM_FOLDER),
        dtype=torch.float32,
        device=device,
        progress=progress,
        cancel=cancel,
    )
    return Session(model, tokenizer, image_processor, recipe)

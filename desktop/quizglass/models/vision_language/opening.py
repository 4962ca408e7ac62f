"""From an installed model to a session: device, files, errors in our words. The first heavy import of the engine."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.i18n import tr
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.opening import open_model
from quizglass.models.vision_language.recipe import Recipe
from quizglass.models.vision_language.session import Session
from quizglass.settings import Quantization


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
    loaded, place = open_model(
        model, recipe, quantization=quantization, device=device, dtype=dtype, progress=progress, cancel=cancel
    )
    try:
        session = Session(loaded, recipe)
    except ValueError as error:
        raise ModelDamaged(model=model.name, reason=tr("Its chat template cannot be used.")) from error
    info = EngineInfo(
        model.id,
        model.name,
        EngineKind.VISION,
        place.name,
        session.quantization,
        session.memory_bytes,
        place.notice,
    )
    return session, info

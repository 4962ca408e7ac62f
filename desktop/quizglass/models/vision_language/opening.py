"""From an installed model to a session: device, files, errors in our words. The first heavy import of the engine."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.i18n import tr
from quizglass.models import placing
from quizglass.models.device_errors import in_our_words
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.installed import InstalledModel
from quizglass.models.vision_language.loading import load
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
    assert model.path is not None
    place, notice = placing.choose_device(device)
    if place == "cpu":
        placing.leave_a_core()
    numbers = placing.choose_dtype(place, dtype)
    placing.refuse_what_cannot_fit(model, quantization, place, numbers)
    try:
        with in_our_words(model.name):
            loaded = load(
                model.path,
                recipe,
                quantization=quantization,
                device=place,
                dtype=numbers,
                progress=progress,
                cancel=cancel,
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelDamaged(model=model.name, reason=tr("The weights do not fit the description.")) from error
    session = Session(loaded, recipe)
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

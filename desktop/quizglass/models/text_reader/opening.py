"""From an installed model to a session. The first heavy import of the engine."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.i18n import tr
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.opening import open_model
from quizglass.models.loading.recipe import ModelRecipe
from quizglass.models.text_reader.qwen2 import Qwen2WithBiasedHead
from quizglass.models.text_reader.session import Session
from quizglass.settings import Quantization

_RECIPE = ModelRecipe(
    Qwen2WithBiasedHead, kept_in_16_bit=("lm_head",), renamed=(), image_processor=lambda _folder: None
)


def open_session(
    model: InstalledModel,
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
        model, _RECIPE, quantization=quantization, device=device, dtype=dtype, progress=progress, cancel=cancel
    )
    try:
        session = Session(loaded)
    except ValueError as error:
        raise ModelDamaged(model=model.name, reason=tr("Its chat template cannot be used.")) from error
    info = EngineInfo(
        model.id,
        model.name,
        EngineKind.READER,
        place.name,
        session.quantization,
        session.memory_bytes,
        place.notice,
    )
    return session, info

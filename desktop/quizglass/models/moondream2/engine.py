"""The `Engine` of a moondream2 folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelDamaged
from quizglass.geometry import PageRect, Size
from quizglass.i18n import tr
from quizglass.models.boxes import on_page
from quizglass.models.engine import Glimpse
from quizglass.models.moondream2 import tokenizer
from quizglass.models.vision_language.engine import VisionGlimpse, VisionLanguageEngine

if TYPE_CHECKING:
    from quizglass.models.vision_language.recipe import Recipe
    from quizglass.models.vision_language.session import Prefix

_FRACTIONS = Size(1.0, 1.0)


class Moondream2Engine(VisionLanguageEngine):
    def recipe(self) -> Recipe:
        from quizglass.models.moondream2.recipe import RECIPE

        return RECIPE

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """See `Engine.load`. A tokenizer that does not belong to the weights is refused before anything is read."""
        assert self._model.path is not None
        try:
            right = tokenizer.is_right(self._model.path)
        except (OSError, ValueError) as error:
            reason = tr("The file {file} cannot be read.").format(file=tokenizer.FILE)
            raise ModelDamaged(model=self._model.name, reason=reason) from error
        if not right:
            reason = tr("Its tokenizer is that of an older release; tokenizer.json of moondream/starmie-v1 is needed.")
            raise ModelDamaged(model=self._model.name, reason=reason)
        super().load(progress, cancel)

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """See `Engine.locate`."""
        assert isinstance(glimpse, VisionGlimpse)
        region = glimpse.view.region
        return self._with_room(glimpse, cancel, lambda prefix: self._found(prefix, region, phrase, cancel))

    def _found(self, prefix: Prefix, region: PageRect, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        from quizglass.models.moondream2.detection import Detector
        from quizglass.models.moondream2.dialogue import PromptWriter

        session = self._session
        assert isinstance(session.writer, PromptWriter)
        network = session.loaded.model
        detector = Detector(session.language, network.model.region, network.config.prompts.eos_id)
        ids = session.writer.detection(phrase)
        boxes = detector.boxes(prefix.cache, prefix.next_position, ids, cancel)
        placed = (on_page(box, region, prefix.content, _FRACTIONS) for box in boxes)
        return tuple(box for box in placed if box)

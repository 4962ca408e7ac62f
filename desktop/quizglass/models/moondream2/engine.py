"""The `Engine` of a moondream2 folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.boxes import GridBox, on_page
from quizglass.models.engine import Glimpse
from quizglass.models.vision_language.engine import VisionGlimpse, VisionLanguageEngine

if TYPE_CHECKING:
    from quizglass.models.vision_language.recipe import Recipe
    from quizglass.models.vision_language.session import Prefix

_FRACTIONS = Size(1.0, 1.0)


class Moondream2Engine(VisionLanguageEngine):
    def recipe(self) -> Recipe:
        from quizglass.models.moondream2.recipe import RECIPE

        return RECIPE

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """See `Engine.locate`."""
        assert isinstance(glimpse, VisionGlimpse)
        region = glimpse.view.region

        def attempt(prefix: Prefix) -> tuple[PageRect, ...]:
            boxes = self._detected(prefix, phrase, cancel)
            placed = (on_page(box, region, prefix.content, _FRACTIONS) for box in boxes)
            return tuple(box for box in placed if box)

        return self._with_room(glimpse, cancel, attempt)

    def _detected(self, prefix: Prefix, phrase: str, cancel: CancelToken) -> tuple[GridBox, ...]:
        """Boxes in fractions of the shown picture."""
        from quizglass.models.moondream2.detection import Detector
        from quizglass.models.moondream2.dialogue import PromptWriter

        session = self._session
        assert isinstance(session.writer, PromptWriter)
        network = session.loaded.model
        detector = Detector(session.language, network.model.region, network.config.prompts.eos_id)
        return detector.boxes(prefix.cache, prefix.next_position, session.writer.detection(phrase), cancel)

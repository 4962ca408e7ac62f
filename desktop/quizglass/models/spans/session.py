"""A loaded span model at work: looks at a page once, points at the words that answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.prefill import stopping
from quizglass.models.engine import Held, View
from quizglass.models.spans.best_span import Span, WindowResult, best_span
from quizglass.models.spans.page_picture import page_picture, pixels
from quizglass.models.spans.recipe import SpanRecipe
from quizglass.models.spans.windows import LONGEST_WINDOW, Window, grid_box, make_windows


@dataclass(frozen=True, eq=False)
class SpanGlimpse:
    """A view and, where the model sees, what it made of the picture, kept in the computer's own memory."""

    view: View
    features: torch.Tensor | None = field(default=None, repr=False)

    @property
    def held(self) -> Held:
        seen = 0 if self.features is None else self.features.untyped_storage().nbytes()
        return Held(memory=self.view.held_bytes + seen)


@dataclass(frozen=True, slots=True)
class Pointed:
    """``span`` is None when the page does not answer; ``probability`` is that of what was decided."""

    span: Span | None
    probability: float


@dataclass(frozen=True)
class Session:
    """Lives on the model thread, serves one request at a time."""

    model: Any
    tokenizer: Any
    image_processor: Any
    recipe: SpanRecipe

    @property
    def device(self) -> torch.device:
        return next(self.model.parameters()).device

    @property
    def longest_window(self) -> int:
        return int(min(LONGEST_WINDOW, self.tokenizer.model_max_length, self.model.config.max_position_embeddings))

    def look(self, view: View, cancel: CancelToken) -> SpanGlimpse:
        cancel.raise_if_cancelled()
        if self.image_processor is None:
            return SpanGlimpse(view)
        size = self.image_processor.size
        picture = page_picture(view, (size["width"], size["height"]))
        with torch.inference_mode():
            seen = pixels(picture, self.image_processor).to(self.device)
            return SpanGlimpse(view, self.recipe.features(self.model, seen).cpu())

    def point(self, glimpse: SpanGlimpse, question: str, cancel: CancelToken) -> Pointed:
        """The words of the view's region that answer ``question``.

        Raises:
            Cancelled: within one layer of the cancel.
        """
        words, region = glimpse.view.words, glimpse.view.region
        answerable = {index for index, word in enumerate(words) if region.contains(*word.box.center)}
        if not answerable:
            return Pointed(None, 1.0)
        windows = make_windows(
            self.tokenizer,
            question,
            [word.text for word in words],
            [grid_box(word) for word in words],
            self.longest_window,
            takes_boxes=self.recipe.takes_boxes,
        )
        asked = [window for window in windows if not answerable.isdisjoint(w for w in window.words if w is not None)]
        results = []
        with torch.inference_mode(), stopping(self.model.base_model.encoder.layer, cancel):
            for window in asked:
                cancel.raise_if_cancelled()
                results.append(best_span(window, *self._scores(window, glimpse), answerable))
        return _decided(results)

    def _scores(self, window: Window, glimpse: SpanGlimpse) -> tuple[torch.Tensor, torch.Tensor]:
        """(n,) for the tokens as beginnings, and as ends, of the answer."""
        inputs = dict(window.inputs)
        if self.model.config.type_vocab_size == 1:  # tokenizers tell question from page even for those that do not
            del inputs["token_type_ids"]
        if glimpse.features is not None:
            inputs[self.recipe.picture_input] = glimpse.features
        scores = self.model(**{name: value.to(self.device) for name, value in inputs.items()})
        count = len(window.words)  # some families score what they see of the picture, too
        return scores.start_logits[0, :count].cpu(), scores.end_logits[0, :count].cpu()


def _decided(results: list[WindowResult]) -> Pointed:
    """The best of all windows, unless every window finds it more probable that the page does not answer."""
    nothing = min((result.nothing for result in results), default=1.0)
    spans = [result.best for result in results if result.best is not None]
    best = max(spans, key=lambda span: span.probability, default=None)
    if best is None or nothing > best.probability:
        return Pointed(None, nothing)
    return Pointed(best, best.probability)

"""``generate`` of transformers as its documentation has it, over the weights that Quizglass loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from quizglass.models.benchmarking.device_clock import DeviceClock
from quizglass.models.benchmarking.sides import Spoken
from quizglass.models.device_errors import free_unused, is_out_of_memory
from quizglass.models.engine import View
from quizglass.models.qwen2_vl.prompt import IMAGE_PAD, PromptWriter
from quizglass.models.vision_language.paper import as_picture
from quizglass.models.vision_language.session import Session

_NO_END = -1
"""As a token it never comes, so that every answer has the length that was asked for."""


def generate_side(session: Session, clock: DeviceClock) -> GenerateSide | None:
    """None for families whose prompt for ``generate`` is not known here."""
    return GenerateSide(session, session.writer, clock) if isinstance(session.writer, PromptWriter) else None


class GenerateSide:
    """See `Side`. It knows no page again: a second question costs what the first does."""

    def __init__(self, session: Session, writer: PromptWriter, clock: DeviceClock) -> None:
        self._model = session.loaded.model
        self._processor = session.loaded.image_processor
        self._device = session.device
        self._writer = writer
        self._clock = clock
        self._view: View | None = None

    def cold(self, view: View, question: str, count: int) -> Spoken:
        self._view = view
        return self._generate(view, [question], count)

    def warm(self, question: str, count: int) -> Spoken:
        return self._generate(self._last_seen, [question], count)

    def together(self, questions: Sequence[str], count: int) -> float | None:
        """One question so many times: rows of equal length need no padding."""
        try:
            said = self._generate(self._last_seen, [questions[0]] * len(questions), count)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            free_unused()
            return None
        return None if said.tokens_per_s is None else len(questions) * said.tokens_per_s

    def pages(self, views: Sequence[View], question: str, count: int) -> float:
        return sum(self.cold(view, question, count).whole_s for view in views)

    @property
    def _last_seen(self) -> View:
        assert self._view is not None, "a page comes first"
        return self._view

    def _generate(self, view: View, questions: Sequence[str], count: int) -> Spoken:
        begin = self._clock.now()
        inputs = self._inputs(view, questions)
        watch = _Watch(self._clock)
        given = self._clock.now()
        with watch.looking(self._model.model.visual), torch.inference_mode():
            answers = self._model.generate(
                **inputs, do_sample=False, max_new_tokens=count, eos_token_id=_NO_END, streamer=watch
            )
        end = self._clock.now()
        heard = inputs["input_ids"].shape[1]
        return Spoken(
            (watch.first or end) - begin,
            end - begin,
            tuple(answers[0, heard:].tolist()),
            vision_s=given - begin + watch.looked_s,
            prompt_tokens=heard,
        )

    def _inputs(self, view: View, questions: Sequence[str]) -> dict[str, torch.Tensor]:
        assert view.image is not None
        rows = len(questions)
        cut = self._processor(images=[as_picture(view.image)] * rows, return_tensors="pt")
        grid = cut["image_grid_thw"]
        tokens = int(grid[0].prod()) // self._processor.merge_size**2
        pads = self._writer.picture(tokens)
        before = self._writer.before_picture() + pads + self._writer.after_picture()
        ids = torch.tensor([before + self._writer.question(question) for question in questions])
        inputs = {
            "input_ids": ids,
            "attention_mask": torch.ones_like(ids),
            "mm_token_type_ids": (ids == self._writer.marks[IMAGE_PAD]).long(),
            "pixel_values": cut["pixel_values"],
            "image_grid_thw": grid,
        }
        return {name: values.to(self._device) for name, values in inputs.items()}


class _Watch:
    """A streamer of ``generate`` that notes when the first token came, and how long the tower looked, in seconds."""

    def __init__(self, clock: DeviceClock) -> None:
        self._clock = clock
        self._heard = 0
        self._begun = 0.0
        self.first: float | None = None
        self.looked_s = 0.0

    def put(self, _tokens: Any) -> None:
        """Called with the prompt, then with each token."""
        self._heard += 1
        if self._heard == 2:
            self.first = self._clock.now()

    def end(self) -> None:
        """Called after the last token."""

    @contextmanager
    def looking(self, tower: Any) -> Iterator[None]:
        hooks = [
            tower.register_forward_pre_hook(lambda *_: self._begin()),
            tower.register_forward_hook(lambda *_: self._done()),
        ]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    def _begin(self) -> None:
        self._begun = self._clock.now()

    def _done(self) -> None:
        self.looked_s += self._clock.now() - self._begun

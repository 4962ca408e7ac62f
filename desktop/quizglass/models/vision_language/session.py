"""A loaded vision-language model at work: looks at a picture once, answers many questions to it."""

from __future__ import annotations

import dataclasses
import gc
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.boxes import GRID, on_page, parse_boxes
from quizglass.models.decoding.batch import Line
from quizglass.models.decoding.continuation import Speaker
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.loop import Decoded, Draft, Ending, Limits
from quizglass.models.decoding.page_drafts import PageDrafts
from quizglass.models.decoding.prefill import prefill
from quizglass.models.decoding.text_stream import TextStream, spelling_of
from quizglass.models.device_errors import free_unused, is_out_of_memory
from quizglass.models.engine import View
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.sight import Shown
from quizglass.pages import PageImage

SMALLEST_TOKENS = 64
"""Below this no page can be read: then there really is not enough memory."""
_BOX_TOKENS = 32


@dataclass(frozen=True)
class Prefix:
    """What all questions to a picture share: ``[system + picture]`` as keys and values, and where text goes on.

    ``shrunk`` says that the picture had to be smaller than it was meant to be, for want of memory.
    """

    cache: DynamicCache
    next_position: int
    shown: Shown
    shrunk: bool = False

    @property
    def content(self) -> PageRect:
        return self.shown.content


class Session:
    """Lives on the model thread, serves one request at a time."""

    def __init__(self, loaded: Loaded, recipe: Recipe) -> None:
        self.quantization = loaded.quantization
        self.loaded = loaded
        self.language = LanguageModel(*recipe.language_parts(loaded.model), recipe.position_rows)
        self._speaker = Speaker(self.language)
        self.writer = recipe.dialogue(loaded)
        self.sight = recipe.sight(loaded, self.language, self.writer)
        self.pointing = recipe.pointing(loaded, self.writer) if recipe.pointing else None
        self.end_tokens = loaded.end_tokens
        self._names = loaded.tokenizer.convert_ids_to_tokens
        self._spelling = spelling_of(loaded.tokenizer)
        self._marks = {token: added.content for token, added in loaded.tokenizer.added_tokens_decoder.items()}
        self.memory_bytes = int(loaded.model.get_memory_footprint())

    @property
    def device(self) -> torch.device:
        return self.language.device

    def look(
        self, view: View, tokens: int, cancel: CancelToken, make_room: Callable[[], bool] = lambda: False
    ) -> Prefix:
        """Encode the picture of ``view`` in at most ``tokens`` tokens; with fewer when memory does not suffice.

        Before that ``make_room`` may free what can be done without; it says whether there was anything.

        Raises:
            Cancelled: within one layer of the cancel.
            torch.OutOfMemoryError: not even the smallest readable picture fits.
        """
        assert view.image is not None
        meant = tokens
        while True:
            try:
                prefix = self._look_once(view.image, tokens, cancel)
                return dataclasses.replace(prefix, shrunk=tokens < meant)
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error):
                    raise
                if not make_room():
                    if tokens <= SMALLEST_TOKENS:
                        raise
                    tokens = max(SMALLEST_TOKENS, tokens // 2)
            # Outside the handler the traceback no longer holds the tensors of the failed try.
            gc.collect()
            free_unused()

    def _look_once(self, image: PageImage, tokens: int, cancel: CancelToken) -> Prefix:
        with torch.inference_mode():
            seen = self.sight.look(image, tokens, cancel)
            cache = self.language.new_cache()
            positions = seen.positions.to(self.device)
            prefill(self.language, seen.embeddings, positions, cache, cancel, seen.deep, at_once=seen.at_once)
            return Prefix(cache, seen.next_position, seen.shown)

    def locate(self, prefix: Prefix, view: View, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """Boxes where the model sees ``phrase``; () when its family cannot point.

        The format is begun for it, so that only a box can follow.
        """
        if self.pointing is None:
            return ()
        limits = Limits(_BOX_TOKENS, self.end_tokens, self.pointing.ends, stop_loops=False)
        said = self.say(prefix, self.pointing.where(phrase), limits, on_token=lambda _: None, cancel=cancel)
        if said.ending is Ending.STOPPED:
            cancel.raise_if_cancelled()
        stream = self.new_stream()
        text = self.pointing.begun + "".join(stream.feed(token) for token in said.tokens) + stream.finish()
        return self._placed(text, prefix.shown, view.region)

    def boxes(self, stream: TextStream, prefix: Prefix, view: View) -> tuple[PageRect, ...]:
        """The boxes in an answer, in fractions of the page."""
        marked = (on_page(box, view.region, prefix.content) for box in stream.boxes)
        placed = tuple(box for box in marked if box)
        if self.pointing and self.pointing.sign and self.pointing.sign in stream.text:
            placed += self._placed(stream.text, prefix.shown, view.region)
        return placed

    def _placed(self, text: str, shown: Shown, region: PageRect) -> tuple[PageRect, ...]:
        assert self.pointing
        extent: Size = shown.size if self.pointing.in_pixels else GRID
        placed = (on_page(box, region, shown.content, extent) for box in parse_boxes(text, extent))
        return tuple(box for box in placed if box)

    def say(
        self,
        prefix: Prefix,
        ids: list[int],
        limits: Limits,
        *,
        on_token: Callable[[int], None],
        cancel: CancelToken,
        draft: Draft | None = None,
    ) -> Decoded:
        """Tokens after ``prefix`` and the prompt ``ids``; the prefix stays as it is."""
        return self._speaker.go_on(
            prefix.cache, prefix.next_position, ids, limits, on_token=on_token, cancel=cancel, draft=draft
        )

    def say_together(
        self, lines: Sequence[Line], *, on_token: Callable[[int, int], None], cancel: CancelToken
    ) -> list[Decoded]:
        """As `say` for several pictures or questions at once; ``on_token`` is told which of ``lines`` says it."""
        return self._speaker.say_together(lines, on_token=on_token, cancel=cancel)

    def drafts(self, view: View) -> Draft:
        """What an answer about ``view`` may copy from its words."""
        lines = itertools.groupby(view.words, key=lambda word: (word.block, word.line))
        text = "\n".join(" ".join(word.text for word in line) for _, line in lines)
        return PageDrafts(self.loaded.tokenizer.encode(text, add_special_tokens=False)).propose

    @property
    def context(self) -> int | None:
        """Positions that the language model knows."""
        return self._speaker.context

    def make_room(self) -> None:
        """Let go the memory that the next answer can take again."""
        self._speaker.make_room()

    def new_stream(self) -> TextStream:
        return TextStream(self._names, self._marks, self._spelling)

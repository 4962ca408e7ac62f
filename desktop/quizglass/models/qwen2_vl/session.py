"""A loaded Qwen2-VL at work: looks at a picture once, answers many questions to it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.geometry import PageRect
from quizglass.models.boxes import on_page, parse_boxes
from quizglass.models.decoding.language_model import LanguageModel, fork
from quizglass.models.decoding.loop import Decoded, Ending, Limits, decode, prefill, stopping
from quizglass.models.decoding.text_stream import HeldBack, TextStream
from quizglass.models.device_errors import free_unused, is_out_of_memory
from quizglass.models.engine import Ask, Reply, View
from quizglass.models.prompting import says_not_found
from quizglass.models.qwen2_vl.loading import Loaded
from quizglass.models.qwen2_vl.picture import Picture, prepare
from quizglass.models.qwen2_vl.positions import prefix_positions
from quizglass.models.qwen2_vl.prompt import BOX_END, PromptWriter

SMALLEST_TOKENS = 64
"""Below this no page can be read: then there really is not enough memory."""
_BOX_TOKENS = 32


@dataclass(frozen=True)
class Prefix:
    """What all questions to a picture share: ``[system + picture]`` as keys and values, and where text goes on."""

    cache: DynamicCache
    next_position: int
    content: PageRect


class Session:
    """Lives on the model thread, serves one request at a time."""

    def __init__(self, loaded: Loaded) -> None:
        inner = loaded.model.model
        self.quantization = loaded.quantization
        self.loaded = loaded
        self._visual = inner.visual
        self.language = LanguageModel(inner.language_model, loaded.model.lm_head)
        self._image_processor = loaded.image_processor
        self.writer = PromptWriter(loaded.tokenizer)
        self._end_tokens = loaded.end_tokens
        self._names = loaded.tokenizer.convert_ids_to_tokens
        self._marks = {token: added.content for token, added in loaded.tokenizer.added_tokens_decoder.items()}
        self.memory_bytes = int(loaded.model.get_memory_footprint())

    @property
    def device(self) -> torch.device:
        return self.language.device

    @property
    def most_image_tokens(self) -> int:
        """What the folder's own image processor allows."""
        return int(self._image_processor.size["longest_edge"] // (self._unit * self._unit))

    @property
    def _unit(self) -> int:
        return int(self._image_processor.patch_size * self._image_processor.merge_size)

    def bytes_per_image_token(self) -> int:
        """Memory that one more token of a picture takes while it is looked at, and afterwards as keys and values.

        In the tower a token is four patches, each with its pixels, some six hidden vectors and two of the MLP's
        alive at once; in the language model two vectors a layer stay.
        """
        vision, text = self._visual.config, self.language.decoder.config
        size = self._visual.dtype.itemsize
        patches = self._image_processor.merge_size**2
        pixels = vision.in_channels * vision.temporal_patch_size * vision.patch_size**2
        tower = patches * ((6 + 2 * vision.mlp_ratio) * vision.embed_dim * size + 4 * pixels)
        head = text.hidden_size // text.num_attention_heads
        return int(tower + 2 * text.num_hidden_layers * text.num_key_value_heads * head * size)

    def look(self, view: View, tokens: int, cancel: CancelToken) -> Prefix:
        """Encode the picture of ``view`` in at most ``tokens`` tokens; with fewer when memory does not suffice.

        Raises:
            Cancelled: within one layer of the cancel.
            torch.OutOfMemoryError: not even the smallest readable picture fits.
        """
        assert view.image is not None
        while True:
            try:
                return self._look_once(prepare(view.image, tokens, self._image_processor), cancel)
            except (MemoryError, RuntimeError) as error:
                if not is_out_of_memory(error) or tokens <= SMALLEST_TOKENS:
                    raise
            # Outside the handler the traceback no longer holds the tensors of the failed try.
            tokens = max(SMALLEST_TOKENS, tokens // 2)
            gc.collect()
            free_unused()

    def _look_once(self, picture: Picture, cancel: CancelToken) -> Prefix:
        with torch.inference_mode():
            before, after = self.writer.before_picture(), self.writer.after_picture()
            seen = self._encode(picture, cancel)
            embeddings = torch.cat([self._embed(before), seen, self._embed(after)], dim=1)
            positions, following = prefix_positions(len(before), picture.rows, picture.columns, len(after))
            cache = self.language.new_cache()
            prefill(self.language, embeddings, positions.to(self.device), cache, cancel)
            return Prefix(cache, following, picture.content)

    def _encode(self, picture: Picture, cancel: CancelToken) -> torch.Tensor:
        """The tower's view of the picture: (1, tokens, hidden)."""
        patches = picture.patches.to(self.device, self._visual.dtype)
        with stopping(self._visual.blocks, cancel):
            seen = self._visual(patches, grid_thw=picture.grid.to(self.device)).pooler_output
        return seen.unsqueeze(0).to(self.language.decoder.embed_tokens.weight.dtype)

    def _embed(self, ids: list[int]) -> torch.Tensor:
        return self.language.embed(torch.tensor([ids], device=self.device))

    def answer(
        self, prefix: Prefix, view: View, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken
    ) -> Reply:
        """Answer after ``prefix``; never raises `Cancelled`: what had come is the reply."""
        stream, held = self.new_stream(), HeldBack(on_text)
        limits = Limits(ask.max_new_tokens, self._end_tokens)
        ids = self.writer.question(ask.question.strip(), ask.earlier, ask.language)
        said = self.say(prefix, ids, limits, on_token=lambda token: held.feed(stream.feed(token)), cancel=cancel)
        if said.ending is Ending.REPETITION:
            stream = self._replayed(said)
        held.feed(stream.finish())
        stopped = said.ending is Ending.STOPPED
        if not stopped and says_not_found(stream.text):
            return Reply("", found=False, confidence=said.probability)
        held.release()
        boxes = tuple(box for grid in stream.boxes if (box := on_page(grid, view.region, prefix.content)))
        return Reply(stream.text, bool(stream.text), boxes=boxes, confidence=said.probability, stopped=stopped)

    def locate(self, prefix: Prefix, view: View, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """Boxes where the model sees ``phrase``; the format is begun for it, so that only a box can follow."""
        marks = self.writer.marks
        limits = Limits(_BOX_TOKENS, self._end_tokens, frozenset({marks[BOX_END]}), stop_loops=False)
        said = self.say(prefix, self.writer.where(phrase), limits, on_token=lambda _: None, cancel=cancel)
        if said.ending is Ending.STOPPED:
            cancel.raise_if_cancelled()
        stream = self.new_stream()
        text = "(" + "".join(stream.feed(token) for token in said.tokens) + stream.finish()
        return tuple(box for grid in parse_boxes(text) if (box := on_page(grid, view.region, prefix.content)))

    def say(
        self,
        prefix: Prefix,
        ids: list[int],
        limits: Limits,
        *,
        on_token: Callable[[int], None],
        cancel: CancelToken,
    ) -> Decoded:
        """Tokens after ``prefix`` and the prompt ``ids``; the prefix stays as it is."""
        with torch.inference_mode():
            cache = fork(prefix.cache)
            positions = self.language.text_positions(prefix.next_position, len(ids))
            try:
                hidden = prefill(self.language, self._embed(ids), positions, cache, cancel)
            except Cancelled:
                return Decoded(ending=Ending.STOPPED)
            begin = prefix.next_position + len(ids)
            return decode(self.language, hidden, begin, cache, limits, on_token=on_token, cancel=cancel)

    def new_stream(self) -> TextStream:
        return TextStream(self._names, self._marks)

    def _replayed(self, said: Decoded) -> TextStream:
        """The text of the tokens that were kept when a loop was cut off."""
        stream = self.new_stream()
        for token in said.tokens:
            stream.feed(token)
        return stream

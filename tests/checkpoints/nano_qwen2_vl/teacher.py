"""The nano model while it learns: what its answers lack, and what its tower's sight lacks.

A tower that starts from nothing finds out what letters are from answers alone, but in hours. Here a head that is
thrown away afterwards asks it what each patch shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch.nn import functional
from transformers import AutoTokenizer, Qwen2VLForConditionalGeneration

from nano_qwen2_vl.exercises import LETTERS, LONGEST, Exercise
from nano_qwen2_vl.sequences import sequences
from nano_qwen2_vl.shape import VISION_WIDTH
from nano_qwen2_vl.tower import cut, look
from nano_qwen2_vl.vocabulary import STEP
from quizglass.models.qwen2_vl.prompt import PromptWriter

_PLACES = 1000 // STEP + 1
_NEAR = ((-2, 0.05), (-1, 0.2), (0, 0.5), (1, 0.2), (2, 0.05))
"""A place beside the right one is nearly right: how the score is shared among them."""
_ON_SIGHT = (len(LETTERS) + 1, LONGEST + 1, 4)


class Teacher:
    """Holds the model of ``folder`` in 32 bit, and the head that asks its tower what it sees."""

    def __init__(self, folder: Path) -> None:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.writer = PromptWriter(tokenizer)
        self.model = Qwen2VLForConditionalGeneration.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="sdpa", local_files_only=True
        ).train()
        self.sees = torch.nn.Linear(VISION_WIDTH, sum(_ON_SIGHT))
        first = [self.writer.text(f"0{end}")[0] for end in ",)"]
        self._places = [(start, start + _PLACES) for start in first]

    @property
    def weights(self) -> list[torch.nn.Parameter]:
        return [*self.model.parameters(), *self.sees.parameters()]

    @property
    def quantized(self) -> list[torch.nn.Parameter]:
        """The matrices that are packed when the model is loaded in 4 or 8 bit."""
        return [weight for weight in self.model.model.language_model.layers.parameters() if weight.ndim == 2]

    def losses(self, batch: Sequence[Exercise], *, only_sight: bool = False) -> tuple[torch.Tensor, torch.Tensor]:
        """What the answers lack (0 with ``only_sight``), and what the sight lacks."""
        patches, (down, across) = cut([exercise.pixels for exercise in batch])
        seen, features = look(self.model.model.visual, patches, (down, across))
        of_sight = self._of_sight(seen, batch)
        if only_sight:
            return torch.zeros(()), of_sight
        said = sequences([exercise.turns for exercise in batch], self.writer, down // 2, across // 2)
        language = self.model.model.language_model
        text = language.embed_tokens(said.ids)
        embedded = torch.cat([text[:, : said.begins], features, text[:, said.begins + said.tokens :]], dim=1)
        hidden = language(
            inputs_embeds=embedded, position_ids=said.positions, attention_mask=said.sees, use_cache=False
        ).last_hidden_state
        scores = self.model.lm_head(hidden[:, :-1][said.answers[:, 1:]])
        return self._of_answers(scores, said.ids[said.answers]), of_sight

    def _of_answers(self, scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        """Cross entropy, shared with the neighbours where a coordinate is wanted."""
        chances = functional.log_softmax(scores, dim=-1)
        loss = -chances.gather(1, wanted[:, None])[:, 0]
        for first, end in self._places:
            placed = (wanted >= first) & (wanted < end)
            of_placed = chances[placed]
            shared = torch.zeros(len(of_placed))
            for by, share in _NEAR:
                near = (wanted[placed] + by).clamp(first, end - 1)
                shared = shared - share * of_placed.gather(1, near[:, None])[:, 0]
            loss = loss.masked_scatter(placed, shared)
        return loss.mean()

    def _of_sight(self, seen: torch.Tensor, batch: Sequence[Exercise]) -> torch.Tensor:
        """For each patch: its letter, the letter's order in its text, how far the edges of the text are."""
        of_letters, of_order, of_edges = self.sees(seen).flatten(0, 1).split(_ON_SIGHT, dim=-1)
        sights = zip(*(exercise.sight for exercise in batch), strict=True)
        letters, order, edges = (torch.stack(part).flatten(0, 1) for part in sights)
        loss = functional.cross_entropy(of_letters, letters) + functional.cross_entropy(of_order, order)
        on_text = letters > 0
        if on_text.any():
            # Most patches are paper: those with a letter count as much as all of them.
            loss = loss + functional.cross_entropy(of_letters[on_text], letters[on_text])
            loss = loss + functional.cross_entropy(of_order[on_text], order[on_text])
            loss = loss + 0.2 * functional.smooth_l1_loss(of_edges[on_text], edges[on_text])
        return loss

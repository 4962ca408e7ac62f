"""Several answers said together: a step of eight costs little more than a step of one.

Each answer is a row of one room, at its own length: to pages of any size, or several questions to one page. What a row
says is what it would say alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.models.decoding.choosing import Chosen, likeliest
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.lean_decoder import LeanDecoder, Turn, mask_of
from quizglass.models.decoding.loop import Decoded, Ending, Limits, Saying
from quizglass.models.decoding.prefill import portions


@dataclass(frozen=True)
class Line:
    """One answer to be said: after ``taken_in``, as keys and values, ``ids`` are heard, the first at ``position``."""

    taken_in: DynamicCache
    position: int
    ids: Sequence[int]
    limits: Limits


def say_together(
    language: LanguageModel,
    decoder: LeanDecoder,
    lines: Sequence[Line],
    *,
    on_token: Callable[[int, int], None],
    cancel: CancelToken,
) -> list[Decoded]:
    """What follows each of ``lines``; ``on_token`` is told the number of the line and its token.

    A cancel ends all answers with what they have, `Cancelled` is never raised.

    Raises:
        torch.OutOfMemoryError: so many do not fit; none of ``lines`` has been written to.
    """
    sayings = [Saying(line.limits, partial(on_token, number)) for number, line in enumerate(lines)]
    with torch.inference_mode():
        rows = _Rows(lines)
        try:
            scores = torch.cat(
                [_heard(language, decoder, rows, number, line, cancel) for number, line in enumerate(lines)]
            )
            return _said(language, decoder, rows, scores, sayings, cancel)
        except Cancelled:
            return [saying.decoded(saying.ending or Ending.STOPPED) for saying in sayings]


def _heard(
    language: LanguageModel, decoder: LeanDecoder, rows: _Rows, number: int, line: Line, cancel: CancelToken
) -> torch.Tensor:
    """The row's question is taken in; (1, vocabulary) scores of what follows."""
    row, position = _Row(rows, number), line.position
    hidden = torch.empty(0)
    for start, end in portions(len(line.ids), language.tokens_at_once):
        ids = torch.tensor([list(line.ids[start:end])], device=decoder.device)
        count = ids.shape[1]
        mask = mask_of(rows.lengths[number], count, decoder.device)
        hidden = decoder.compute(ids, decoder.turns.of(position, count), mask, row, cancel)[0, -1:]
        rows.lengths[number] += count
        position += count
    rows.positions[number] = position
    return language.scores(hidden)


def _said(
    language: LanguageModel,
    decoder: LeanDecoder,
    rows: _Rows,
    scores: torch.Tensor,
    sayings: list[Saying],
    cancel: CancelToken,
) -> list[Decoded]:
    """Step by step; a row that has ended goes on being computed with the others, and nobody listens."""
    table = decoder.turns.table(max(rows.positions) + max(saying.limits.max_new_tokens for saying in sayings) + 1)
    while True:
        chosen, surprises = _chosen(scores, sayings)
        for saying, token, surprise in zip(sayings, chosen, surprises, strict=True):
            if saying.ending is None:
                saying.say(token, surprise)
        if all(saying.ending is not None for saying in sayings):
            return [saying.decoded(saying.ending or Ending.LENGTH) for saying in sayings]
        cancel.raise_if_cancelled()
        ids = torch.tensor([[token] for token in chosen], device=decoder.device)
        hidden = decoder.compute(ids, rows.turn(table), rows.mask(), rows, cancel)[:, 0]
        rows.advance([saying.ending is None for saying in sayings])
        scores = language.scores(hidden)


def _chosen(scores: torch.Tensor, sayings: list[Saying]) -> Chosen:
    """The next token of each of ``sayings``, by its row of (rows, vocabulary)."""
    if not any(saying.is_drawn for saying in sayings):
        return likeliest(scores)
    rows = [saying.choose(row[None]) for saying, row in zip(sayings, scores, strict=True)]
    return [tokens[0] for tokens, _ in rows], torch.cat([surprises for _, surprises in rows])


class _Rows:
    """(rows, heads, capacity, head) keys and values of each layer; of each row the first ``lengths`` places count."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lengths = [line.taken_in.get_seq_length() for line in lines]
        self.positions = [line.position for line in lines]
        capacity = max(
            length + len(line.ids) + line.limits.max_new_tokens
            for length, line in zip(self.lengths, lines, strict=True)
        )
        self.keys: list[torch.Tensor] = []
        self.values: list[torch.Tensor] = []
        for layers in zip(*(line.taken_in.layers for line in lines), strict=True):
            _, heads, _, size = layers[0].keys.shape
            for kept, parts in (
                (self.keys, [layer.keys for layer in layers]),
                (self.values, [layer.values for layer in layers]),
            ):
                room = parts[0].new_zeros(len(lines), heads, capacity, size)
                for row, part in zip(room, parts, strict=True):
                    row[:, : part.shape[2]] = part[0]
                kept.append(room)
        self._rows = torch.arange(len(lines), device=self.keys[0].device)
        self._places = torch.arange(capacity, device=self.keys[0].device)

    def write(self, layer: int, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(rows, heads, 1, head), each at the end of its row. See `Places`."""
        ends = torch.tensor(self.lengths, device=self._places.device)
        self.keys[layer][self._rows, :, ends] = keys[:, :, 0]
        self.values[layer][self._rows, :, ends] = values[:, :, 0]
        return self.keys[layer], self.values[layer]

    def mask(self) -> torch.Tensor:
        """(rows, 1, 1, capacity): what counts, and what is being written."""
        ends = torch.tensor(self.lengths, device=self._places.device)
        return (self._places <= ends[:, None])[:, None, None]

    def turn(self, table: Turn) -> Turn:
        at = torch.tensor(self.positions, device=self._places.device)
        cosine, sine = (part[at][:, None, None] for part in table)
        return cosine, sine

    def advance(self, going_on: list[bool]) -> None:
        """Rows that have ended stay where they are: what is computed for them is written over."""
        self.lengths = [length + more for length, more in zip(self.lengths, going_on, strict=True)]
        self.positions = [position + more for position, more in zip(self.positions, going_on, strict=True)]


@dataclass(frozen=True)
class _Row:
    """One of ``rows`` alone, for a question of its own."""

    rows: _Rows
    number: int

    def write(self, layer: int, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """See `Places`."""
        start = self.rows.lengths[self.number]
        end = start + keys.shape[2]
        own = slice(self.number, self.number + 1)
        self.rows.keys[layer][own, :, start:end] = keys
        self.rows.values[layer][own, :, start:end] = values
        return self.rows.keys[layer][own, :, :end], self.rows.values[layer][own, :, :end]

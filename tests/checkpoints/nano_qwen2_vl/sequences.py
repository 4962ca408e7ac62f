"""Several turns to one picture in one sequence: what all share comes once, and no turn sees another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch

from nano_qwen2_vl.exercises import Turn
from quizglass.models.qwen2_vl.positions import prefix_positions
from quizglass.models.qwen2_vl.prompt import PromptWriter

_SHARED, _PADDING = 0, -1


class Sequences(NamedTuple):
    """(batch, n) ids, (3, batch, n) positions, (batch, 1, n, n) what sees what, (batch, n) what is an answer.

    The picture takes ``tokens`` ids from ``begins`` on.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    sees: torch.Tensor
    answers: torch.Tensor
    begins: int
    tokens: int


def sequences(turns: Sequence[Sequence[Turn]], writer: PromptWriter, rows: int, columns: int) -> Sequences:
    """The ``turns`` of each picture; all pictures are of ``rows`` x ``columns`` tokens."""
    before, after = writer.before_picture(), writer.after_picture()
    shared = [*before, *writer.picture(rows * columns), *after]
    placed, following = prefix_positions(len(before), rows, columns, len(after))
    lengths = [sum(len(turn.asked) + len(turn.answer) for turn in each) for each in turns]
    size = (len(turns), len(shared) + max(lengths))
    ids = torch.full(size, writer.picture(1)[0])
    groups = torch.full(size, _PADDING)
    answers = torch.zeros(size, dtype=torch.bool)
    positions = torch.zeros(3, *size, dtype=torch.long)
    ids[:, : len(shared)] = torch.tensor(shared)
    groups[:, : len(shared)] = _SHARED
    positions[:, :, : len(shared)] = placed
    for row, each in enumerate(turns):
        start = len(shared)
        for number, turn in enumerate(each, _SHARED + 1):
            said = start + len(turn.asked)
            end = said + len(turn.answer)
            ids[row, start:end] = torch.tensor(turn.asked + turn.answer)
            groups[row, start:end] = number
            answers[row, said:end] = True
            positions[:, row, start:end] = torch.arange(following, following + end - start)
            start = end
    return Sequences(ids, positions, _own_turn_only(groups), answers, len(before), rows * columns)


def _own_turn_only(groups: torch.Tensor) -> torch.Tensor:
    length = groups.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool).tril()
    own = (groups[:, None, :] == groups[:, :, None]) | (groups[:, None, :] == _SHARED)
    return (causal & own)[:, None]

"""A step of decoding as a graph: captured once, then launched by a single call instead of some hundred.

On a fast card the launches of a step take longer than the step. A graph wants the same memory at every step, so what
changes has a fixed place: the tokens, where they stand in the room and in the text. A step of several tokens takes in
fewer by taking in any others behind them, which nothing looks at and the next step writes over.

No compiler is needed (docs/adr/0013-lean-decoding.md). Where capturing fails, or does not compute what the plain step
computes, decoding goes on without it.
"""

from __future__ import annotations

import logging

import torch

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.lean_decoder import LeanDecoder
from quizglass.models.decoding.room import Room
from quizglass.models.device_errors import free_unused, is_out_of_memory

_LOG = logging.getLogger(__name__)
_WARM_UPS = 3
_TOLERANCE = 0.05
"""Of the spread of all scores: other kernels round otherwise, another step is another thing."""


class GraphedStep:
    """Takes in up to ``count`` tokens over the tensors of ``room`` as they are, in texts up to ``positions`` long."""

    def __init__(self, language: LanguageModel, decoder: LeanDecoder, room: Room, positions: int, count: int) -> None:
        self.count = count
        self._language, self._decoder, self._room = language, decoder, room
        self._positions = positions
        self._never = CancelToken()
        device = decoder.device
        self._tokens = torch.zeros(1, count, dtype=torch.long, device=device)
        # Until it is asked it writes where nothing stands: at the room's end.
        self._at = torch.arange(room.capacity - count, room.capacity, device=device)
        self._position = torch.arange(count, device=device)
        self._places = torch.arange(room.capacity, device=device)
        self._turns = decoder.turns.table(positions)
        self._graph: torch.cuda.CUDAGraph | None = None
        self.scores = self.step()

    def capture(self) -> None:
        """Record the step. Raises: RuntimeError, torch.OutOfMemoryError, as torch raises them."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(_WARM_UPS):
                self.step()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.scores = self.step()
        self._graph = graph

    def fits(self, tokens: list[int], position: int) -> bool:
        """Whether they can be taken in, the first at ``position``."""
        length = self._room.length
        return (
            len(tokens) <= self.count
            and position + self.count <= self._positions
            and length + self.count <= self._room.capacity == len(self._places)
        )

    def hear(self, tokens: list[int], position: int) -> torch.Tensor:
        """Take ``tokens`` in at the room's next places; (n, vocabulary) scores, which the next step writes over."""
        padded = tokens + [0] * (self.count - len(tokens))
        self._tokens.copy_(torch.tensor([padded]))
        torch.arange(position, position + self.count, out=self._position)
        torch.arange(self._room.length, self._room.length + self.count, out=self._at)
        if self._graph is None:
            self.scores = self.step()
        else:
            self._graph.replay()
        self._room.advance(len(tokens))
        return self.scores[: len(tokens)]

    def step(self) -> torch.Tensor:
        """What is captured: nothing in it depends on anything but the tensors that have fixed places."""
        cosine, sine = (table.index_select(0, self._position)[None, :, None] for table in self._turns)
        mask = self._places <= self._at[:, None]
        hidden = self._decoder.compute(self._tokens, (cosine, sine), mask, self, self._never)
        return self._language.scores(hidden[0])

    def write(self, layer: int, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """See `Places`: all of the room, whatever of it counts."""
        self._room.keys[layer].index_copy_(2, self._at, keys)
        self._room.values[layer].index_copy_(2, self._at, values)
        return self._room.keys[layer], self._room.values[layer]


def graphed(
    language: LanguageModel, decoder: LeanDecoder, room: Room, positions: int, count: int
) -> GraphedStep | None:
    """A captured step that was seen to compute what the plain one does; None where that cannot be had."""
    length = room.length
    try:
        step = GraphedStep(language, decoder, room, positions, count)
        step.capture()
        right = _agrees(step, language, decoder, room)
    except (RuntimeError, ValueError) as error:  # torch's errors of memory and of capturing are RuntimeErrors
        _LOG.warning("no graph: %s", "no memory" if is_out_of_memory(error) else type(error).__name__)
        free_unused()
        return None
    finally:
        room.advance(length - room.length)
    if not right:
        _LOG.warning("no graph: it computes something else")
    return step if right else None


def _agrees(step: GraphedStep, language: LanguageModel, decoder: LeanDecoder, room: Room) -> bool:
    """The same tokens, taken in by the graph and by the plain step; their places are written anew afterwards."""
    tokens = [*range(step.count)]
    graphs = step.hear(tokens, room.length).clone()
    room.advance(-step.count)
    plain = language.scores(decoder.hear(tokens, room.length, room, CancelToken()))
    return bool((graphs - plain).abs().max() <= _TOLERANCE * plain.std())

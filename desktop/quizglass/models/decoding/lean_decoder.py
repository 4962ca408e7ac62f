"""The layers of Qwen's, Llama's and Mistral's decoders, computed without what stands around them in transformers.

At one token a step most of the time goes into Python: masks that are made and not needed, keyword arguments handed
down, norms of six operations. Here a layer is some twenty operations over the same weights. Positions are those of
plain text, of which all rows of a multimodal RoPE are alike.
"""

from __future__ import annotations

from typing import Any, Protocol

import torch
from torch.nn import functional

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.linear_maps import LinearMaps
from quizglass.models.decoding.room import Room

_KNOWN = frozenset(
    {
        "LlamaDecoderLayer",
        "MistralDecoderLayer",
        "Qwen2DecoderLayer",
        "Qwen2VLDecoderLayer",
        "Qwen2_5_VLDecoderLayer",
        "Qwen3VLTextDecoderLayer",
    }
)
_STEADY_ROPE = frozenset({"default", "linear", "llama3", "yarn"})
"""Kinds of RoPE whose frequencies do not change with the length of the text."""
_PLACES_AT_ONCE = 512

Turn = tuple[torch.Tensor, torch.Tensor]
"""Cosines and sines, (rows or 1, n, 1, head) each, of the positions of n tokens."""


class Places(Protocol):
    """Where keys and values are kept."""

    def write(self, layer: int, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Put (rows, heads, n, head) in their places; all that may be looked at."""


def lean_decoder(decoder: Any) -> LeanDecoder | None:
    """The lean form of a decoder of transformers; None when any layer does something that is not known here."""
    config = decoder.config
    layers = list(getattr(decoder, "layers", ()))
    sliding = any(kind != "full_attention" for kind in getattr(config, "layer_types", None) or ())
    window = getattr(config, "sliding_window", None) if not hasattr(config, "layer_types") else None
    known = (
        bool(layers)
        and all(type(layer).__name__ in _KNOWN for layer in layers)
        and not sliding
        and window is None
        and getattr(decoder.rotary_emb, "rope_type", "default") in _STEADY_ROPE
        and config.hidden_act == "silu"
    )
    return LeanDecoder(decoder) if known else None


class LeanDecoder:
    def __init__(self, decoder: Any) -> None:
        self._layers = [_Layer(layer, place) for place, layer in enumerate(decoder.layers)]
        self._norm = _Norm(decoder.norm)
        self.turns = Turns(decoder.rotary_emb, decoder.embed_tokens.weight)
        self._words = decoder.embed_tokens.weight

    def hear(self, tokens: list[int], position: int, room: Room, cancel: CancelToken) -> torch.Tensor:
        """Take in ``tokens``, the first at ``position``; what the model thinks after each, (n, hidden).

        Raises:
            Cancelled: within one layer of the cancel; ``room`` then counts no more than before.
        """
        ids = torch.tensor([tokens], device=self.device)
        turn = self.turns.of(position, len(tokens))
        hidden = self.compute(ids, turn, mask_of(room.length, len(tokens), self.device), room, cancel)
        room.advance(len(tokens))
        return hidden[0]

    @property
    def device(self) -> torch.device:
        return self._words.device

    def compute(
        self, ids: torch.Tensor, turn: Turn, mask: torch.Tensor | None, places: Places, cancel: CancelToken
    ) -> torch.Tensor:
        """(rows, n) tokens to (rows, n, hidden). ``turn`` is of their positions; ``mask`` says where they may look."""
        hidden = functional.embedding(ids, self._words)
        for layer in self._layers:
            cancel.raise_if_cancelled()
            hidden = layer.forward(hidden, turn, mask, places)
        return self._norm.of(hidden)


class _Norm:
    def __init__(self, module: Any) -> None:
        self._weight, self._epsilon = module.weight, module.variance_epsilon
        self._shape = tuple(module.weight.shape)

    def of(self, values: torch.Tensor) -> torch.Tensor:
        return functional.rms_norm(values, self._shape, self._weight, self._epsilon)


class _Layer:
    def __init__(self, layer: Any, place: int) -> None:
        attention, mlp = layer.self_attn, layer.mlp
        self._place = place
        self._before, self._between = _Norm(layer.input_layernorm), _Norm(layer.post_attention_layernorm)
        self._seen = LinearMaps([attention.q_proj, attention.k_proj, attention.v_proj])
        self._norms = [_Norm(getattr(attention, name)) for name in ("q_norm", "k_norm") if hasattr(attention, name)]
        self._out, self._head, self._scale = LinearMaps([attention.o_proj]), attention.head_dim, attention.scaling
        self._wide, self._narrow = LinearMaps([mlp.gate_proj, mlp.up_proj]), LinearMaps([mlp.down_proj])

    def forward(self, hidden: torch.Tensor, turn: Turn, mask: torch.Tensor | None, places: Places) -> torch.Tensor:
        hidden = hidden + self._out.only(self._attend(self._before.of(hidden), turn, mask, places))
        gate, up = self._wide.of(self._between.of(hidden))
        result: torch.Tensor = hidden + self._narrow.only(functional.silu(gate) * up)
        return result

    def _attend(self, values: torch.Tensor, turn: Turn, mask: torch.Tensor | None, places: Places) -> torch.Tensor:
        rows, count = values.shape[:2]
        query, key, value = (part.view(rows, count, -1, self._head) for part in self._seen.of(values))
        if self._norms:
            query, key = self._norms[0].of(query), self._norms[1].of(key)
        heads = query.shape[2]
        turned = _turned(torch.cat([query, key], dim=2), turn)
        keys, kept = places.write(self._place, turned[:, :, heads:].transpose(1, 2), value.transpose(1, 2))
        if count == 1:
            # The heads that share keys ask together: as many questions of one head as there are such heads.
            asked = turned[:, :, :heads].view(rows, keys.shape[1], -1, self._head)
            heard = functional.scaled_dot_product_attention(asked, keys, kept, attn_mask=mask, scale=self._scale)
            return heard.reshape(rows, 1, -1)
        asked = turned[:, :, :heads].transpose(1, 2)
        heard = functional.scaled_dot_product_attention(
            asked, keys, kept, attn_mask=mask, scale=self._scale, enable_gqa=heads != keys.shape[1]
        )
        return heard.transpose(1, 2).reshape(rows, count, -1)


class Turns:
    """Cosines and sines of text positions, some hundreds at once; a step takes its own."""

    def __init__(self, rotary: Any, like: torch.Tensor) -> None:
        self._rotary, self._like = rotary, like
        self._first = 0
        self._cosine = self._sine = like.new_empty(0)

    def of(self, position: int, count: int) -> Turn:
        """(1, count, 1, head) each; the first half of the sines turns the other way."""
        start = position - self._first
        if start < 0 or start + count > len(self._cosine):
            self._cosine, self._sine = self.table(max(count, _PLACES_AT_ONCE), position)
            self._first, start = position, 0
        return self._cosine[None, start : start + count, None], self._sine[None, start : start + count, None]

    def table(self, count: int, first: int = 0) -> Turn:
        """(count, head) each, from position ``first`` on."""
        positions = torch.arange(first, first + count, device=self._like.device)
        cosine, sine = self._rotary(self._like, positions[None])
        half = sine.shape[-1] // 2
        return cosine.view(count, -1), torch.cat([-sine[..., :half], sine[..., half:]], dim=-1).view(count, -1)


def _turned(heads: torch.Tensor, turn: Turn) -> torch.Tensor:
    cosine, sine = turn
    first, second = heads.chunk(2, dim=-1)
    return heads * cosine + torch.cat([second, first], dim=-1) * sine


def mask_of(before: int, count: int, device: torch.device) -> torch.Tensor | None:
    """(count, before + count), True where a token may look; None for one token, which looks everywhere."""
    if count == 1:
        return None
    return torch.ones(count, before + count, dtype=torch.bool, device=device).tril(before)

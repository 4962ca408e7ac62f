"""A prompt is taken in in as few parts as memory allows, and Stop does not wait for a layer."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.models.benchmarking.shapes import SHAPES
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import portions, stopping

MEBIBYTE = 2**20


def language_of(shape: str, dtype: torch.dtype) -> LanguageModel:
    text = SHAPES[shape].text
    config = SimpleNamespace(hidden_size=text["hidden_size"], intermediate_size=text["intermediate_size"])
    words = nn.Embedding(1, 1, dtype=dtype)
    return LanguageModel(SimpleNamespace(config=config, embed_tokens=words), None)


@given(st.integers(1, 40_000), st.integers(1, 4096))
def test_parts_are_the_whole_prompt_in_order(count: int, most: int) -> None:
    cut = portions(count, most)
    assert cut[0][0] == 0
    assert cut[-1][1] == count
    assert all(before[1] == after[0] for before, after in itertools.pairwise(cut))
    assert all(0 < end - start <= most for start, end in cut)
    assert len(cut) == -(-count // most)


def test_a_page_in_a_small_model_is_one_part() -> None:
    assert language_of("tiny", torch.float32).tokens_at_once >= 1400


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_the_activations_of_a_part_are_bounded(shape: str, dtype: torch.dtype) -> None:
    """Less than what is reserved for them, the tensors of the MLP being the largest."""
    tokens = language_of(shape, dtype).tokens_at_once
    assert 64 <= tokens <= 2048
    assert tokens * SHAPES[shape].text["intermediate_size"] * 3 * dtype.itemsize <= 256 * MEBIBYTE


def test_a_cancel_is_seen_inside_of_a_layer() -> None:
    cancel, heard = CancelToken(), list[str]()
    layer = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.SiLU()), nn.Linear(2, 2))
    layer[0][1].register_forward_hook(lambda *_: cancel.cancel())
    layer[1].register_forward_hook(lambda *_: heard.append("second map"))
    with stopping([layer], cancel), pytest.raises(Cancelled):
        layer(torch.zeros(1, 2))
    assert heard == []
    layer(torch.zeros(1, 2))
    assert heard == ["second map"], "nothing looks at the cancel token any more"

"""Pictures fill their budget, keep their shape, and agree with the models' own resizing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import Size
from quizglass.models.image_budget import MOST_ASPECT, canvas_size, fitted_size, picture_size, token_budget

GB = 2**30
sides = st.floats(0.01, 5000)
budgets = st.integers(64, 2560)


@pytest.mark.parametrize(
    ("free", "tokens"), [(0, 256), (1 * GB, 1280), (64 * GB, 1280), (600 * 2**20 + 300 * 220_000, 300)]
)
def test_the_budget_follows_the_free_memory(free: int, tokens: int) -> None:
    assert token_budget(free, 220_000) == tokens


def test_a_model_that_takes_less_gets_less() -> None:
    assert token_budget(64 * GB, 1, most=64) == 64
    assert token_budget(0, 10**6, most=64) == 64


def test_a_page_fills_the_budget_as_published() -> None:
    """840 x 1176 is what Qwen's own processor makes of an A4 page with 1280 tokens."""
    assert picture_size(Size(595, 842), 1280) == (840, 1176)


@given(sides, sides, budgets)
def test_every_region_gets_a_picture_within_its_budget(width: float, height: float, tokens: int) -> None:
    region = Size(width, height)
    wide, high = picture_size(region, tokens)
    assert wide >= 1
    assert high >= 1
    canvas = canvas_size(wide, high)
    shown = fitted_size(canvas.width, canvas.height, tokens)
    assert shown[0] * shown[1] <= tokens * 28 * 28
    aspect = max(width / height, height / width)
    if aspect <= MOST_ASPECT:
        assert wide % 28 == 0
        assert high % 28 == 0


@given(st.floats(100, 1000), st.floats(0.2, 5), budgets)
def test_ordinary_regions_use_most_of_the_budget_and_keep_their_shape(width: float, aspect: float, tokens: int) -> None:
    wide, high = picture_size(Size(width, width / aspect), tokens)
    if max(wide / width, high / (width / aspect)) < 600 / 72 - 1:  # not held back by the dpi
        assert wide * high / (28 * 28) > 0.6 * tokens
    rows = min(wide, high) / 28
    assert math.isclose(wide / high, aspect, rel_tol=1.2 / rows)


@given(st.integers(56, 3000), st.integers(56, 3000), budgets)
def test_the_models_own_resizing_leaves_our_sizes_alone(width: int, height: int, tokens: int) -> None:
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import smart_resize

    wide, high = fitted_size(width, height, tokens)
    if max(wide, high) / min(wide, high) <= 200:
        assert smart_resize(high, wide, factor=28, min_pixels=3136, max_pixels=tokens * 784) == (high, wide)


def test_a_tiny_region_is_not_blown_up_without_end() -> None:
    wide, high = picture_size(Size(20, 10), 1280)
    assert wide * high / 784 < 40


@pytest.mark.parametrize("region", [Size(595, 1), Size(1, 842), Size(0.0, 0.0), Size(1e-6, 500)])
def test_slivers_are_padded_not_squeezed(region: Size) -> None:
    wide, high = picture_size(region, 1280)
    canvas = canvas_size(wide, high)
    assert max(canvas.width / canvas.height, canvas.height / canvas.width) <= MOST_ASPECT + 1e-6

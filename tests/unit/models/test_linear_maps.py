"""Maps of one input computed together: what comes out is what each map would have made of it."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from quizglass.models.decoding.linear_maps import LinearMaps

_WIDTH, _WIDTHS = 128, (128, 64, 64)


def plain(width: int, *, bias: bool, numbers: torch.dtype) -> nn.Module:
    return nn.Linear(_WIDTH, width, bias=bias, dtype=numbers)


def four_bit(width: int, *, bias: bool, numbers: torch.dtype) -> Any:
    bitsandbytes = pytest.importorskip("bitsandbytes")
    made = bitsandbytes.nn.Linear4bit(_WIDTH, width, bias=bias, compute_dtype=numbers, quant_type="nf4")
    made.weight = bitsandbytes.nn.Params4bit(torch.randn(width, _WIDTH), requires_grad=False, quant_type="nf4")
    if bias:
        made.bias.data = torch.randn(width).to(numbers)
    return made.to("cpu").eval()


def eight_bit(width: int, *, bias: bool, numbers: torch.dtype, threshold: float = 6.0) -> Any:
    bitsandbytes = pytest.importorskip("bitsandbytes")
    made = bitsandbytes.nn.Linear8bitLt(_WIDTH, width, bias=bias, has_fp16_weights=False, threshold=threshold)
    made.weight = bitsandbytes.nn.Int8Params(torch.randn(width, _WIDTH), requires_grad=False, has_fp16_weights=False)
    if bias:
        made.bias.data = torch.randn(width).to(numbers)
    return made.to("cpu").eval()


def eight_bit_for_all(width: int, *, bias: bool, numbers: torch.dtype) -> Any:
    """Outliers are brought to 8 bits, too."""
    return eight_bit(width, bias=bias, numbers=numbers, threshold=0.0)


@pytest.mark.parametrize("numbers", [torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("bias", [False, True], ids=["no bias", "bias"])
@pytest.mark.parametrize("make", [plain, four_bit, eight_bit, eight_bit_for_all])
def test_together_they_give_what_each_gives_alone(make: Any, bias: bool, numbers: torch.dtype) -> None:
    torch.manual_seed(1)
    modules = [make(width, bias=bias, numbers=numbers) for width in _WIDTHS]
    with torch.inference_mode():
        for tokens in (1, 5, 200):
            values = torch.randn(2, tokens, _WIDTH, dtype=numbers)
            values[..., 7] *= 20  # an outlier
            alone = [module(values) for module in modules]
            maps = LinearMaps(modules)
            for _ in range(2):  # at first sight weights may still be in another form
                together = maps.of(values)
                for one, other in zip(alone, together, strict=True):
                    torch.testing.assert_close(one, other)
            for module, one in zip(modules, alone, strict=True):
                torch.testing.assert_close(module(values), one)


@pytest.mark.parametrize("make", [four_bit, eight_bit])
def test_packed_weights_give_the_very_same_numbers(make: Any) -> None:
    torch.manual_seed(2)
    modules = [make(width, bias=True, numbers=torch.bfloat16) for width in _WIDTHS]
    maps = LinearMaps(modules)
    values = torch.randn(1, 1, _WIDTH, dtype=torch.bfloat16)
    with torch.inference_mode():
        first = maps.of(values)
        assert all(map(torch.equal, first, maps.of(values)))


def test_no_second_copy_of_joined_weights_stays() -> None:
    modules = [plain(width, bias=True, numbers=torch.float32) for width in _WIDTHS]
    LinearMaps(modules)
    assert len({module.weight.untyped_storage().data_ptr() for module in modules}) == 1


def test_8_bit_weights_are_joined() -> None:
    modules = [eight_bit(width, bias=False, numbers=torch.bfloat16) for width in _WIDTHS]
    with torch.inference_mode():
        LinearMaps(modules).of(torch.randn(1, 1, _WIDTH, dtype=torch.bfloat16))
    assert len({module.weight.untyped_storage().data_ptr() for module in modules}) == 1
    assert all(module.state.CB.data_ptr() == module.weight.data_ptr() for module in modules)


def test_4_bit_weights_are_joined_where_the_processor_has_such_a_form() -> None:
    modules = [four_bit(width, bias=False, numbers=torch.bfloat16) for width in _WIDTHS]
    if not modules[0].support_avx512bf16_for_cpu:
        pytest.skip("the processor has no AVX512-BF16")
    with torch.inference_mode():
        LinearMaps(modules).of(torch.randn(1, 1, _WIDTH, dtype=torch.bfloat16))
    assert len({module.weight.untyped_storage().data_ptr() for module in modules}) == 1


@pytest.mark.parametrize("make", [plain, four_bit, eight_bit])
def test_maps_that_differ_in_having_a_bias_stay_apart(make: Any) -> None:
    modules = [make(64, bias=bias, numbers=torch.bfloat16) for bias in (True, False)]
    maps = LinearMaps(modules)
    values = torch.randn(1, 3, _WIDTH, dtype=torch.bfloat16)
    with torch.inference_mode():
        for _ in range(2):
            for module, made in zip(modules, maps.of(values), strict=True):
                assert torch.equal(module(values), made)


@pytest.mark.parametrize("make", [plain, four_bit, eight_bit])
def test_a_map_alone(make: Any) -> None:
    module = make(64, bias=True, numbers=torch.bfloat16)
    maps = LinearMaps([module])
    values = torch.randn(1, 3, _WIDTH, dtype=torch.bfloat16)
    with torch.inference_mode():
        for _ in range(2):
            assert torch.equal(maps.only(values), module(values))

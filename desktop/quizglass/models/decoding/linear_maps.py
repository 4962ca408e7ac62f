"""The linear maps of a decoder's layer, those of the same input as one.

Asking three modules for queries, keys and values costs three times the Python and three starts of a product. Plain
weights become one matrix. So do 8-bit weights of bitsandbytes, whose input is then brought to 8 bits once, and its
4-bit weights in the form that they have on processors that count in bfloat16 (AVX512-BF16): blocks of 32 rows, one
behind the other. Other weights are left to their modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import nn
from torch.nn import functional


class _Joined(Protocol):
    def __call__(self, values: torch.Tensor) -> torch.Tensor: ...


class LinearMaps:
    """Maps of the same input. The modules hold parts of what they became: no second copy of the weights stays."""

    def __init__(self, modules: Sequence[Any]) -> None:
        self._modules = list(modules)
        self._sizes = [module.out_features for module in modules]
        self._joined: _Joined | None = _Plain.of(self._modules)
        self._used = False

    def of(self, values: torch.Tensor) -> Sequence[torch.Tensor]:
        """What each map makes of (..., in), (..., out) each."""
        if self._joined is not None:
            parts: Sequence[torch.Tensor] = self._joined(values).split(self._sizes, dim=-1)
            return parts
        apart = [module(values) for module in self._modules]
        if not self._used:
            # bitsandbytes brings weights into their form when they are used first.
            self._joined, self._used = _PackedFourBit.of(self._modules) or _EightBit.of(self._modules), True
        return apart

    def only(self, values: torch.Tensor) -> torch.Tensor:
        """What the map makes of ``values`` where there is just one."""
        return self.of(values)[0] if self._joined is None else self._joined(values)


class _Plain:
    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        self._weight, self._bias = weight, bias

    @classmethod
    def of(cls, modules: list[Any]) -> _Plain | None:
        """None when there is nothing to join, one of the modules is not plain, or only some have a bias."""
        if len(modules) == 1 or not all(type(module) is nn.Linear for module in modules):
            return None
        if not _have_bias_alike(modules):
            return None
        with torch.no_grad():
            weight = torch.cat([module.weight for module in modules])
            for module, part in zip(modules, weight.split([m.out_features for m in modules]), strict=True):
                module.weight.data = part
            return cls(weight, _joined_bias(modules))

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        return functional.linear(values, self._weight, self._bias)


class _PackedFourBit:
    """What `bitsandbytes.nn.Linear4bit.forward` does with weights of this form, without what it asks every time."""

    def __init__(self, modules: list[Any]) -> None:
        states = [module.weight.quant_state for module in modules]
        self._rows = [sum(state.shape[0] for state in states), states[0].shape[1]]
        self._code, self._block, self._numbers = states[0].code, states[0].blocksize, modules[0].compute_dtype
        with torch.no_grad():
            self._weight = torch.cat([module.weight.data for module in modules])
            self._scales = torch.cat([state.absmax for state in states], dim=1)
            bias = _joined_bias(modules)
            self._bias = None if bias is None else bias.to(self._numbers)
            for module, part in zip(modules, self._weight.split([s.shape[0] for s in states]), strict=True):
                module.weight.data = part

    @classmethod
    def of(cls, modules: list[Any]) -> _PackedFourBit | None:
        """None when one of the modules holds its weights in another form, or they differ in more than their rows."""
        if not all(type(module).__name__ == "Linear4bit" for module in modules) or not _have_bias_alike(modules):
            return None
        states = [module.weight.quant_state for module in modules]
        if not all(getattr(state, "packing_format_for_cpu", False) for state in states):
            return None
        kinds = {
            (state.quant_type, state.blocksize, module.compute_dtype, module.weight.shape[1])
            for state, module in zip(states, modules, strict=True)
        }
        return cls(modules) if len(kinds) == 1 and modules[0].compute_dtype is not None else None

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = torch.ops.bitsandbytes.gemv_4bit.default(
            values.to(self._numbers), self._weight, self._rows, self._scales, self._code, self._block
        )
        if self._bias is not None:
            result += self._bias
        return result.to(values.dtype)


class _EightBit:
    """What `bitsandbytes.nn.Linear8bitLt.forward` does with weights that are not trained."""

    def __init__(self, modules: list[Any]) -> None:
        states = [module.state for module in modules]
        self._threshold = states[0].threshold
        with torch.no_grad():
            self._weight = torch.cat([state.CB for state in states])
            self._scales = torch.cat([state.SCB for state in states])
            self._bias = _joined_bias(modules)
            for module, part in zip(modules, self._weight.split([len(state.CB) for state in states]), strict=True):
                module.state.CB = module.weight.data = part

    @classmethod
    def of(cls, modules: list[Any]) -> _EightBit | None:
        """None when one of the modules is of another kind, or they treat their input in other ways."""
        if not all(type(module).__name__ == "Linear8bitLt" for module in modules) or not _have_bias_alike(modules):
            return None
        states = [module.state for module in modules]
        ready = all(not state.has_fp16_weights and state.CB is not None and state.SCB is not None for state in states)
        return cls(modules) if ready and len({state.threshold for state in states}) == 1 else None

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        rows = values.reshape(-1, values.shape[-1])
        operations = torch.ops.bitsandbytes
        small, scales, outliers = operations.int8_vectorwise_quant.default(rows.to(torch.float16), self._threshold)
        bias = None if self._bias is None else self._bias.to(values.dtype)
        if self._threshold > 0:
            result: torch.Tensor = operations.int8_mixed_scaled_mm.default(
                rows, small, self._weight, scales, self._scales, outliers, bias
            )[0]
        else:
            result = operations.int8_scaled_mm.default(
                small, self._weight, scales, self._scales, bias=bias, dtype=values.dtype
            )
        return result.view(*values.shape[:-1], -1)


def _have_bias_alike(modules: list[Any]) -> bool:
    return len({module.bias is None for module in modules}) == 1


def _joined_bias(modules: list[Any]) -> torch.Tensor | None:
    return None if modules[0].bias is None else torch.cat([module.bias for module in modules])

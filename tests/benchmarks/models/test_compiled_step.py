"""What torch.compile wins in a decode step, and that the compiled step says what the plain one says."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.models.benchmarking.compiled_step import compiled_beside_plain
from quizglass.models.benchmarking.device_clock import DeviceClock
from quizglass.models.engine import View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(shutil.which("g++") is None, reason="no compiler is here"),
    pytest.mark.filterwarnings("ignore"),  # of torch, about itself
]


@pytest.mark.parametrize("layers", [2, 28])
def test_the_compiled_step(load_engine: Callable[[int], Qwen2VLEngine], noise: PageImage, layers: int) -> None:
    session = load_engine(layers).session
    prefix = session.look(View(0, (), image=noise), 64, CancelToken())
    try:
        found = compiled_beside_plain(session, DeviceClock(session.device), prefix, 200, 3)
    finally:
        torch.compiler.reset()
    assert not found.trouble
    assert found.compiled_tokens_per_s
    assert found.plain_tokens_per_s
    print(
        f"\n{layers} layers, 32 bit: compiled {found.compiled_tokens_per_s:.0f} tokens/s, "
        f"as it is {found.plain_tokens_per_s:.0f}; compiling {found.compile_s:.1f} s"
    )

"""Without a compiler the measurement says so; with one see tests/benchmarks/models/test_compiled_step.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from torch._inductor import config as inductor

from quizglass.cancellation import CancelToken
from quizglass.models.benchmarking.compiled_step import Compiled, compiled_beside_plain
from quizglass.models.benchmarking.device_clock import DeviceClock
from quizglass.models.engine import View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")  # of torch, about itself
def test_a_computer_without_a_compiler(
    exact_engine: Qwen2VLEngine,
    noise: Callable[..., PageImage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(inductor.cpp, "cxx", (str(tmp_path / "no-compiler"),))
    session = exact_engine.session
    prefix = session.look(View(0, (), image=noise(1)), 64, CancelToken())
    found = compiled_beside_plain(session, DeviceClock(session.device), prefix, 8, 1)
    assert found == Compiled(trouble="InvalidCxxCompiler")

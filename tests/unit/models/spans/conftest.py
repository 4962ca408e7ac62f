"""Tiny checkpoints of the span families, made once."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHECKPOINTS = Path(__file__).parents[3] / "checkpoints"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes the folder of a family, "layoutlm", "layoutlmv2" or "layoutlmv3"."""
    made: dict[Any, Path] = {}

    def make(family: str, **options: Any) -> Path:
        key = family, *sorted(options.items())
        if key not in made:
            script = runpy.run_path(str(CHECKPOINTS / f"{family}.py"))
            made[key] = script["make"](tmp_path_factory.mktemp("spans") / f"Tiny {family}", **options)
        return made[key]

    return make

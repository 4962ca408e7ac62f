from __future__ import annotations

import importlib

import pytest

from quizglass.models import catalog


def test_every_entry_belongs_to_a_family_that_can_be_made() -> None:
    for entry in catalog.entries():
        family = catalog.families()[entry.family]
        assert callable(importlib.import_module(family.module).create_engine)
        assert entry.licence
        assert entry.docvqa is None or 0 < entry.docvqa <= 100


def test_memory_falls_with_the_bits() -> None:
    for entry in catalog.entries():
        assert entry.memory_gb["nf4"] < entry.memory_gb["int8"] < entry.memory_gb["bf16"]


@pytest.mark.parametrize("nested", [False, True])
def test_a_published_config_is_recognised(nested: bool) -> None:
    """The published config.json is flat; what transformers 5 saves has a text_config."""
    shape = {"hidden_size": 1536, "num_hidden_layers": 28}
    config = {"model_type": "qwen2_vl", **({"text_config": shape} if nested else shape)}
    known = catalog.recognise(config)
    assert known
    assert known.id == "qwen2-vl-2b-instruct"


def test_an_unknown_shape_is_nobody() -> None:
    assert catalog.recognise({"model_type": "qwen2_vl", "hidden_size": 64}) is None

"""No library of a model may look into the network: the switches are set before any of them is imported."""

from __future__ import annotations

import os

SWITCHES = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",  # the tokenizer's own threads gain nothing on one question and warn after forks
}


def go_offline() -> None:
    """Set every switch. The libraries read them once, when they are imported."""
    os.environ.update(SWITCHES)


def is_offline() -> bool:
    return all(os.environ.get(name) == value for name, value in SWITCHES.items())

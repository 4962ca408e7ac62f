"""Qwen2 with a bias on its head, where the folder says so.

RuQwen2.5 was given a Russian vocabulary and a bias for each of its tokens: ``add_bias_to_lm_head`` in config.json, and
``lm_head.bias`` among the weights. The class of transformers has no place for it and would drop it without a word.
"""

from __future__ import annotations

from typing import Any

from torch import nn
from transformers import Qwen2ForCausalLM


class Qwen2WithBiasedHead(Qwen2ForCausalLM):
    """`Qwen2ForCausalLM`, and the ``RuQwen2ForCausalLM`` that FractalGPT's folders name."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        if getattr(config, "add_bias_to_lm_head", False):
            self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=True)
            self.post_init()

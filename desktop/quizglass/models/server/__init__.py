"""A model behind an OpenAI-compatible server on one's own network: vLLM, SGLang, llama.cpp, ``transformers serve``."""

from __future__ import annotations

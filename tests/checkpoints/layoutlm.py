"""Makes a tiny LayoutLM folder of the real class, random weights, in the form of impira/layoutlm-document-qa.

python tests/checkpoints/layoutlm.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from layout_tokenizers import LONGEST, write_byte_level


def make(folder: Path, *, hidden: int = 48, layers: int = 2, seed: int = 7) -> Path:
    """Write the folder. The vocabulary is RoBERTa's kind, as the published one."""
    from transformers import LayoutLMConfig, LayoutLMForQuestionAnswering, RobertaTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_byte_level(folder, RobertaTokenizer)
    config = LayoutLMConfig(
        vocab_size=len(tokenizer),
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=4,
        max_position_embeddings=LONGEST + 2,
        type_vocab_size=1,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        initializer_range=0.3,
    )
    save(LayoutLMForQuestionAnswering, config, folder, seed)
    return folder


def save(model_class: Any, config: Any, folder: Path, seed: int) -> None:
    """Write a model with random weights."""
    import torch

    state = torch.random.get_rng_state()
    torch.manual_seed(seed)
    model = model_class(config)
    torch.random.set_rng_state(state)
    model.save_pretrained(folder)


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

"""Makes a tiny LayoutLMv3 folder of the real class with random weights: tokenizer, image processor, model.

python tests/checkpoints/layoutlmv3.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from layout_tokenizers import LONGEST, write_byte_level
from layoutlm import save


def make(folder: Path, *, hidden: int = 48, layers: int = 2, seed: int = 7) -> Path:
    """Write the folder. The image processor asks for Tesseract, as the published ones."""
    from transformers import LayoutLMv3Config, LayoutLMv3ForQuestionAnswering, LayoutLMv3Tokenizer
    from transformers.models.layoutlmv3.image_processing_pil_layoutlmv3 import LayoutLMv3ImageProcessorPil

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_byte_level(folder, LayoutLMv3Tokenizer)
    config = LayoutLMv3Config(
        vocab_size=len(tokenizer),
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=4,
        max_position_embeddings=LONGEST + 2,
        coordinate_size=hidden // 6,
        shape_size=hidden // 6,
        type_vocab_size=1,
        input_size=32,
        initializer_range=0.3,
    )
    save(LayoutLMv3ForQuestionAnswering, config, folder, seed)
    LayoutLMv3ImageProcessorPil(size={"height": 32, "width": 32}, apply_ocr=True).save_pretrained(folder)
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

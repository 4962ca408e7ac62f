"""Makes a tiny LayoutLMv2 or LayoutXLM folder with random weights, named as the published checkpoints name them.

python tests/checkpoints/layoutlmv2.py FOLDER [layoutxlm]

What those hold beside what is computed with is there, too: the pyramid's other levels, the counters of batches, the
mean of the pixels.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from layout_tokenizers import LONGEST, write_unigram, write_word_piece
from layoutlm import save

DETECTRON2 = {
    "MODEL.PIXEL_STD": [57.375, 57.120, 58.395],
    "MODEL.BACKBONE.NAME": "build_resnet_fpn_backbone",
    "MODEL.FPN.IN_FEATURES": ["res2", "res3", "res4", "res5"],
    "MODEL.FPN.OUT_CHANNELS": 16,
    "MODEL.RESNETS.DEPTH": 50,
    "MODEL.RESNETS.OUT_FEATURES": ["res2", "res3", "res4", "res5"],
    "MODEL.RESNETS.NUM_GROUPS": 4,
    "MODEL.RESNETS.WIDTH_PER_GROUP": 2,
    "MODEL.RESNETS.STEM_OUT_CHANNELS": 8,
    "MODEL.RESNETS.RES2_OUT_CHANNELS": 16,
    "MODEL.RESNETS.STRIDE_IN_1X1": False,
}
SIDE = 64


def make(folder: Path, *, model_type: str = "layoutlmv2", multilingual: bool = False, seed: int = 7) -> Path:
    """Write the folder. ``multilingual`` makes it a LayoutXLM, whose published config.json says "layoutlmv2", too."""
    from transformers import LayoutLMv2Tokenizer, LayoutXLMTokenizer
    from transformers.models.layoutlmv2.image_processing_pil_layoutlmv2 import LayoutLMv2ImageProcessorPil

    from quizglass.models.layoutlmv2.question_answering import LayoutLMv2ForQuestionAnswering

    folder.mkdir(parents=True, exist_ok=True)
    if multilingual:
        tokenizer = write_unigram(folder, LayoutXLMTokenizer)
    else:
        tokenizer = write_word_piece(folder, LayoutLMv2Tokenizer)
    save(LayoutLMv2ForQuestionAnswering, config(len(tokenizer), multilingual), folder, seed)
    LayoutLMv2ImageProcessorPil(size={"height": SIDE, "width": SIDE}, apply_ocr=True).save_pretrained(folder)
    as_published(folder, model_type)
    return folder


def config(vocabulary: int, multilingual: bool) -> object:
    """LayoutXLM goes without the biases of relative places, and keeps query, key and value apart."""
    from transformers import LayoutLMv2Config

    return LayoutLMv2Config(
        vocab_size=vocabulary,
        hidden_size=48,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=LONGEST + 24,  # the 49 cells of the picture have positions, too
        coordinate_size=8,
        shape_size=8,
        type_vocab_size=1 if multilingual else 2,
        pad_token_id=1 if multilingual else 0,
        fast_qkv=not multilingual,
        has_relative_attention_bias=not multilingual,
        has_spatial_attention_bias=not multilingual,
        image_feature_pool_shape=[7, 7, DETECTRON2["MODEL.FPN.OUT_CHANNELS"]],
        detectron2_config_args=DETECTRON2,
        initializer_range=0.3,
    )


def as_published(folder: Path, model_type: str) -> None:
    """Random numbers for what batch normalization has counted, and the weights that nothing is computed with."""
    import torch
    from safetensors.torch import load_file, save_file

    dice = torch.Generator().manual_seed(11)
    weights = load_file(folder / "model.safetensors")
    for name in [name for name in weights if ".norm." in name]:
        weights[name] = 0.5 + torch.rand(weights[name].shape, generator=dice)
        weights[name.rpartition(".")[0] + ".num_batches_tracked"] = torch.tensor(0)
    channels = DETECTRON2["MODEL.FPN.OUT_CHANNELS"]
    pyramid = "layoutlmv2.visual.backbone.fpn_output"
    for level in (3, 4, 5):
        weights[f"{pyramid}{level}.weight"] = torch.zeros(channels, channels, 3, 3)
        weights[f"{pyramid}{level}.bias"] = torch.zeros(channels)
    weights["layoutlmv2.visual.pixel_mean"] = torch.tensor([103.530, 116.280, 123.675]).view(3, 1, 1)
    weights["layoutlmv2.visual.pixel_std"] = torch.tensor(DETECTRON2["MODEL.PIXEL_STD"]).view(3, 1, 1)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(values | {"model_type": model_type}), encoding="utf-8")


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), multilingual="layoutxlm" in sys.argv[2:]))

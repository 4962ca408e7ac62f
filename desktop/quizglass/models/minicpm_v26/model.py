"""MiniCPM-V 2.6 with the modules and names of its published checkpoint: ``llm.``, ``vpm.``, ``resampler.``."""

from __future__ import annotations

import torch
from torch import nn
from transformers import PreTrainedModel, Qwen2ForCausalLM, initialization
from transformers.models.idefics2.configuration_idefics2 import Idefics2VisionConfig

from quizglass.models.minicpm_v26.configuration import MiniCPMVConfig
from quizglass.models.minicpm_v26.resampler import Resampler
from quizglass.models.minicpm_v26.vision_tower import VisionTower


class MiniCPMV(PreTrainedModel):
    """``features`` turns slices into tokens for ``llm``, which is Qwen2 as it is."""

    config_class = MiniCPMVConfig
    base_model_prefix = ""
    _supports_sdpa = True
    _supports_flash_attn = True
    _no_split_modules = ("Qwen2DecoderLayer", "Idefics2EncoderLayer")

    def __init__(self, config: MiniCPMVConfig) -> None:
        super().__init__(config)
        vision = config.vision_config
        assert isinstance(vision, Idefics2VisionConfig)
        self.llm = Qwen2ForCausalLM(config)
        self.vpm = VisionTower(vision, without_last_layer=config.drop_vision_last_layer)
        self.resampler = Resampler(config.query_num, config.hidden_size, vision.hidden_size)
        self.post_init()

    def get_input_embeddings(self) -> nn.Module:
        return self.llm.get_input_embeddings()

    def features(self, pixels: torch.Tensor) -> torch.Tensor:
        """(slices, 3, height, width), all of one size, to (slices, queries, hidden)."""
        patch = self.vpm.embeddings.patch_size
        rows, columns = pixels.shape[-2] // patch, pixels.shape[-1] // patch
        seen: torch.Tensor = self.resampler(self.vpm(pixels), rows, columns)
        return seen

    @torch.no_grad()
    def _init_weights(self, module: nn.Module) -> None:
        """Only a model that is made anew, by a test, gets its weights from here."""
        super()._init_weights(module)
        if isinstance(module, Resampler):
            for weight in (module.query, module.proj, module.attn.in_proj_weight):
                initialization.normal_(weight, mean=0.0, std=self.config.initializer_range)
            initialization.zeros_(module.attn.in_proj_bias)

"""The tower of MiniCPM-V 2.6: SigLIP-400M that takes pictures of any proportion (NaViT, arXiv 2307.06304)."""

from __future__ import annotations

import torch
from torch import nn
from transformers.models.idefics2.configuration_idefics2 import Idefics2VisionConfig
from transformers.models.idefics2.modeling_idefics2 import Idefics2Encoder


class PatchEmbeddings(nn.Module):
    """Patches, and where they are: the nearest of the places that SigLIP learned on a square.

    The arithmetic is the publisher's to the last bit: a place exactly between two goes where it went in training.
    """

    def __init__(self, config: Idefics2VisionConfig) -> None:
        super().__init__()
        self.patch_size = int(config.patch_size)
        self.side = int(config.image_size) // self.patch_size
        self.patch_embedding = nn.Conv2d(config.num_channels, config.hidden_size, self.patch_size, self.patch_size)
        self.position_embedding = nn.Embedding(self.side**2, config.hidden_size)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """(pictures, 3, height, width), all of one size, to (pictures, patches, hidden)."""
        patches = self.patch_embedding(pixels)
        rows, columns = patches.shape[-2:]
        places = self._nearest(rows)[:, None] * self.side + self._nearest(columns)
        embedded: torch.Tensor = patches.flatten(2).transpose(1, 2)
        return embedded + self.position_embedding(places.flatten().to(pixels.device))

    def _nearest(self, count: int) -> torch.Tensor:
        """(count) indices of places on the square, for patches at equal steps."""
        limits = torch.arange(1 / self.side, 1.0, 1 / self.side)
        step = (1 / torch.tensor(count)).item()  # in 32 bit, as it was when the model was trained
        return torch.bucketize(torch.arange(0, 1 - 1e-6, step), limits, right=True)


class VisionTower(nn.Module):
    """``vpm.`` of the checkpoint."""

    def __init__(self, config: Idefics2VisionConfig, *, without_last_layer: bool) -> None:
        super().__init__()
        self.config = config
        self.embeddings = PatchEmbeddings(config)
        self.encoder = Idefics2Encoder(config)
        if without_last_layer:
            self.encoder.layers = self.encoder.layers[:-1]
        self.post_layernorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    @property
    def dtype(self) -> torch.dtype:
        return self.post_layernorm.weight.dtype

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """(pictures, 3, height, width), all of one size, to (pictures, patches, hidden)."""
        hidden = self.encoder(inputs_embeds=self.embeddings(pixels), attention_mask=None).last_hidden_state
        seen: torch.Tensor = self.post_layernorm(hidden)
        return seen

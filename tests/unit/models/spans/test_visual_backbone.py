"""The backbone of LayoutLMv2 at full size: the names and shapes of the published weights."""

from __future__ import annotations

import pytest
import torch
from transformers import LayoutLMv2Config

from quizglass.models.layoutlmv2.visual_backbone import BackboneShape, VisualBackbone

ARGUMENTS = LayoutLMv2Config.get_default_detectron2_config()
PUBLISHED = {
    # As https://github.com/huggingface/transformers/issues/12194 lists them, with the shapes of ResNeXt-101 32x8d.
    "backbone.bottom_up.stem.conv1.weight": (64, 3, 7, 7),
    "backbone.bottom_up.res2.0.conv1.weight": (256, 64, 1, 1),
    "backbone.bottom_up.res2.0.shortcut.weight": (256, 64, 1, 1),
    "backbone.bottom_up.res2.2.conv2.norm.weight": (256,),
    "backbone.bottom_up.res3.3.conv2.norm.bias": (512,),
    "backbone.bottom_up.res4.2.conv1.norm.running_mean": (1024,),
    "backbone.bottom_up.res4.6.conv1.weight": (1024, 1024, 1, 1),
    "backbone.bottom_up.res4.13.conv3.weight": (1024, 1024, 1, 1),
    "backbone.bottom_up.res4.19.conv3.norm.running_var": (1024,),
    "backbone.bottom_up.res4.22.conv2.weight": (1024, 32, 3, 3),
    "backbone.bottom_up.res5.0.conv1.norm.weight": (2048,),
    "backbone.bottom_up.res5.2.conv3.weight": (2048, 2048, 1, 1),
    "backbone.fpn_lateral5.weight": (256, 2048, 1, 1),
    "backbone.fpn_lateral2.bias": (256,),
    "backbone.fpn_output2.weight": (256, 256, 3, 3),
}


def test_weights_are_called_as_in_the_published_checkpoints() -> None:
    with torch.device("meta"):
        shapes = {name: tuple(tensor.shape) for name, tensor in VisualBackbone(LayoutLMv2Config()).state_dict().items()}
    assert PUBLISHED.items() <= shapes.items()
    assert not {"bottom_up.res4.23.conv1.weight", "bottom_up.res2.1.shortcut.weight"} & shapes.keys()


def test_a_backbone_that_nobody_published_is_refused() -> None:
    with pytest.raises(KeyError):
        BackboneShape.of(ARGUMENTS | {"MODEL.RESNETS.DEPTH": 77})

"""config.json of MiniCPM-V 2.6: that of its Qwen2 with a few values more, and the tower's inside."""

from __future__ import annotations

from typing import Any, ClassVar

from transformers import Qwen2Config
from transformers.models.idefics2.configuration_idefics2 import Idefics2VisionConfig


class MiniCPMVConfig(Qwen2Config):
    """``query_num`` is how many tokens a slice is resampled to; a value that is not in the file is the publisher's own.

    The tower is SigLIP's, with Idefics2's places for pictures of any proportion, so its values are read as Idefics2's.
    """

    model_type = "minicpmv"
    sub_configs: ClassVar[dict[str, Any]] = {"vision_config": Idefics2VisionConfig}
    query_num: int = 64
    drop_vision_last_layer: bool = True
    vision_config: dict[str, Any] | Idefics2VisionConfig | None = None

    def __post_init__(self, **kwargs: Any) -> None:
        values = self.vision_config or {}
        if isinstance(values, dict):
            known = Idefics2VisionConfig().to_dict()
            read = {name: value for name, value in values.items() if name in known and name != "model_type"}
            self.vision_config = Idefics2VisionConfig(**read)
        super().__post_init__(**kwargs)

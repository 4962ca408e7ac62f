"""Makes a tiny LLaVA folder that ``transformers serve`` runs without torchvision: its template shows pictures.

python tests/checkpoints/served_llava.py FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import llava
from qwen2_vl import write

CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message['role'] }}<|end_header_id|>\n\n"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}{% endfor %}{% endif %}<|eot_id|>"
    "{% endfor %}{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)


def make(folder: Path) -> Path:
    """Write the folder of `llava.make`, with a processor that counts the tokens of a picture itself."""
    llava.make(folder)
    vision = json.loads((folder / "config.json").read_text(encoding="utf-8"))["vision_config"]
    counted = {"patch_size": vision["patch_size"], "vision_feature_select_strategy": "default"}
    write(
        folder / "processor_config.json",
        {"processor_class": "LlavaProcessor", "num_additional_image_tokens": 1, "image_token": "<image>", **counted},
    )
    (folder / "chat_template.jinja").write_text(CHAT_TEMPLATE, encoding="utf-8")
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

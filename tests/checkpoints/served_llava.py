"""Makes a tiny LLaVA folder that ``transformers serve`` runs without torchvision: its template shows pictures.

python tests/checkpoints/served_llava.py FOLDER
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import llava
from qwen2_vl import write

CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message['role'] }}<|end_header_id|>\n\n"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}{% endfor %}{% endif %}<|eot_id|>"
    "{% endfor %}{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)


@dataclass(frozen=True)
class Served:
    """A ``transformers serve`` that runs; ``folder`` is what it calls its model."""

    address: str
    folder: Path
    process: subprocess.Popen[str]


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """The server as its makers start it, with a cache of its own and no way out."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = "import sys; from transformers.cli.transformers import main; sys.argv[0] = 'transformers'; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", command, "serve", folder, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
        env=os.environ | {"HF_HOME": str(folder.parent), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        ready = any("Uvicorn running" in line for line in iter(process.stderr.readline, ""))
        assert ready, "it ended before it served"
        rest = threading.Thread(target=process.stderr.read)  # a full pipe would stop it
        rest.start()
        yield Served(f"http://127.0.0.1:{port}/v1", folder, process)
    finally:
        process.terminate()
        process.wait(30)
    rest.join()
    process.stderr.close()


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

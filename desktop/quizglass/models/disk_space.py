"""Whether a disk has room for a model, asked before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from quizglass.errors import NotEnoughSpace

SPARE_BYTES = 512 * 2**20
"""Left free: a system whose disk is full to the brim stops working."""


def check_space(needed_bytes: int, folder: Path, model: str) -> None:
    """See that ``needed_bytes`` more fit beside ``folder``, which exists; ``model`` is named to the user.

    Raises:
        NotEnoughSpace: they do not.
        OSError: the disk cannot be asked.
    """
    free = shutil.disk_usage(folder).free
    if free < needed_bytes + SPARE_BYTES:
        raise not_enough(needed_bytes, free, model)


def not_enough(needed_bytes: int, free_bytes: int, model: str) -> NotEnoughSpace:
    return NotEnoughSpace(
        model=model,
        needed=f"{(needed_bytes + SPARE_BYTES) / 1e9:.1f}",
        free=f"{max(0, free_bytes) / 1e9:.1f}",
    )

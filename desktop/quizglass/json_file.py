"""JSON files that are replaced whole: after a power cut they hold the old text or the new one."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path


def write_json(file: Path, value: object) -> None:
    """Replace ``file``.

    Raises:
        OSError: the folder cannot be written.
    """
    import tempfile  # not needed by the start of the window, which reads settings only

    handle, partial = tempfile.mkstemp(prefix=file.name, suffix=".partial", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(value, out, ensure_ascii=False, indent=2)
            out.flush()
            os.fsync(out.fileno())
        Path(partial).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(partial).unlink()
        raise

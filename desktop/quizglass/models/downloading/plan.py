"""What one download consists of: the files of one commit, as they were published."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizglass.json_file import write_json
from quizglass.models import untrusted_json
from quizglass.models.manifest import MANIFEST
from quizglass.models.model_folder import is_taken

STATE = ".download.json"
LOCK = ".download.lock"
"""Both begin with a dot: no files of a model."""

PARTIAL = ".partial"
_WEIGHTS = re.compile(r"model(-\d+-of-\d+)?\.safetensors")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of the repository. Large ones have a ``sha256``, the others git's ``blob`` id; one of them is there.

    A file that is taken from elsewhere says from which ``repository`` and ``revision``.
    """

    name: str
    size: int
    sha256: str = ""
    blob: str = ""
    repository: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """``catalog`` is the entry's id, ``revision`` the commit, ``files`` what is fetched of it, small ones first."""

    catalog: str
    repository: str
    revision: str
    files: tuple[RemoteFile, ...]

    @property
    def size_bytes(self) -> int:
        return sum(file.size for file in self.files)


def wanted(files: Iterable[RemoteFile]) -> tuple[RemoteFile, ...]:
    """Of all files of a repository those that a model needs: data, at the top, and its weights only once.

    Some repositories hold the weights in the publisher's own format too; what transformers reads is named
    ``model.safetensors`` or ``model-00001-of-00002.safetensors``.
    """
    taken = [file for file in files if "/" not in file.name and is_taken(file.name) and file.name != MANIFEST]
    named = any(_WEIGHTS.fullmatch(file.name) for file in taken)
    kept = (f for f in taken if not named or not f.name.endswith(".safetensors") or _WEIGHTS.fullmatch(f.name))
    return tuple(sorted(kept, key=lambda file: (file.size, file.name)))


def read_state(folder: Path) -> Plan | None:
    """What the download in ``folder`` was to fetch; None when nothing was begun there."""
    try:
        raw = untrusted_json.read(folder / STATE)
        files = tuple(RemoteFile(**file) for file in raw["files"])
        return Plan(str(raw["catalog"]), str(raw["repository"]), str(raw["revision"]), files)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_state(folder: Path, plan: Plan) -> None:
    """Raises OSError when the folder cannot be written."""
    write_json(folder / STATE, dataclasses.asdict(plan))


def begin(folder: Path, plan: Plan) -> None:
    """Make ``folder`` ready for ``plan``; what lies there of another commit is deleted.

    Raises:
        OSError: the folder cannot be written.
    """
    before = read_state(folder)
    if before is None or (before.repository, before.revision) != (plan.repository, plan.revision):
        for file in folder.iterdir():
            if file.name != LOCK:
                file.unlink()
    write_state(folder, plan)


def bytes_there(folder: Path, plan: Plan) -> int:
    """How much of ``plan`` has come."""
    return sum(_size(folder / file.name) or _size(folder / (file.name + PARTIAL)) for file in plan.files)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0

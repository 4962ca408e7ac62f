"""What is written down beside an installed model: where its files are and how each of them was.

The manifest decides whether a folder is a model: it is written last, whole or not at all.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizglass.json_file import write_json
from quizglass.models import untrusted_json

MANIFEST = "quizglass-model.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was when the model came. ``sha256`` is "" until it was computed once.

    ``sample`` tells large files apart without reading them whole (see `digests.sample`).
    """

    name: str
    size: int
    sha256: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``family`` and ``catalog`` are ids; ``catalog`` is "" for a model that nobody knows.

    ``linked_to`` is the folder of the files when it is another one; ``owned`` says that the program put them there
    and may delete them. ``repository`` and ``revision`` tell where a download came from.
    """

    name: str
    family: str
    files: tuple[FileRecord, ...]
    catalog: str = ""
    quantization: str = ""
    linked_to: str = ""
    owned: bool = False
    repository: str = ""
    revision: str = ""

    @property
    def size_bytes(self) -> int:
        return sum(file.size for file in self.files)

    def same_files(self, other: Manifest) -> bool:
        """True when both hold the same model, as far as can be seen without reading the weights whole."""
        return bool(self.files) and _looks(self) == _looks(other)


def read(folder: Path) -> Manifest | None:
    """The manifest in ``folder``; None when there is none that this version understands."""
    try:
        raw = untrusted_json.read(folder / MANIFEST)
        if raw.get("version") != _VERSION:
            return None
        known = {field.name for field in dataclasses.fields(Manifest)}
        files = tuple(_record(file) for file in raw["files"])
        return Manifest(**{name: raw[name] for name in known & raw.keys()} | {"files": files})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest`` into ``folder`` by replacing it whole.

    Raises:
        OSError: the folder cannot be written.
    """
    write_json(folder / MANIFEST, {"version": _VERSION, **dataclasses.asdict(manifest)})


def _record(raw: dict[str, Any]) -> FileRecord:
    record = FileRecord(str(raw["name"]), int(raw["size"]), str(raw.get("sha256", "")), str(raw.get("sample", "")))
    if Path(record.name).name != record.name:
        raise ValueError(record.name)
    return record


def _looks(manifest: Manifest) -> set[tuple[str, int, str]]:
    return {(file.name, file.size, file.sample) for file in manifest.files}

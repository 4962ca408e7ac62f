"""Models that another program has downloaded already: the Hugging Face cache, read without any library of it.

Its layout (huggingface_hub, "Understand caching"): ``models--<owner>--<name>/snapshots/<commit>/`` holds links to
``blobs``; ``refs/main`` holds the commit that was the newest one when it was last asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizglass.errors import ModelFolderUnusable
from quizglass.models import catalog
from quizglass.models.model_folder import inspect

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class CachedModel:
    """``path`` is the snapshot; ``revision`` its commit; ``catalog_id`` is "" where nobody knows the repository."""

    repository: str
    revision: str
    path: Path
    size_bytes: int
    catalog_id: str = ""


def folder() -> Path:
    """Where the cache is, as the environment says in the variables of huggingface_hub."""
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if named:
        return Path(named).expanduser()
    home = os.environ.get("HF_HOME")
    if home:
        return Path(home).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"


def models() -> list[CachedModel]:
    """Every model of the cache that is whole and can be run here, one snapshot of each repository."""
    try:
        repositories = sorted(folder().glob("models--*--*"))
    except OSError:
        return []
    return [found for found in map(_best, repositories) if found]


def find(repository: str, revision: str = "") -> CachedModel | None:
    """The cached model of ``repository``, of the commit ``revision`` when one is named."""
    place = folder() / f"models--{repository.replace('/', '--')}"
    return _best(place, revision)


def expected_sha256(cached: CachedModel) -> dict[str, str]:
    """What the large files of ``cached`` must be: the cache names them by the SHA-256 that they were published with."""
    names = {file.name: file.resolve().name for file in cached.path.iterdir() if file.is_symlink()}
    return {name: blob for name, blob in names.items() if _SHA256.fullmatch(blob)}


def _best(place: Path, revision: str = "") -> CachedModel | None:
    repository = place.name.removeprefix("models--").replace("--", "/", 1)
    known = next((entry for entry in catalog.entries() if entry.repository == repository), None)
    for commit in _revisions(place, [revision] if revision else [known.revision if known else ""]):
        if revision and commit != revision:
            return None
        snapshot = place / "snapshots" / commit
        try:
            found = inspect(snapshot, published=True)
        except ModelFolderUnusable:  # begun by somebody and not finished, or not a model for us
            continue
        return CachedModel(repository, commit, snapshot, found.size_bytes, known.id if known else "")
    return None


def _revisions(place: Path, wanted: list[str]) -> Iterator[str]:
    """The commits that are there: ``wanted`` ones first, then the newest known, then any."""
    try:
        there = {snapshot.name for snapshot in (place / "snapshots").iterdir() if snapshot.is_dir()}
    except OSError:
        return
    try:
        main = (place / "refs" / "main").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        main = ""
    yield from (commit for commit in dict.fromkeys([*wanted, main, *sorted(there)]) if commit in there)

"""Which models are on this computer: each folder of ``models_dir()`` that has a manifest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizglass.errors import ModelNotInstalled
from quizglass.models import catalog, manifest
from quizglass.models.installed import BUILT_IN, InstalledModel
from quizglass.models.manifest import Manifest
from quizglass.paths import models_dir

UNFINISHED = ".partial"
"""Ends the name of every folder that is being filled or emptied: no model, whatever it holds."""


def list_models() -> list[InstalledModel]:
    """Every imported model, by name. A folder without a readable manifest is no model of ours."""
    return [describe(folder, found) for folder, found in _sorted(manifests())]


def manifests() -> list[tuple[Path, Manifest]]:
    """The folders of all models, with what is written down in each."""
    try:
        folders = [folder for folder in models_dir().iterdir() if folder.suffix != UNFINISHED]
    except OSError:  # none yet, or the disk that it lies on is not there
        return []
    read = ((folder, manifest.read(folder)) for folder in folders)
    return [(folder, found) for folder, found in read if found]


def show(model_id: str) -> InstalledModel:
    """The model called ``model_id``, the built-in one included.

    Raises:
        ModelNotInstalled: there is none.
    """
    if model_id == BUILT_IN.id:
        return BUILT_IN
    return describe(*find(model_id))


def find(model_id: str) -> tuple[Path, Manifest]:
    """The folder of an imported model, and what is written down in it.

    Raises:
        ModelNotInstalled: there is none, or it is the built-in one.
    """
    # Compared, never joined to a path: an id comes from the command line.
    for folder, found in manifests():
        if folder.name == model_id:
            return folder, found
    raise ModelNotInstalled(model=model_id)


def taken_ids() -> set[str]:
    return {folder.name for folder, _ in manifests()} | {BUILT_IN.id}


def files_of(folder: Path, written: Manifest) -> Path:
    """Where the files of the model in ``folder`` lie."""
    return Path(written.linked_to) if written.linked_to else folder


def with_published_revision(written: Manifest) -> Manifest:
    """Say where a model comes from when its files are, byte for byte, those that the catalogue knows.

    A fine-tuned model has the shape of the published one, so that only the files themselves can tell.
    """
    entry = catalog.entry(written.catalog) if written.catalog and not written.repository else None
    known = {file.name: file.sha256 for file in entry.files if file.sha256} if entry else {}
    if entry is None or not known or not known.items() <= {file.name: file.sha256 for file in written.files}.items():
        return written
    return replace(written, repository=entry.repository, revision=entry.revision)


def describe(folder: Path, written: Manifest) -> InstalledModel:
    entry = catalog.entry(written.catalog) if written.catalog else None
    return InstalledModel(
        id=folder.name,
        name=written.name,
        family=written.family,
        path=files_of(folder, written),
        size_bytes=written.size_bytes,
        quantization=written.quantization,
        linked=bool(written.linked_to) and not written.owned,
        catalog_id=entry.id if entry else "",
        licence=entry.licence if entry else "",
        repository=written.repository,
        revision=written.revision,
    )


def _sorted(found: list[tuple[Path, Manifest]]) -> list[tuple[Path, Manifest]]:
    return sorted(found, key=lambda pair: (pair[1].name, pair[0].name))

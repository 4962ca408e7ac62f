"""The models on this computer: importing a folder, listing, showing, removing.

Each model is a folder of ``models_dir()`` with a manifest. A linked model's folder holds only the manifest, which
points to where the user keeps the weights. A copy is made under a name ending in ``.partial`` and renamed when it
is whole, so that a crash leaves no half model.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quizglass.cancellation import CancelToken
from quizglass.errors import FileNotWritable, ModelFolderUnusable, ModelNotInstalled
from quizglass.i18n import tr
from quizglass.models import catalog
from quizglass.models.installed import BUILT_IN, InstalledModel
from quizglass.models.model_folder import ModelFolder, inspect
from quizglass.paths import models_dir

MANIFEST = "quizglass-model.json"
_VERSION = 1
_SMALL_BYTES = 32 * 2**20
_SPARE_BYTES = 512 * 2**20
_PIECE_BYTES = 16 * 2**20
_CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip


def import_folder(
    path: Path | str,
    *,
    link: bool = False,
    progress: Callable[[float], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> InstalledModel:
    """Make the model in ``path`` usable: copied into the store, or with ``link`` used where it lies.

    Importing what is installed already gives that back.

    Raises:
        ModelFolderUnusable: the reason is in its words (not a model, unsafe files, incomplete, no space).
        FileNotWritable: the store cannot be written.
        Cancelled: nothing is left behind.
    """
    folder = inspect(Path(path).expanduser().resolve())
    manifest = _manifest(folder, link=link)
    same = next((m for m in list_models() if _read(models_dir() / m.id).get("files") == manifest["files"]), None)
    if same and same.linked == link:
        return same
    target = models_dir() / _free_id(path_name=folder.path.name)
    partial = target.with_name(target.name + ".partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        if not link:
            _check_space(folder)
            _copy(folder, partial, progress, cancel or CancelToken())
        (partial / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.rename(target)
    except OSError as error:
        raise FileNotWritable(name=str(target)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    progress(1.0)
    return _installed(target, manifest)


def list_models() -> list[InstalledModel]:
    """Every imported model, by name. A folder without a readable manifest is no model of ours."""
    if not models_dir().is_dir():
        return []
    folders = (f for f in models_dir().iterdir() if f.is_dir() and f.suffix != ".partial")
    read = ((folder, _read(folder)) for folder in folders)
    return sorted((_installed(f, manifest) for f, manifest in read if manifest), key=lambda m: (m.name, m.id))


def show(model_id: str) -> InstalledModel:
    """The model called ``model_id``, the built-in one included.

    Raises:
        ModelNotInstalled: there is none.
    """
    if model_id == BUILT_IN.id:
        return BUILT_IN
    # Compared, never joined to a path: an id comes from the command line.
    for model in list_models():
        if model.id == model_id:
            return model
    raise ModelNotInstalled(model=model_id)


def remove(model_id: str) -> InstalledModel:
    """Remove a model from the store; the files of a linked one stay where they are.

    Raises:
        ModelNotInstalled: there is none, or it is the built-in one.
        FileNotWritable: its folder cannot be removed.
    """
    model = show(model_id)
    if model.path is None:
        raise ModelNotInstalled(model=model_id)
    folder = models_dir() / model.id
    try:
        # Renamed first: a removal that breaks off does not leave a model with half of its files.
        doomed = folder.rename(folder.with_name(folder.name + ".partial"))
        shutil.rmtree(doomed)
    except OSError as error:
        raise FileNotWritable(name=str(folder)) from error
    return model


def verify(model_id: str) -> str:
    """What differs from when the model was imported, in words; "" when nothing does."""
    model = show(model_id)
    if model.path is None:
        return ""
    for entry in _read(models_dir() / model.id)["files"]:
        file = model.path / entry["name"]
        if not file.is_file():
            return tr("The file {file} is missing.").format(file=entry["name"])
        if file.stat().st_size != entry["size"] or _sha256(file) != entry["sha256"]:
            return tr("The file {file} was changed.").format(file=entry["name"])
    return ""


def model_id_for(name: str) -> str:
    """A folder's name as an id: ASCII letters, digits and hyphens. "Модель 2.5" gives "model-2-5"."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in unicodedata.normalize("NFC", name).casefold())
    plain = unicodedata.normalize("NFKD", latin.replace("_", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "model"


def _free_id(path_name: str) -> str:
    wanted = model_id_for(path_name)
    taken = {model.id for model in list_models()} | {BUILT_IN.id}
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)


def _manifest(folder: ModelFolder, *, link: bool) -> dict[str, Any]:
    entry = catalog.recognise(folder.config)
    return {
        "version": _VERSION,
        "name": folder.path.name,
        "family": folder.family.id,
        "catalog": entry.id if entry else "",
        "quantization": folder.quantization,
        "linked_to": str(folder.path) if link else "",
        "files": [
            {"name": file.name, "size": file.stat().st_size, "sha256": _sha256(file)}
            for file in folder.files
            if file.name != MANIFEST
        ],
    }


def _sha256(file: Path) -> str:
    """Of small files; "" for the weights, whose length and header are checked each time they are loaded."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.stat().st_size <= _SMALL_BYTES else ""


def _installed(folder: Path, manifest: dict[str, Any]) -> InstalledModel:
    entry = catalog.entry(manifest["catalog"])
    linked_to = str(manifest["linked_to"])
    return InstalledModel(
        id=folder.name,
        name=str(manifest["name"]),
        family=str(manifest["family"]),
        path=Path(linked_to) if linked_to else folder,
        size_bytes=sum(int(file["size"]) for file in manifest["files"]),
        quantization=str(manifest["quantization"]),
        linked=bool(linked_to),
        catalog_id=entry.id if entry else "",
        licence=entry.licence if entry else "",
    )


def _read(folder: Path) -> dict[str, Any]:
    """The manifest of ``folder``; empty when it is none that this version understands."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) and manifest.get("version") == _VERSION else {}


def _check_space(folder: ModelFolder) -> None:
    free = shutil.disk_usage(models_dir()).free
    needed = folder.size_bytes + _SPARE_BYTES
    if free < needed:
        reason = tr("It needs {needed} GB on the disk, and {free} GB are free.").format(
            needed=f"{needed / 1e9:.1f}", free=f"{free / 1e9:.1f}"
        )
        raise ModelFolderUnusable(model=folder.path.name, reason=reason)


def _copy(folder: ModelFolder, target: Path, progress: Callable[[float], None], cancel: CancelToken) -> None:
    whole, done = max(1, folder.size_bytes), 0
    for file in folder.files:
        with file.open("rb") as source, (target / file.name).open("wb") as copy:
            while piece := source.read(_PIECE_BYTES):
                cancel.raise_if_cancelled()
                copy.write(piece)
                done += len(piece)
                progress(done / whole)

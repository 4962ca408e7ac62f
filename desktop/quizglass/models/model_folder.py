"""Whether a folder holds a model that can be run, and what is wrong with it in words when not.

Only data is accepted: ``config.json``, a tokenizer, ``.safetensors``. Pickles and Python files run code when they
are loaded, so a folder with any of them is refused, whatever else it holds; so is one with files that nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizglass.errors import ModelDamaged, ModelFolderUnusable
from quizglass.i18n import tr
from quizglass.models import catalog, untrusted_json
from quizglass.models.manifest import MANIFEST
from quizglass.models.safetensors_header import Header, NotSafetensors, read_header

CONFIG = "config.json"
_TOKENIZER = "tokenizer.json"
_SINGLE = "model.safetensors"
_INDEX = "model.safetensors.index.json"
_RUNS_CODE = frozenset(
    {
        ".bin",
        ".pt",
        ".pth",
        ".pkl",
        ".pickle",
        ".ckpt",
        ".joblib",
        ".npy",
        ".npz",
        ".h5",
        ".keras",
        ".msgpack",
        ".py",
        ".pyc",
        ".pyd",
        ".so",
        ".dll",
        ".dylib",
        ".exe",
        ".sh",
        ".bat",
        ".cmd",
        ".ps1",
        ".js",
        ".jar",
    }
)
_UNFINISHED = frozenset({".partial", ".part", ".incomplete", ".crdownload", ".aria2", ".tmp", ".download"})
_TAKEN_ALONG = frozenset({".json", ".safetensors", ".jinja", ".txt", ".model", ".md"})
_TAKEN_BY_NAME = frozenset({"LICENSE", "NOTICE", "LICENCE", "COPYING"})
# Pictures for people; what systems and the Hub leave behind begins with a dot.
_LEFT_BEHIND = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".mp4", ".ini", ".db"})


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder that passed every check. ``quantization`` is "" for 16-bit weights."""

    path: Path
    family: catalog.Family
    config: dict[str, Any]
    quantization: str
    files: tuple[Path, ...]

    @property
    def size_bytes(self) -> int:
        return sum(file.stat().st_size for file in self.files)


def is_taken(name: str) -> bool:
    """True for a file of these names that belongs to a model and holds only data."""
    return not name.startswith(".") and (Path(name).suffix.lower() in _TAKEN_ALONG or name in _TAKEN_BY_NAME)


def inspect(path: Path, *, name: str = "", published: bool = False) -> ModelFolder:
    """Check everything that can be known without loading.

    A ``published`` folder is as its repository has it, scripts and pickles too: those are left out, not refused.
    ``name`` is what the user is told; the folder's own when it is "".

    Raises:
        ModelFolderUnusable: with the reason in words.
    """
    name = name or path.name
    if not path.is_dir():
        raise _unusable(name, tr("There is no such folder."))
    try:
        files = sorted(file for file in path.iterdir() if file.is_file())
    except OSError as error:
        raise _unusable(name, tr("The folder cannot be read.")) from error
    config = _read_config(path, name)
    if not published:
        _refuse_foreign(name, files)
    family = _family(name, config)
    quantization = _quantization(name, config, family)
    _check_tokenizer(path, name, family)
    problem = weights_problem(path)
    if problem:
        raise _unusable(name, problem)
    taken = tuple(file for file in files if is_taken(file.name) and file.name != MANIFEST)
    return ModelFolder(path, family, config, quantization, taken)


def check_weights(path: Path, model: str) -> None:
    """Look again before loading: files get lost and disks fill up.

    Raises:
        ModelDamaged: with the reason in words; ``model`` is the model's name.
    """
    problem = weights_problem(path) if path.is_dir() else tr("Its folder is not there any more.")
    if problem:
        raise ModelDamaged(model=model, reason=problem)


def weights_problem(path: Path) -> str:
    """What is wrong with the weights of ``path`` in words, or "": missing, truncated or foreign parts."""
    try:
        wanted = _indexed(path)
        shards = sorted(set(wanted.values())) or [_SINGLE]
        if not any(path.glob("*.safetensors")):
            return tr("There are no .safetensors weights in it.")
        if not wanted and not (path / _SINGLE).is_file():
            return tr("The file {file} is missing.").format(file=_INDEX)
        headers: dict[str, Header] = {}
        for shard in shards:
            file = path / shard
            if not file.is_file():
                return tr("The file {file} is missing.").format(file=shard)
            headers[shard] = read_header(file)
            problem = _length_problem(file, headers[shard])
            if problem:
                return problem
        for tensor, shard in wanted.items():
            if tensor not in headers[shard].tensors:
                return tr("The file {file} belongs to another model.").format(file=shard)
    except NotSafetensors as error:
        return tr("The file {file} is not a .safetensors file.").format(file=error)
    except OSError as error:
        return tr("The file {file} cannot be read.").format(file=Path(error.filename or path).name)
    return ""


def _indexed(path: Path) -> dict[str, str]:
    """Tensor names to the names of the files that hold them; empty when there is no index."""
    index = path / _INDEX
    if not index.is_file():
        return {}
    try:
        weights = untrusted_json.read(index)["weight_map"]
        # Only names: a path could lead out of the folder.
        return {str(tensor): Path(str(shard)).name for tensor, shard in weights.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotSafetensors(index.name) from error


def _length_problem(file: Path, header: Header) -> str:
    size = file.stat().st_size
    if size < header.file_bytes:
        words = tr("The file {file} is incomplete: {size} of {whole} bytes are there.")
        return words.format(file=file.name, size=size, whole=header.file_bytes)
    if size > header.file_bytes:
        return tr("The file {file} is longer than it says.").format(file=file.name)
    return ""


def _read_config(path: Path, name: str) -> dict[str, Any]:
    try:
        config = untrusted_json.read(path / CONFIG)
    except FileNotFoundError:
        raise _unusable(name, tr("There is no config.json in it.")) from None
    except (OSError, ValueError) as error:
        raise _unusable(name, tr("Its config.json cannot be read.")) from error
    if not isinstance(config, dict):
        raise _unusable(name, tr("Its config.json cannot be read."))
    return config


def _refuse_foreign(name: str, files: list[Path]) -> None:
    for file in files:
        reason = _refusal(file.name)
        if reason:
            raise _unusable(name, reason.format(file=file.name))


def _refusal(name: str) -> str:
    """Why a file of this name is not wanted, in words about ``{file}``; "" when it may stay."""
    suffix = Path(name).suffix.lower()
    if suffix in _RUNS_CODE:
        return tr("The file {file} can run code when it is loaded; only .safetensors weights are accepted.")
    if name.startswith(".") or is_taken(name) or suffix in _LEFT_BEHIND:
        return ""
    if suffix in _UNFINISHED:
        return tr("The file {file} is an unfinished download; finish it first.")
    return tr("The file {file} is of no kind that belongs to a model; take it out of the folder.")


def _family(name: str, config: dict[str, Any]) -> catalog.Family:
    kind = str(config.get("model_type", ""))
    family = catalog.families().get(kind)
    if family is None:
        known = ", ".join(sorted(family.name for family in catalog.families().values()))
        reason = tr("It holds a model of the kind “{kind}”; this version runs: {known}.").format(
            kind=kind or "?", known=known
        )
        raise _unusable(name, reason)
    named = config.get("architectures")
    architectures = named if isinstance(named, list) and named else [*family.architectures]
    if not set(map(str, architectures)) & set(family.architectures):
        words = tr("Its architecture is {found}, which cannot answer questions; {wanted} is needed.")
        wanted = tr(" or ").join(family.architectures)
        raise _unusable(name, words.format(found=", ".join(map(str, architectures)), wanted=wanted))
    for key, needed in family.needs:
        if config.get(key) != needed:
            words = tr("Its config.json says {key} = {found}; this version runs {wanted}.")
            found = config.get(key, "?")
            raise _unusable(name, words.format(key=key, found=found, wanted=f"{family.name} ({key} = {needed})"))
    return family


def _quantization(name: str, config: dict[str, Any], family: catalog.Family) -> str:
    ready = config.get("quantization_config")
    if not isinstance(ready, dict):
        return ""
    method = str(ready.get("quant_method", "bitsandbytes" if "load_in_4bit" in ready else "?"))
    if method not in family.quantizers:
        reason = tr(
            "Its weights are quantized by {method}, which is not supported; choose the 16-bit weights instead."
        ).format(method=method.upper())
        raise _unusable(name, reason)
    if method != "bitsandbytes":
        return method
    return str(ready.get("bnb_4bit_quant_type", "nf4")) if ready.get("load_in_4bit") else "int8"


def _check_tokenizer(path: Path, name: str, family: catalog.Family) -> None:
    if not any(all((path / part).is_file() for part in parts) for parts in family.tokenizers):
        words = tr("The tokenizer's file {file} is missing.")
        raise _unusable(name, words.format(file=tr(" or ").join(map(" + ".join, family.tokenizers))))
    for needed in family.files:
        if not (path / needed).is_file():
            raise _unusable(name, tr("The file {file} is missing.").format(file=needed))
    if family.vocabulary and not _adds_token(path / _TOKENIZER, family.vocabulary.token):
        words = tr("Its tokenizer is not the one that its weights were taught with; {file} of {repository} is needed.")
        raise _unusable(name, words.format(file=_TOKENIZER, repository=family.vocabulary.repository))


def _adds_token(tokenizer: Path, token: str) -> bool:
    try:
        read = untrusted_json.read(tokenizer)
    except (OSError, ValueError):
        return False
    added = read.get("added_tokens") if isinstance(read, dict) else None
    return any(isinstance(entry, dict) and entry.get("content") == token for entry in added or ())


def _unusable(name: str, reason: str) -> ModelFolderUnusable:
    return ModelFolderUnusable(model=name, reason=reason)

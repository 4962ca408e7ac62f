"""The models that are known by name: ``resources/models.toml``.

A *family* says how a kind of folder is run, an *entry* describes one published model. A new family is one module
that offers ``create_engine`` and one ``[families.<model_type>]`` table.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from quizglass.paths import resource


@dataclass(frozen=True, slots=True)
class Family:
    """``id`` is the ``model_type`` of config.json; ``module`` offers ``create_engine``; ``files`` must be there."""

    id: str
    name: str
    module: str
    architecture: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A published model. ``memory_gb`` is by quantization, working memory for one page included.

    ``shape`` are values of config.json by which a folder is recognised; ``docvqa`` is the published score on the
    DocVQA test set, None when there is none.
    """

    id: str
    name: str
    family: str
    repository: str
    licence: str
    parameters: str
    languages: tuple[str, ...]
    memory_gb: dict[str, float]
    shape: dict[str, int]
    docvqa: float | None = None


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(resource("models.toml").read_text(encoding="utf-8"))


@cache
def families() -> dict[str, Family]:
    """Families by ``model_type``."""
    return {key: Family(key, **{**table, "files": tuple(table["files"])}) for key, table in _raw()["families"].items()}


@cache
def entries() -> tuple[Entry, ...]:
    """All known models, smallest first."""
    return tuple(Entry(**{**table, "languages": tuple(table["languages"])}) for table in _raw()["models"])


def entry(entry_id: str) -> Entry | None:
    return next((known for known in entries() if known.id == entry_id), None)


def recognise(config: dict[str, Any]) -> Entry | None:
    """The entry that a folder's config.json describes, by its family and its shape."""
    text = config.get("text_config")
    values = {**config, **text} if isinstance(text, dict) else config
    for known in entries():
        if known.family == config.get("model_type") and all(values.get(k) == v for k, v in known.shape.items()):
            return known
    return None

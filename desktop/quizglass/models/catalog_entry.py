"""One published model as the catalogue describes it, read from a table of TOML and checked field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from quizglass.i18n import tr

ABILITIES = ("picture", "words", "span", "boxes", "russian")
"""What a model can do: see a picture, read words, point at words, give boxes; answer in Russian."""

_DOCVQA = "DocVQA test"
_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class NotAnEntry(ValueError):
    """The table describes no model; the message says why, in words for a person."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file of the repository. ``sha256`` is "" and ``size`` 0 where they are not known.

    A file with a ``repository`` of its own is taken from there, at the commit ``revision``, in place of the one that
    the model's repository has by that name.
    """

    name: str
    size: int = 0
    sha256: str = ""
    repository: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A published figure; ``source`` says where it stands."""

    benchmark: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A published model.

    ``revision`` is the commit that downloads are pinned to; "" where none is known: then the newest one is taken
    and the commit is written down. ``files`` are those whose SHA-256 is known in advance; the others are checked
    against what the repository says. ``memory_gb`` is by quantization, working memory for one page included.
    ``shape`` are values of config.json by which a folder is recognised. ``commercial`` says whether the licence
    allows commercial use. ``gated`` repositories want an account. ``obstacle`` is a code of `obstacles`: why it
    cannot be downloaded and run here, "" when it can. ``own`` entries were added by the user.
    """

    id: str
    name: str
    family: str
    repository: str
    licence: str
    parameters: str
    languages: tuple[str, ...]
    memory_gb: dict[str, float]
    shape: dict[str, int | float | str]
    revision: str = ""
    licence_url: str = ""
    commercial: bool = True
    abilities: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    files: tuple[PublishedFile, ...] = ()
    download_gb: float = 0.0
    gated: bool = False
    obstacle: str = ""
    own: bool = False

    @property
    def docvqa(self) -> float | None:
        """The published score on the test set of DocVQA."""
        return next((score.value for score in self.scores if score.benchmark == _DOCVQA), None)

    def fits(self, memory_bytes: int) -> str:
        """The finest quantization that ``memory_bytes`` are enough for; "" when even the coarsest is too large."""
        sizes = sorted(self.memory_gb.items(), key=lambda item: item[1], reverse=True)
        return next((bits for bits, needed in sizes if needed * 1e9 <= memory_bytes), "")


def read_entry(table: Any) -> Entry:
    """The entry that ``table`` describes.

    Raises:
        NotAnEntry: something is missing, unknown or of the wrong kind.
    """
    if not isinstance(table, dict):
        raise NotAnEntry(tr("it is no table"))
    unknown = table.keys() - _READERS.keys()
    if unknown:
        raise NotAnEntry(tr("nobody knows {name}").format(name=min(unknown)))
    missing = _REQUIRED - table.keys()
    if missing:
        raise NotAnEntry(tr("{name} is missing").format(name=min(missing)))
    values: dict[str, Any] = {"memory_gb": {}, "shape": {}, "languages": (), "parameters": ""}
    for name, value in table.items():
        try:
            values[name] = _READERS[name](value)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise NotAnEntry(tr("the value of {name} is not understood").format(name=name)) from error
    return Entry(**values)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value


def _matching(pattern: re.Pattern[str]) -> Any:
    def read(value: Any) -> str:
        if not pattern.fullmatch(_text(value)):
            raise ValueError(value)
        return str(value)

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


def _abilities(value: Any) -> tuple[str, ...]:
    named = _texts(value)
    if not set(named) <= set(ABILITIES):
        raise ValueError(value)
    return named


def _amounts(value: Any) -> dict[str, float]:
    return {str(name): _positive(amount) for name, amount in value.items()}


def _positive(value: Any) -> float:
    if not 0 < float(value) < 1e6:
        raise ValueError(value)
    return float(value)


def _shape(value: Any) -> dict[str, int | float | str]:
    if not all(isinstance(item, int | float | str) for item in value.values()):
        raise TypeError(value)
    return dict(value)


def _score(value: Any) -> Score:
    return Score(_text(value["benchmark"]), _positive(value["value"]), _text(value["source"]))


def _file(value: Any) -> PublishedFile:
    name, sha256 = _text(value["name"]), str(value.get("sha256", ""))
    if PurePosixPath(name).name != name or (sha256 and not _SHA256.fullmatch(sha256)):
        raise ValueError(value)
    known = PublishedFile(name, int(value.get("size", 0)), sha256)
    if "repository" not in value:
        return known
    repository, revision = _matching(_REPOSITORY)(value["repository"]), _matching(_COMMIT)(value["revision"])
    return replace(known, repository=repository, revision=revision)


_READERS: dict[str, Any] = {
    "id": _matching(_ID),
    "name": _text,
    "family": _text,
    "repository": _matching(_REPOSITORY),
    "revision": _matching(_COMMIT),
    "licence": _text,
    "licence_url": _text,
    "commercial": _flag,
    "parameters": _text,
    "languages": _texts,
    "abilities": _abilities,
    "scores": lambda value: tuple(map(_score, value)),
    "files": lambda value: tuple(map(_file, value)),
    "memory_gb": _amounts,
    "download_gb": _positive,
    "shape": _shape,
    "gated": _flag,
    "obstacle": _text,
}
_REQUIRED = {"id", "name", "family", "repository", "licence"}

"""The models that are known by name: ``resources/models.toml``, and the user's own beside the settings.

A *family* says how a kind of folder is run, an *entry* describes one published model. A new family is one module
that offers ``create_engine`` and one ``[families.<model_type>]`` table. Users add entries of known families in
``models.toml`` in the folder of the settings, written as in the catalogue that ships; families name code, so they
come only with the program.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from quizglass.i18n import tr
from quizglass.models.catalog_entry import Entry, NotAnEntry, read_entry
from quizglass.paths import config_dir, resource

_FILE = "models.toml"
_HUB_TOKENIZERS = (("tokenizer.json",), ("vocab.json", "merges.txt"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``token`` is one that the right tokenizer.json adds and the wrong one does not; ``repository`` has the right."""

    token: str
    repository: str


@dataclass(frozen=True, slots=True)
class Family:
    """How one kind of folder is run.

    ``id`` is the ``model_type`` of config.json, ``module`` offers ``create_engine``, and one of ``architectures``
    must be named in config.json. ``files`` must be there, and so must all of one of ``tokenizers``. ``quantizers``
    are the methods whose ready quantized weights can be loaded. ``needs`` are values that config.json must have, for
    a name that several networks share. ``vocabulary`` is for weights that are published beside a tokenizer that is
    not theirs.
    """

    id: str
    name: str
    module: str
    architectures: tuple[str, ...]
    files: tuple[str, ...] = ()
    tokenizers: tuple[tuple[str, ...], ...] = _HUB_TOKENIZERS
    quantizers: tuple[str, ...] = ("bitsandbytes",)
    needs: tuple[tuple[str, Any], ...] = ()
    vocabulary: Vocabulary | None = None


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """What the user's own file adds; ``problems`` tell in words what of it could not be understood."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(resource(_FILE).read_text(encoding="utf-8"))


@cache
def families() -> dict[str, Family]:
    """Families by ``model_type``."""
    return {key: _read_family(key, table) for key, table in _shipped()["families"].items()}


@cache
def _shipped_entries() -> tuple[Entry, ...]:
    return tuple(read_entry(table) for table in _shipped()["models"])


def entries() -> tuple[Entry, ...]:
    """All known models, the user's own last; one that has the id of another takes its place."""
    own = own_entries().entries
    ids = {entry.id for entry in own}
    return (*(entry for entry in _shipped_entries() if entry.id not in ids), *own)


def entry(entry_id: str) -> Entry | None:
    return next((known for known in entries() if known.id == entry_id), None)


def own_file() -> Path:
    """Where users add entries."""
    return config_dir() / _FILE


def own_entries() -> OwnEntries:
    """What the user added. Nothing is raised: one wrong entry does not hide the others."""
    file = own_file()
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("models", [])
    except FileNotFoundError:
        return OwnEntries()
    except (OSError, ValueError) as error:
        return OwnEntries(problems=(tr("{file} cannot be read: {detail}").format(file=file.name, detail=error),))
    if not isinstance(tables, list):
        return OwnEntries(problems=(tr("{file} has no list of models.").format(file=file.name),))
    found: list[Entry] = []
    problems: list[str] = []
    for number, table in enumerate(tables, 1):
        try:
            found.append(_own_entry(table))
        except NotAnEntry as error:
            words = tr("Entry {number} of {file} is left out: {detail}")
            problems.append(words.format(number=number, file=file.name, detail=error))
    return OwnEntries(tuple(found), tuple(problems))


def recognise(config: dict[str, Any]) -> Entry | None:
    """The entry that a folder's config.json describes, by its family and its shape."""
    text = config.get("text_config")
    values = {**config, **text} if isinstance(text, dict) else config
    for known in entries():
        if known.shape and known.family == config.get("model_type") and known.shape.items() <= _plain(values).items():
            return known
    return None


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if isinstance(value, int | float | str)}


def _own_entry(table: Any) -> Entry:
    entry = read_entry(table)
    if entry.family not in families():
        raise NotAnEntry(tr("there is no family {family}").format(family=entry.family))
    return replace(entry, own=True)


def _read_family(key: str, table: dict[str, Any]) -> Family:
    named = table["architecture"]
    return Family(
        id=key,
        name=table["name"],
        module=table["module"],
        architectures=(named,) if isinstance(named, str) else tuple(named),
        files=tuple(table.get("files", ())),
        tokenizers=tuple(tuple(names) for names in table.get("tokenizers", _HUB_TOKENIZERS)),
        quantizers=tuple(table.get("quantizers", ("bitsandbytes",))),
        needs=tuple(table.get("needs", {}).items()),
        vocabulary=Vocabulary(**table["vocabulary"]) if "vocabulary" in table else None,
    )

"""From the id of a model to an engine that can be loaded. Costs nothing until then."""

from __future__ import annotations

import importlib

from quizglass.models import catalog, store
from quizglass.models.engine import Engine
from quizglass.models.installed import BUILT_IN, InstalledModel
from quizglass.models.server import adding, address_book
from quizglass.models.server.group import ids
from quizglass.settings import Quantization

__all__ = ["InstalledModel", "create_engine", "installed_models", "remove", "show"]


def installed_models() -> list[InstalledModel]:
    """The built-in reader, then what was imported, then what servers offer."""
    return [BUILT_IN, *store.list_models(), *map(address_book.as_model, address_book.servers())]


def show(model_id: str) -> InstalledModel:
    """The model called ``model_id``.

    Raises:
        ModelNotInstalled: there is none.
    """
    return ids.as_model(model_id) if ids.is_ours(model_id) else store.show(model_id)


def remove(model_id: str) -> InstalledModel:
    """Remove a model, or a server from the list together with its key.

    Raises:
        ModelNotInstalled: there is none, or it is the built-in one.
        FileNotWritable: its folder, or the list, cannot be written.
        KeyringUnavailable: the server was removed, but its key is still in the keyring.
    """
    if address_book.is_server(model_id):
        return address_book.as_model(adding.remove(model_id))
    return store.remove(model_id)


def create_engine(model_id: str, *, quantization: Quantization = Quantization.NF4, device: str = "auto") -> Engine:
    """An engine for ``model_id``, not loaded yet. ``device`` is "auto", "cuda" or "cpu".

    Raises:
        ModelNotInstalled: there is no such model.
        UsageError: several servers were named that cannot answer together.
    """
    if ids.is_ours(model_id):
        from quizglass.models.server.group import engine

        return engine.create_engine(model_id)
    model = store.show(model_id)
    if model.id == BUILT_IN.id:
        from quizglass.models.builtin_reader.engine import BuiltinReader

        return BuiltinReader()
    return engine_of(model, quantization=quantization, device=device)


def engine_of(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """An engine for a folder, in the store or not; not loaded yet."""
    family = importlib.import_module(catalog.families()[model.family].module)
    engine: Engine = family.create_engine(model, quantization=quantization, device=device)
    return engine

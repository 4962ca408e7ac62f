"""Which servers an id means: one, those that it names, or all that serve a model.

``server:a`` is one, ``server:a,server:b`` are two, ``servers:NAME`` are all that serve NAME, those that come later too.
Servers outside one's own network must be named: pages leave it for those only whom the user chose.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quizglass.errors import ModelNotInstalled, NoServerServes, UsageError
from quizglass.i18n import tr
from quizglass.models.installed import InstalledModel
from quizglass.models.server import address_book
from quizglass.models.server.server import Server

ALL_OF: Final = "servers:"
"""Begins the id of all servers that serve one model."""
_AND: Final = ","
_WORDS_ALONE: Final = " (words)"
"""A model that is told words may say something else than when it is shown the picture."""


def is_ours(model_id: str) -> bool:
    """Whether servers are meant."""
    return model_id.startswith(ALL_OF) or address_book.is_server(model_id)


def joined(ids: Iterable[str]) -> str:
    """The id of the servers that are called ``ids``."""
    return _AND.join(dict.fromkeys(ids))


def members(model_id: str) -> tuple[Server, ...]:
    """The servers that are meant, as far as they are on the list now."""
    known = address_book.servers()
    if model_id.startswith(ALL_OF):
        model = model_id.removeprefix(ALL_OF)
        serving = [server for server in known if server.model == model and not server.outside]
        return tuple(server for server in serving if server.sees == any(other.sees for other in serving))
    named = model_id.split(_AND)
    return tuple(server for server in known if server.id in named)


def first_members(model_id: str) -> tuple[Server, ...]:
    """The servers that are meant, all of which there must be.

    Raises:
        ModelNotInstalled: one is not on the list, or none serves the model.
        UsageError: some are shown pictures and some are told words.
    """
    found = members(model_id)
    if model_id.startswith(ALL_OF):
        if not found:
            raise NoServerServes(model=model_id.removeprefix(ALL_OF))
        return found
    missing = [name for name in model_id.split(_AND) if name not in {server.id for server in found}]
    if missing:
        raise ModelNotInstalled(model=missing[0])
    if len({server.sees for server in found}) > 1:
        raise UsageError(reason=tr("Servers that see pictures and servers that are told words cannot answer together."))
    return found


def same_answers(model_id: str) -> str:
    """What an answer of ``model_id`` is known by, whichever of the servers gives it: the model that they serve.

    Raises:
        ModelNotInstalled: a server is not on the list.
        UsageError: some are shown pictures and some are told words.
    """
    found = first_members(model_id)
    shown = "" if found[0].sees else _WORDS_ALONE
    return ALL_OF + _AND.join(sorted({server.model for server in found})) + shown


def all_servers() -> str:
    """The id of all servers on the list.

    Raises:
        UsageError: there is none, or they serve different models.
    """
    served = {server.model: server for server in address_book.servers() if not server.outside}
    if not served:
        raise UsageError(reason=tr("No server of your own network was added; see quizglass models add-server."))
    if len(served) > 1:
        listed = " ".join(ALL_OF + model for model in served)
        raise UsageError(reason=tr("The servers serve different models; choose one: {models}.").format(models=listed))
    return ALL_OF + next(iter(served))


def groups() -> list[InstalledModel]:
    """All servers of one's own network that serve the same model, as a model: for each that several serve."""
    wanted = dict.fromkeys(ALL_OF + server.model for server in address_book.servers())
    return [as_model(model_id) for model_id in wanted if len(members(model_id)) > 1]


def as_model(model_id: str) -> InstalledModel:
    """The servers as one of the models that can be used.

    Raises:
        ModelNotInstalled, UsageError: see `first_members`.
    """
    return InstalledModel(model_id, first_members(model_id)[0].name, address_book.FAMILY)

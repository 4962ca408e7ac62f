"""Adding a server: it is asked what it serves, then shown a blank page, and only then put on the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizglass.cancellation import CancelToken
from quizglass.errors import ServerOnlyThought, UsageError
from quizglass.i18n import tr
from quizglass.models.engine import Ask, View
from quizglass.models.server import address_book, keys
from quizglass.models.server.engine import ServerEngine
from quizglass.models.server.patience import USUAL, Patience
from quizglass.models.server.server import Server, proposed_id, understood_address
from quizglass.pages import PageImage

_BLANK = PageImage(56, 56, 168, b"\xff" * 168 * 56)


def offered(server: Server, key: str, cancel: CancelToken, *, patience: Patience = USUAL) -> tuple[str, ...]:
    """The names of the models that a server lists; () from one that keeps no list. ``server.model`` may be "".

    Raises:
        ServerError, NetworkRefused: it cannot be used.
        Cancelled: stopped.
    """
    from quizglass.models.server.chat import served_models
    from quizglass.models.server.connection import Connection

    with Connection(server, key, patience) as connection:
        return connection.run(lambda client, _: served_models(client, server, patience), cancel)


def add(
    wanted: Server, key: str = "", *, check: bool = True, cancel: CancelToken, patience: Patience = USUAL
) -> Server:
    """Put ``wanted`` on the list and its key into the keyring; give back what was added.

    Its address may be as typed. Without a model the only one that the server lists is taken, without an id one is made
    from the model's name. Without a key that of the environment is used, if there is one, and not kept. ``check`` off
    adds a server that cannot be reached now.

    Raises:
        UsageError: the address is none, or no model was named and there is a choice.
        ServerError, NetworkRefused: it cannot be used; nothing was added.
        KeyringUnavailable, FileNotWritable: key or list cannot be kept; nothing was added.
        Cancelled: stopped; nothing was added.
    """
    server = replace(wanted, address=understood_address(wanted.address))
    if server.outside and not server.address.startswith("https:"):
        raise UsageError(reason=tr("Outside your own network only an address that begins with https may be used."))
    if not server.model:
        listed = offered(server, _given(server, key), cancel, patience=patience)
        server = replace(server, model=_only(listed))
    if not server.id:
        server = replace(server, id=_free_id(server))
    given = _given(server, key)
    server = replace(server, has_key=bool(given))
    if check:
        try_out(server, given, cancel, patience=patience)
    if key:
        keys.keep(server, key)
    address_book.put(server)
    return server


def try_out(server: Server, key: str, cancel: CancelToken, *, patience: Patience = USUAL) -> None:
    """Show a blank page to the server's model and have it say one token.

    Raises:
        ServerError, NetworkRefused: it cannot be used, with the reason.
        Cancelled: stopped.
    """
    engine = ServerEngine(server, key=key, patience=patience)
    try:
        engine.load(lambda _: None, cancel)
        glimpse = engine.look(View(0, (), image=_BLANK if server.sees else None), cancel)
        engine.answer(glimpse, Ask("?", max_new_tokens=1), on_text=lambda _: None, cancel=cancel)
    except ServerOnlyThought:
        return  # One token was asked for, and it came.
    finally:
        engine.unload()
    cancel.raise_if_cancelled()


def remove(server_id: str) -> Server:
    """Take a server off the list, and its key out of the keyring when no other needs it.

    Raises:
        ModelNotInstalled: there is none of that id.
        FileNotWritable: the list cannot be written.
        KeyringUnavailable: the server was removed, but its key is still in the keyring.
    """
    server = address_book.take(server_id)
    shared = any(other.has_key and other.origin == server.origin for other in address_book.servers())
    if server.has_key and not shared:
        keys.forget(server)
    return server


def _given(server: Server, key: str) -> str:
    """``key``, else that of the environment.

    Raises:
        UsageError: it cannot stand in a header.
    """
    given = key or keys.from_environment(server)
    if not (given.isascii() and given.isprintable()):
        raise UsageError(reason=tr("That is no key of a server: it holds what cannot be sent."))
    return given


def _only(models: Sequence[str]) -> str:
    if len(models) == 1:
        return models[0]
    if not models:
        raise UsageError(reason=tr("The server does not say what it serves; name the model with --model."))
    listed = ", ".join(models)
    raise UsageError(
        reason=tr("The server serves several models; choose one with --model: {models}.").format(models=listed)
    )


def _free_id(server: Server) -> str:
    """The id of the same model at the same address when it was added before, else a new one."""
    base = proposed_id(server.model)
    known = {other.id: other for other in address_book.servers()}
    number, free = 1, base
    while free in known and (known[free].address, known[free].model) != (server.address, server.model):
        number += 1
        free = f"{base}-{number}"
    return free

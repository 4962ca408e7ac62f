"""The servers that the user added: one JSON file among the settings. Only these may be connected to."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from quizglass.errors import FileNotWritable, ModelNotInstalled
from quizglass.models.installed import InstalledModel
from quizglass.models.server.server import PREFIX, Pointing, Server
from quizglass.paths import config_dir

FAMILY = "server"
_VERSION = 1


def servers_file() -> Path:
    return config_dir() / "servers.json"


def servers() -> list[Server]:
    """All that were added, by id. What cannot be understood in the file is left out."""
    try:
        raw = json.loads(servers_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    listed = raw.get("servers") if isinstance(raw, dict) else None
    known = (_understood(entry) for entry in listed) if isinstance(listed, list) else ()
    return sorted((server for server in known if server is not None), key=lambda server: server.id)


def server(server_id: str) -> Server:
    """The server called ``server_id``.

    Raises:
        ModelNotInstalled: there is none.
    """
    for known in servers():
        if known.id == server_id:
            return known
    raise ModelNotInstalled(model=server_id)


def is_server(model_id: str) -> bool:
    return model_id.startswith(PREFIX)


def put(added: Server) -> None:
    """Add a server, in place of the one with its id.

    Raises:
        FileNotWritable: the file cannot be written.
    """
    _write([*(known for known in servers() if known.id != added.id), added])


def take(server_id: str) -> Server:
    """Remove a server from the list.

    Raises:
        ModelNotInstalled: there is none of that id.
        FileNotWritable: the file cannot be written.
    """
    taken = server(server_id)
    _write([known for known in servers() if known.id != server_id])
    return taken


def as_model(listed: Server) -> InstalledModel:
    """A server as one of the models that can be used."""
    return InstalledModel(listed.id, listed.name, FAMILY)


def _understood(entry: Any) -> Server | None:
    """A server from its record; a wrong type makes it no server."""
    if not isinstance(entry, dict):
        return None
    fields = {field.name: field for field in dataclasses.fields(Server)}
    values = {name: value for name, value in entry.items() if name in fields}
    try:
        read = Server(**{**values, "pointing": Pointing(values.get("pointing", Pointing.NONE))})
        typed = all(isinstance(getattr(read, name), _TYPES[name]) for name in fields)
        sensible = typed and is_server(read.id) and read.parallel > 0 and read.patience_s > 0 and bool(read.origin)
    except (TypeError, ValueError, KeyError):
        return None
    return read if sensible else None


_TYPES: dict[str, Any] = {
    "id": str,
    "address": str,
    "model": str,
    "has_key": bool,
    "outside": bool,
    "authority": str,
    "pointing": Pointing,
    "sees": bool,
    "parallel": int,
    "patience_s": int | float,
}


def _write(all_servers: list[Server]) -> None:
    file = servers_file()
    record = {"version": _VERSION, "servers": [dataclasses.asdict(known) for known in all_servers]}
    partial = file.with_name(file.name + ".partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise FileNotWritable(name=str(file)) from error

"""``quizglass models add-server``: use a model that runs on a server of one's own network."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from quizglass.cancellation import CancelToken
from quizglass.cli import values
from quizglass.cli.model_records import print_facts
from quizglass.errors import FileMissing, UsageError
from quizglass.i18n import tr
from quizglass.models.server import adding
from quizglass.models.server.server import PREFIX, Pointing, Server, understood_id


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help=tr("of an OpenAI-compatible server: http://host:8000/v1"))
    parser.add_argument("--model", metavar="NAME", default="", help=tr("what the server calls the model"))
    parser.add_argument("--id", metavar="ID", default="", help=tr("what you want to call it"))
    parser.add_argument("--key-stdin", action="store_true", help=tr("read the server's key from standard input"))
    parser.add_argument("--authority", metavar="FILE", help=tr("certificates by which the server's own is checked"))
    parser.add_argument("--outside", action="store_true", help=tr("allow an address outside your own network"))
    parser.add_argument(
        "--boxes",
        choices=[pointing.value for pointing in Pointing],
        default=Pointing.NONE.value,
        help=tr("in what the model writes boxes: thousandths of the picture, or its pixels"),
    )
    parser.add_argument("--text-only", action="store_true", help=tr("the model sees no pictures: tell it the words"))
    parser.add_argument("--parallel", metavar="N", type=int, default=4, help=tr("how many questions at once"))
    parser.add_argument(
        "--patience", metavar="SECONDS", type=float, default=120.0, help=tr("how long it may be silent")
    )
    parser.add_argument("--unchecked", action="store_true", help=tr("add it without asking it anything"))


def add(options: argparse.Namespace) -> Server:
    """Add the server that the options describe.

    Raises:
        UsageError, FileMissing: the options make no sense.
        ServerError, NetworkRefused: it cannot be used.
    """
    if options.parallel < 1 or not options.patience > 0:
        raise UsageError(reason=tr("--parallel and --patience must be more than 0."))
    wanted = Server(
        id=PREFIX + understood_id(options.id) if options.id else "",
        address=options.address,
        model=options.model.strip(),
        outside=options.outside,
        authority=_authority(options.authority),
        pointing=Pointing(options.boxes),
        sees=not options.text_only,
        parallel=options.parallel,
        patience_s=options.patience,
    )
    key = values.secret(tr("Key: ")).strip() if options.key_stdin else ""
    return adding.add(wanted, key, check=not options.unchecked, cancel=CancelToken())


def as_record(server: Server) -> dict[str, Any]:
    """What ``--json`` prints of a server; of its key only whether there is one."""
    return dataclasses.asdict(server)


def print_server(server: Server) -> None:
    """All about one server, a line a fact."""
    boxes = "" if server.pointing is Pointing.NONE else server.pointing.value
    print_facts(
        [
            (tr("Id"), server.id),
            (tr("Name"), server.name),
            (tr("Address"), server.address),
            (tr("Model on the server"), server.model),
            (tr("Key"), tr("in the keyring") if server.has_key else ""),
            (tr("Authority"), server.authority),
            (tr("Outside your own network"), tr("allowed") if server.outside else ""),
            (tr("Boxes"), boxes),
            (tr("Is shown"), tr("the picture") if server.sees else tr("the words")),
            (tr("Questions at once"), str(server.parallel)),
            (tr("May be silent for"), tr("{seconds} s").format(seconds=f"{server.patience_s:g}")),
        ]
    )


def _authority(file: str | None) -> str:
    if file is None:
        return ""
    path = Path(file).expanduser().resolve()
    if not path.is_file():
        raise FileMissing(name=file)
    return str(path)

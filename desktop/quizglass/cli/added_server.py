"""``quizglass models add-server``: use a model that runs on a server of one's own network."""

from __future__ import annotations

import argparse
from pathlib import Path

from quizglass.cancellation import CancelToken
from quizglass.cli import values
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
        parallel=options.parallel,
        patience_s=options.patience,
    )
    key = values.secret(tr("Key: ")).strip() if options.key_stdin else ""
    return adding.add(wanted, key, check=not options.unchecked, cancel=CancelToken())


def _authority(file: str | None) -> str:
    if file is None:
        return ""
    path = Path(file).expanduser().resolve()
    if not path.is_file():
        raise FileMissing(name=file)
    return str(path)

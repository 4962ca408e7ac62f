"""The process that fetches one model from the Hugging Face Hub, or from a mirror that speaks as it does.

It gets one request as a line of JSON, answers with lines of JSON (see `downloads`), and ends with its parent. What
has arrived is kept under names ending in ``.partial``, and the next run goes on from there.
"""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO, TypeAlias

import filelock

from quizglass.errors import trace_without_text
from quizglass.models.disk_space import SPARE_BYTES
from quizglass.models.downloading import plan as plans
from quizglass.models.downloading.hub import Hub, Trouble
from quizglass.models.downloading.plan import Plan, RemoteFile
from quizglass.models.downloading.verified_file import TooLong, VerifiedFile

Emit: TypeAlias = Callable[..., None]

_TELL_S = 0.1
_TRIES = 4
"""Without one new byte; each waits longer than the one before."""


def main() -> None:
    """The whole life of the process."""
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    emit = partial(_emit, sys.stdout)
    sys.stdout = sys.stderr  # What a library prints is no message.
    try:
        with filelock.FileLock(Path(request["folder"]) / plans.LOCK, timeout=0):
            run(request, emit)
    except filelock.Timeout:
        emit("failed", kind="busy")
    except Trouble as trouble:
        emit("failed", kind=trouble.kind, **trouble.facts)
    except OSError as error:
        kind = "no-space" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "not-writable"
        emit("failed", kind=kind)
    except Exception as error:  # noqa: BLE001 - nobody sees what this process would print
        emit("failed", kind="ended", trace=trace_without_text(error))


def run(request: dict[str, Any], emit: Emit) -> None:
    """Fetch what is missing of a model and verify every file.

    Raises:
        Trouble: with a stable name of what went wrong.
        OSError: the folder cannot be written.
    """
    folder = Path(request["folder"])
    before = plans.read_state(folder)
    same = before is not None and before.repository == request["repository"]
    hub = Hub(request["repository"], request["revision"] or (before.revision if before and same else ""))
    plan = _plan(request, hub)
    plans.begin(folder, plan)
    there = plans.bytes_there(folder, plan)
    _check_space(folder, plan.size_bytes - there)
    emit("begins", total=plan.size_bytes, revision=plan.revision)
    digests = {}
    with _Progress(emit) as progress:
        for file in plan.files:
            source = Hub(file.repository, file.revision) if file.repository else hub
            digests[file.name] = _fetch(source, folder, file, progress)
            progress.next_file(file.size)
    emit("done", revision=plan.revision, digests=digests)


def _plan(request: dict[str, Any], hub: Hub) -> Plan:
    revision, published = hub.files()
    if request["revision"] and revision != request["revision"]:
        raise Trouble("wrong-revision")
    elsewhere = request["elsewhere"]
    own = (file for file in published if file.name not in elsewhere)
    files = plans.wanted([*own, *(_borrowed(name, *place) for name, place in elsewhere.items())])
    names = {file.name for file in files}
    if not any(name.endswith(".safetensors") for name in names):
        raise Trouble("no-safetensors")
    known = request["sha256"]
    for file in files:
        if file.sha256 and known.get(file.name, file.sha256) != file.sha256:
            raise Trouble("not-as-known", file=file.name)
    if not known.keys() <= names:
        raise Trouble("not-as-known", file=min(known.keys() - names))
    named = tuple(dataclasses.replace(f, sha256=f.sha256 or known.get(f.name, "")) for f in files)
    return Plan(request["catalog"], request["repository"], revision, named)


def _borrowed(name: str, repository: str, revision: str) -> RemoteFile:
    """A file that stands in for the one of this name in the model's own repository."""
    found, published = Hub(repository, revision).files()
    if found != revision:
        raise Trouble("wrong-revision")
    for file in published:
        if file.name == name:
            return dataclasses.replace(file, repository=repository, revision=revision)
    raise Trouble("not-as-known", file=name)


def _fetch(hub: Hub, folder: Path, remote: RemoteFile, progress: _Progress) -> str:
    """Get one file whole and right; its SHA-256."""
    with VerifiedFile(folder, remote, progress.length) as file:
        resumed = file.length > 0
        _fill(hub, remote, file)
        if not file.is_right() and resumed:  # what lay there from before was not the beginning of this file
            file.restart()
            _fill(hub, remote, file)
        if not file.is_right():
            file.restart()
            raise Trouble("not-as-published", file=remote.name)
        return file.finish()


def _fill(hub: Hub, remote: RemoteFile, file: VerifiedFile) -> None:
    """Fetch until the file has its length, beginning again where the connection broke off."""
    tries = 0
    while file.length < remote.size:
        before = file.length
        try:
            hub.fetch(remote, file)
        except TooLong as error:
            file.restart()
            raise Trouble("not-as-published", file=remote.name) from error
        except Trouble as trouble:
            tries = 1 if file.length > before else tries + 1
            if trouble.kind != "network" or tries >= _TRIES:
                raise
            time.sleep(0.5 * 2**tries)


def _check_space(folder: Path, missing: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < missing + SPARE_BYTES:
        raise Trouble("no-space", needed=missing, free=free)


class _Progress:
    """Tells how many bytes are there, a few times a second while there are more."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._finished = 0
        self._done = 0
        self._told = -1
        self._over = threading.Event()
        self._teller = threading.Thread(target=self._tell_now_and_then, daemon=True)

    def __enter__(self) -> _Progress:
        self._teller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._teller.join()

    def length(self, length: int) -> None:
        """``length`` bytes of the file that is fetched now are there."""
        self._done = self._finished + length

    def next_file(self, size: int) -> None:
        self._finished += size

    def _tell_now_and_then(self) -> None:
        over = False
        while not over:
            over = self._over.wait(_TELL_S)
            done = self._done
            if done != self._told:
                self._told = done
                self._emit("bytes", done=done)


def _emit(answers: TextIO, message: str, **values: Any) -> None:
    answers.write(json.dumps({"message": message, **values}) + "\n")
    answers.flush()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)

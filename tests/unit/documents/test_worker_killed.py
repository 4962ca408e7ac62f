"""A worker that is killed at any kind of request costs that request, with one clear line, and no other."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.documents.conftest import MakePdf

from quizglass.documents.requests import (
    FindFigures,
    FindInPages,
    HashDocument,
    MakeSearchable,
    OpenDocument,
    ReadLinks,
    ReadWords,
    RecognizePage,
    RenderPage,
    Request,
)
from quizglass.documents.service import DocumentService
from quizglass.errors import WorkerDied
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource
from quizglass.text.finding import Wanted

KINDS: dict[str, Callable[[DocumentSource], Request[Any]]] = {
    "open": OpenDocument,
    "hash": HashDocument,
    "render": lambda source: RenderPage(source, 0, WHOLE_PAGE, 40, 40),
    "words": lambda source: ReadWords(source, 0),
    "links": lambda source: ReadLinks(source, 0),
    "figures": lambda source: FindFigures(source, 0),
    "find": lambda source: FindInPages(source, (0, 1), Wanted("still"), 1.0),
    "recognize": lambda source: RecognizePage(source, 0),
    "searchable": lambda source: MakeSearchable(source, ()),
}


def process_for(service: DocumentService, kind: str) -> int:
    """The process that will do such a request, once it runs."""
    reads = kind in {"recognize", "searchable"}
    while True:
        pids = (service.reader_process_id,) if reads else service.process_ids
        if pids and pids[0] is not None:
            return pids[0]
        time.sleep(0.005)


@pytest.mark.parametrize("kind", KINDS)
def test_a_worker_killed_at_a_request_costs_that_request_alone(kind: str, make_pdf: MakePdf) -> None:
    source = make_pdf("still here", "second")
    with DocumentService(workers=1) as service:
        service.call(OpenDocument(source))
        if kind in {"recognize", "searchable"}:
            service.call(MakeSearchable(source, ()))  # starts the process that reads
        pid = process_for(service, kind)
        os.kill(pid, signal.SIGSTOP)  # whatever it is given now, it is at it when it is killed
        lost = service.submit(KINDS[kind](source))
        while not lost.running():
            time.sleep(0.005)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(WorkerDied) as died:
            lost.result(20)
        assert str(died.value) == (
            "Reading document.pdf failed halfway. Try again; if it happens again, the file is damaged."
        )
        assert service.call(ReadWords(source, 0)).words[0].text == "still"
        if kind != "recognize":  # reading a picture takes seconds, and is done in other tests
            service.call(KINDS[kind](source))

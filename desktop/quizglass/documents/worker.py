"""The child process: one request after the other from its standard input, replies to its standard output.

Started by `worker_process`. It loads what it needs, says that it is ready, and gives up network, memory without end
and writing to disk before the first document is opened. It ends when the parent closes the pipe or is gone.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from quizglass.documents import confinement, frames, replies
from quizglass.documents.file_access import content_hash
from quizglass.documents.limits import MOST_PIXELS_A_SIDE
from quizglass.documents.page_search import find_in_pages
from quizglass.documents.requests import (
    AnnotatePdf,
    FindFigures,
    FindInPages,
    HashDocument,
    JoinPdfs,
    MakeSearchable,
    OpenDocument,
    PackParts,
    PageRequest,
    ReadLinks,
    ReadProperties,
    ReadWords,
    RecognizePage,
    RenderPage,
    Request,
)
from quizglass.errors import (
    AppError,
    DamagedDocument,
    DamagedPage,
    EmptyRegion,
    NeedsTooMuchMemory,
    PictureTooLarge,
)

if TYPE_CHECKING:
    from quizglass.documents.opening import OpenDocuments


def main() -> None:
    """Serve until the parent is gone. Its first message says the bytes of memory and the seconds for a request."""
    incoming, outgoing = _own_pipes()
    confinement.leave_network()
    # Imported here: the namespace of the network must be left before a library starts a thread.
    from quizglass.documents.opening import OpenDocuments

    try:
        memory_bytes, timeout_s = pickle.loads(frames.read_frame(incoming)[0])  # noqa: S301 - from the same program
    except (EOFError, OSError):
        return
    confinement.limit_resources(memory_bytes)
    frames.write_frame(outgoing, b"ready")
    serve(incoming, outgoing, OpenDocuments(), timeout_s)


def serve(incoming: IO[bytes], outgoing: IO[bytes], documents: OpenDocuments, timeout_s: float) -> None:
    """Answer until the other side closes."""
    while True:
        try:
            message, _ = frames.read_frame(incoming)
            # What the parent says is trusted: it is the same program.
            request = pickle.loads(message)  # noqa: S301
            with confinement.ending_after(timeout_s):
                reply = attempt(request, documents, lambda done: frames.write_frame(outgoing, *replies.pack(done)))
            frames.write_frame(outgoing, *replies.pack(reply))
        except (EOFError, OSError):
            return


def answer(request: Request[Any], documents: OpenDocuments, on_progress: Callable[[float], None]) -> replies.Result:
    """Do what ``request`` asks, telling ``on_progress`` 0..1 if it takes long.

    Raises:
        AppError: why it cannot be done.
    """
    match request:
        case OpenDocument(source):
            return documents.get(source).info()
        case HashDocument(source):
            return content_hash(Path(source.path))
        case ReadProperties(source):
            return documents.get(source).properties()
        case FindInPages(source, pages, wanted, most_s):
            return find_in_pages(documents.get_or_earlier(source), pages, wanted, most_s)
        case PackParts(source, parts, most_s):
            # Imported when needed, as is what reads pictures below.
            from quizglass.documents.packed_parts import packed_parts

            return packed_parts(documents.get_or_earlier(source), parts, most_s)
        case RecognizePage(source, page, region):
            # Imported when needed: it takes a second, and most workers never read a picture.
            from quizglass.documents.recognition.page_reading import page_recognizer

            return page_recognizer().read(documents.get_or_earlier(source), page, region, on_progress)
        case PageRequest():
            return _answer_of_page(request, documents)
    return _made(request)


def _made(request: Request[Any]) -> bytes:
    """A new file. What that takes is loaded when it is wanted: most workers never make one."""
    path, password = Path(request.source.path), request.source.password
    match request:
        case MakeSearchable(_, texts):
            from quizglass.documents.searchable_pdf import searchable_pdf

            return searchable_pdf(path, password, texts)
        case AnnotatePdf(_, notes):
            from quizglass.documents.annotated_pdf import annotated_pdf

            return annotated_pdf(path, password, notes)
        case JoinPdfs(_, parts):
            from quizglass.documents.annotated_pdf import joined_pdf

            return joined_pdf(parts, path.name)
    raise TypeError(type(request).__name__)


def _answer_of_page(request: PageRequest[Any], documents: OpenDocuments) -> replies.Result:
    match request:
        case RenderPage(source, page, clip, width, height, turns):
            if not (1 <= width <= MOST_PIXELS_A_SIDE and 1 <= height <= MOST_PIXELS_A_SIDE):
                raise PictureTooLarge(name=Path(source.path).name, width=width, height=height)
            if clip.is_empty:
                raise EmptyRegion
            return documents.get_or_earlier(source).render(page, clip, width, height, turns)
        case ReadWords(source, page):
            return documents.get_or_earlier(source).words(page)
        case ReadLinks(source, page):
            return documents.get_or_earlier(source).links(page)
        case FindFigures(source, page):
            return documents.get_or_earlier(source).figures(page)
    raise TypeError(type(request).__name__)


def attempt(
    request: Request[Any], documents: OpenDocuments, on_progress: Callable[[float], None] = lambda _: None
) -> replies.Result | AppError:
    """The result of ``request``, or the error in its place: whatever a file provokes, the worker goes on."""
    try:
        return answer(request, documents, on_progress)
    except AppError as error:
        return error
    except MemoryError:
        return NeedsTooMuchMemory(**_place(request))
    except Exception as error:  # noqa: BLE001 - libraries that are fed with broken files raise anything
        kind = DamagedPage if isinstance(request, PageRequest) else DamagedDocument
        return kind(**_place(request), cause=type(error).__name__)


def _place(request: Request[Any]) -> dict[str, object]:
    """What an error says of where it happened. Pages count from 1 for people."""
    name = Path(request.source.path).name
    return {"name": name, "page": request.page + 1} if isinstance(request, PageRequest) else {"name": name}


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for messages alone: what native code prints goes nowhere."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return incoming, outgoing

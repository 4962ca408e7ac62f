"""The documents themselves, copied into one PDF, with the evidence highlighted and the answers as notes.

Several documents are joined, with a bookmark for each: one file can be sent, searched and turned over from end to
end. The originals stay as they are. A document that cannot be opened any more has a page in its place that tells of
its answers. Highlighted is what was found; a note in the page's corner tells of what failed, and of answers without
evidence. A page on which nothing was found has none: it would hide the others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path, PurePath
from typing import Final

from quizglass.batch.exports import columns
from quizglass.batch.exports.cells import holdable
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options
from quizglass.batch.row import Row, Status
from quizglass.documents.requests import AnnotatePdf, JoinPdfs, OpenDocument, PageNote, PdfPart
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, TooLarge
from quizglass.i18n import decimal, tr
from quizglass.pages import DocumentSource

_MOST_BYTES: Final = 2**30 - 2**26
"""Of all documents together: the joined one passes through the memory."""


def write(feed: RowFeed, partial: Path, options: Options) -> int:
    """One document with its own pages and bookmarks alone, or several joined; how many pages it must have."""
    feed.told_by_hand = True
    files: dict[str, list[Row]] = {}
    for row in feed:
        files.setdefault(row.file, []).append(row)
    with tempfile.TemporaryDirectory(prefix="quizglass-export-") as folder, _service(options) as service:
        copying = _Copying(Path(folder), service, feed, options)
        parts = [copying.part(file, rows) for file, rows in files.items()]
        return copying.finish(parts, partial)


def count(partial: Path, options: Options) -> int:
    """Its pages. That no note is lost is seen where they are made."""
    with _service(options) as service:
        return service.call(OpenDocument(DocumentSource(str(partial))), options.cancel).page_count


def _service(options: Options) -> nullcontext[DocumentService] | DocumentService:
    return nullcontext(options.documents) if options.documents else DocumentService(workers=1)


class _Copying:
    def __init__(self, folder: Path, service: DocumentService, feed: RowFeed, options: Options) -> None:
        self._folder, self._service, self._feed, self._options = folder, service, feed, options
        self._bytes = self._rows = self._made = 0

    def part(self, file: str, rows: Sequence[Row]) -> PdfPart:
        """The annotated copy of ``file``, or what is told in its place.

        Raises:
            Cancelled: the user stopped it.
            TooLarge: the documents together do not fit into one file.
        """
        title = holdable(PurePath(file).name or file)
        try:
            request = AnnotatePdf(DocumentSource(file, self._options.passwords.get(file)), _notes(rows))
            content = self._service.call(request, self._options.cancel, urgent=False)
        except Cancelled:
            raise
        except AppError as error:
            part = PdfPart(title, text="\n\n".join([holdable(file), str(error), *map(_told_with_page, rows)]))
        else:
            part = PdfPart(title, str(self._keep(content)))
        self._rows += len(rows)
        self._feed.tell(self._rows)
        return part

    def finish(self, parts: Sequence[PdfPart], partial: Path) -> int:
        """Write ``partial``; its number of pages."""
        if len(parts) == 1 and parts[0].path:
            partial.write_bytes(Path(parts[0].path).read_bytes())
            return self._pages(parts[0].path)
        told = tuple(parts) or (PdfPart(self._options.name, text=tr("There are no answers.")),)
        source = DocumentSource(self._options.name)
        partial.write_bytes(self._service.call(JoinPdfs(source, told), self._options.cancel, urgent=False))
        least = sum(self._pages(part.path) for part in told if part.path)
        # A page that tells of a document may be followed by another: its length is known to who writes it alone.
        joined = self._pages(str(partial))
        return joined if joined >= least + sum(not part.path for part in told) else -1

    def _keep(self, content: bytes) -> Path:
        self._bytes += len(content)
        if self._bytes > _MOST_BYTES:
            raise TooLarge(name=self._options.name, limit=tr("the documents together take more than 1 GB"))
        self._made += 1
        kept = self._folder / f"{self._made}.pdf"
        kept.write_bytes(content)
        return kept

    def _pages(self, path: str) -> int:
        return self._service.call(OpenDocument(DocumentSource(path)), self._options.cancel).page_count


def _notes(rows: Sequence[Row]) -> tuple[PageNote, ...]:
    told = [row for row in rows if row.page and _is_told(row)]
    return tuple(PageNote(row.page - 1, row.evidence_boxes, _told(row)) for row in told)


def _is_told(row: Row) -> bool:
    return row.correction is not None or row.status in {Status.DONE, Status.FAILED}


def _told_with_page(row: Row) -> str:
    return f"{columns.title('page')} {row.page}\n{_told(row)}" if row.page else _told(row)


def _told(row: Row) -> str:
    """What a note says: the question, the answer that counts, and how sure who is of it."""
    sure = "" if row.confidence is None else f"{columns.title('confidence')}: {decimal(row.confidence, 2)}"
    by = ", ".join(part for part in (row.model, sure) if part)
    answer = row.answer or row.error or columns.status_word(row.status)
    if row.correction is not None:
        answer = f"{columns.correction_text(row)}\n{columns.said_text(row)}"
    return holdable("\n".join(part for part in (row.question, answer, by) if part))

"""Documents in the worker: opened by what they are, and kept open for the next request."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TypeAlias

from quizglass.documents.file_access import FileState, state_of
from quizglass.documents.file_kinds import FileKind, kind_of_file
from quizglass.documents.limits import DOCUMENTS_KEPT_OPEN
from quizglass.documents.mupdf_document import MupdfDocument
from quizglass.documents.opened_document import OpenedDocument
from quizglass.errors import AppError, DocumentError, NotADocument, TooLarge
from quizglass.pages import DocumentSource

_Key: TypeAlias = tuple[DocumentSource, FileState]


class OpenDocuments:
    """The documents that were asked for last, open. A file that changed on disk is opened anew."""

    def __init__(self) -> None:
        self._open: OrderedDict[_Key, OpenedDocument] = OrderedDict()

    def get(self, source: DocumentSource) -> OpenedDocument:
        """The opened document, as the file is now.

        Raises:
            AppError: why it cannot be opened.
        """
        path = Path(source.path)
        key = (source, state_of(path))
        if key not in self._open:
            while len(self._open) >= DOCUMENTS_KEPT_OPEN:
                self._open.popitem(last=False)[1].close()
            opened = open_document(path, source.password)
            for outdated in [known for known in self._open if known[0].path == source.path]:
                self._open.pop(outdated).close()
            self._open[key] = opened
        self._open.move_to_end(key)
        return self._open[key]

    def get_or_earlier(self, source: DocumentSource) -> OpenedDocument:
        """The opened document; while its file is gone or half written, as it was before, if it is still open.

        Raises:
            AppError: why it cannot be opened.
        """
        try:
            return self.get(source)
        except AppError:
            earlier = next((key for key in self._open if key[0] == source), None)
            if earlier is None:
                raise
            return self._open[earlier]


def open_document(path: Path, password: str | None) -> OpenedDocument:
    """Open ``path``, which is a regular file, by its content.

    Raises:
        AppError: why it cannot be opened.
    """
    kind = kind_of_file(path)
    if kind is FileKind.UNKNOWN:
        raise NotADocument(name=path.name)
    if kind is FileKind.PICTURE:
        return _open_picture(path)
    return MupdfDocument(path, kind, password)


def _open_picture(path: Path) -> OpenedDocument:
    # Pillow knows more modes and formats, MuPDF some that Pillow does not (JBIG2, JPEG XR).
    from quizglass.documents.picture_document import PictureDocument

    try:
        return PictureDocument(path)
    except TooLarge:
        raise
    except DocumentError as error:
        try:
            return MupdfDocument(path, FileKind.PICTURE, None)
        except DocumentError:
            raise error from None

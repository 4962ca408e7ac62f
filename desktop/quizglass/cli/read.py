"""``quizglass read``: the words of pages, read from their pictures where need be, printed or put into a copy."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from quizglass.answering.page_texts import OnShare, PageTexts
from quizglass.answering.searchable import save_searchable
from quizglass.cancellation import CancelToken
from quizglass.cli import notices, trouble, values
from quizglass.cli.kept_library import opened_library
from quizglass.cli.text_output import print_json
from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, NoSuchPage
from quizglass.i18n import tr, trn
from quizglass.pages import DocumentSource, PageText, RecognizedText
from quizglass.settings import Settings

_DONE, _SOME_FAILED = 0, 8
_UNREAD = PageText(())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=tr("the document"))
    parser.add_argument("--pages", metavar="N-M", help=tr("print these pages only, such as 1-3,7, counted from 1"))
    parser.add_argument(
        "--from-pictures",
        action="store_true",
        help=tr("read the pictures of pages that have text too, and believe them where the text says something else"),
    )
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object: every word with its place"))
    parser.add_argument(
        "--searchable",
        metavar="OUT.pdf",
        help=tr("save a copy of the whole document whose words can be found, in place of printing them"),
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help=tr("read the document's password from standard input")
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    wanted = None if options.pages is None else values.pages(options.pages)
    password = values.password() if options.password_stdin else None
    source = DocumentSource(os.path.abspath(options.file), password)  # noqa: PTH100 - keeps odd bytes in names
    line = notices.ProgressLine()
    with DocumentService(timeout_s=settings.request_timeout_s) as service, opened_library() as library:
        texts = PageTexts(service, library)
        try:
            if options.searchable is not None:
                return _save(options, source, texts, service, line)
            pages = _checked(wanted, service.call(OpenDocument(source)).page_count)
            reader = texts.from_picture if options.from_pictures else texts.words
            return _print(options, _read(source, pages, texts, reader, line))
        finally:
            line.end()


@dataclass(frozen=True, slots=True)
class _Read:
    """One page, from 0: its words, and what its picture gave where that was read; or why it could not be read."""

    page: int
    text: PageText
    recognized: RecognizedText | None = None
    error: AppError | None = None


def _checked(wanted: Sequence[int] | None, count: int) -> Sequence[int]:
    for page in wanted or ():
        if page >= count:
            raise NoSuchPage(page=page + 1, count=count)
    return range(count) if wanted is None else wanted


def _read(
    source: DocumentSource,
    pages: Sequence[int],
    texts: PageTexts,
    reader: Callable[[DocumentSource, int, CancelToken, OnShare], PageText],
    line: notices.ProgressLine,
) -> Iterator[_Read]:
    cancel = CancelToken()

    def tell(page: int, share: float) -> None:
        line.write(notices.reading_page(page, share))

    for page in pages:
        try:
            text = reader(source, page, cancel, partial(tell, page))
            read = _Read(page, text, texts.recognized(source, page))
        except AppError as error:
            read = _Read(page, _UNREAD, error=error)
        line.end()
        yield read


def _print(options: argparse.Namespace, pages: Iterator[_Read]) -> int:
    """Print every page as it comes, or all in one object; the exit code."""
    errors: list[AppError] = []
    records: list[dict[str, Any]] = []
    count = 0
    for read in pages:
        count += 1
        _tell_trouble(read)
        if read.error is not None:
            errors.append(read.error)
        if options.json:
            records.append(as_record(read))
        else:
            print("\f" * (count > 1) + "\n".join(lines_of(read.text)), flush=True)
    if options.json:
        print_json({"file": options.file, "pages": records})
    if not errors:
        return _DONE
    return errors[0].exit_code if len(errors) == count else _SOME_FAILED


def _tell_trouble(read: _Read) -> None:
    if read.error is not None:
        trouble.say(tr("Page {page}: {error}").format(page=read.page + 1, error=read.error))
    if read.recognized is not None and read.recognized.missing:
        notices.say_missing(read.page, read.recognized.missing)


def lines_of(text: PageText) -> Iterator[str]:
    """The words as they stand in lines."""
    for _, words in groupby(text.words, lambda word: word.line):
        yield " ".join(word.text for word in words)


def as_record(read: _Read) -> dict[str, Any]:
    """What ``--json`` prints of a page. Pages count from 1; ``confidence`` is null where no picture was read."""
    recognized = read.recognized
    return {
        "page": read.page + 1,
        "blank": not read.text.has_ink,
        "confidence": None if recognized is None else round(recognized.confidence, 3),
        "missing_languages": [] if recognized is None else list(recognized.missing),
        "error": None if read.error is None else read.error.code,
        "words": [
            {
                "text": word.text,
                "box": [round(edge, 5) for edge in word.box.as_tuple()],
                "line": word.line,
                "confidence": round(word.confidence, 3),
                "source": word.source,
            }
            for word in read.text.words
        ],
    }


def _save(
    options: argparse.Namespace,
    source: DocumentSource,
    texts: PageTexts,
    service: DocumentService,
    line: notices.ProgressLine,
) -> int:
    words = tr("Making the searchable PDF: {percent} %")
    copy = save_searchable(
        source,
        Path(options.searchable),
        texts,
        service,
        on_progress=lambda share: line.write(words.format(percent=int(100 * share))),
        cancel=CancelToken(),
    )
    line.end()
    for page in copy.failed:
        trouble.say(tr("Page {page} could not be read and was left out.").format(page=page + 1))
    if options.json:
        pages = {"read": [page + 1 for page in copy.read], "failed": [page + 1 for page in copy.failed]}
        print_json({"file": options.file, "saved": options.searchable, **pages})
    else:
        count = len(copy.read)
        read = trn("{count} page was read from its picture", "{count} pages were read from their pictures", count)
        print(tr("Saved as {file}: {read}.").format(file=options.searchable, read=read.format(count=count)))
    return _SOME_FAILED if copy.failed else _DONE

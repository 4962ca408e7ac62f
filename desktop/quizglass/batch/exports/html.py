"""One page for a browser, with all that it shows inside it: to be read, searched, printed and sent.

A file after the other, a row for every question to a page. No script runs and nothing is loaded: the page says so to
the browser, and whatever stands in a document is text.
"""

from __future__ import annotations

import base64
from html import escape
from html.parser import HTMLParser
from pathlib import Path, PurePath
from typing import IO, Final

from quizglass.batch.exports import columns
from quizglass.batch.exports.cells import holdable, unix_lines
from quizglass.batch.exports.evidence_pictures import with_pictures
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.html_style import STYLE
from quizglass.batch.exports.options import Options
from quizglass.batch.exports.page_links import file_link, page_anchor
from quizglass.batch.row import Row, Status
from quizglass.i18n import decimal, language, tr, trn
from quizglass.pages import PackedPicture

_SHOWN: Final = ("page", "question", "answer", "evidence_text", "status", "confidence", "seconds", "model")
_CHUNK: Final = 2**16
_HEAD: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Quizglass">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<table>
<thead><tr>{titles}</tr></thead>
"""
_CLASSES: Final = {Status.DONE: "found", Status.FAILED: "failed"}


def write(feed: RowFeed, partial: Path, options: Options) -> int:
    """A table with a heading for each file, and what came of all of it below; how many rows were written."""
    with partial.open("w", encoding="utf-8", newline="\n") as page:
        titles = "".join(f'<th scope="col" class="{name}">{_text(columns.title(name))}</th>' for name in _SHOWN)
        title = _text(PurePath(options.name).stem)
        page.write(_HEAD.format(language=language(), title=title, style=STYLE, titles=titles))
        _write_rows(feed, page, options)
        page.write(f"</table>\n<p>{_summary(feed)}</p>\n</main>\n</body>\n</html>\n")
    return feed.count


def count(partial: Path, options: Options) -> int:
    """The rows that a parser finds; -1 when the page does not come to its end."""
    rows = _Rows()
    with partial.open(encoding="utf-8", newline="") as page:
        while text := page.read(_CHUNK):
            options.cancel.raise_if_cancelled()
            rows.feed(text)
    rows.close()
    return rows.count if rows.ended else -1


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.count = 0
        self.ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += tag == "tr" and ("data-row", None) in attrs

    def handle_endtag(self, tag: str) -> None:
        self.ended = tag == "html"


def _write_rows(feed: RowFeed, page: IO[str], options: Options) -> None:
    file: str | None = None
    for row, picture in with_pictures(feed, options):
        if row.file != file:
            page.write(("" if file is None else "</tbody>\n") + f"<tbody>\n{_file_heading(row)}\n")
            file = row.file
        page.write(_row(row, picture) + "\n")
    if file is not None:
        page.write("</tbody>\n")


def _file_heading(row: Row) -> str:
    name = _text(PurePath(row.file).name or row.file)
    shown = _linked(name, file_link(row)) + _small(row.file)
    return f'<tr class="file"><th scope="rowgroup" colspan="{len(_SHOWN)}">{shown}</th></tr>'


def _row(row: Row, picture: PackedPicture | None) -> str:
    cells = {
        "page": _page(row),
        "question": _text(row.question) + _region(row),
        "answer": _answer(row),
        "evidence_text": _evidence(row, picture),
        "status": _text(columns.status_word(row.status)) + _small(row.error),
        "confidence": "" if row.confidence is None else decimal(row.confidence, 2),
        "seconds": decimal(row.seconds, 2),
        "model": _text(row.model),
    }
    shown = "".join(f'<td class="{name}" dir="auto">{cell}</td>' for name, cell in cells.items())
    return f'<tr data-row class="{_CLASSES.get(row.status, "none")}">{shown}</tr>'


def _answer(row: Row) -> str:
    """What counts; below it, what the model said where a person corrected it."""
    if row.correction is None:
        return _text(row.answer)
    return _text(columns.correction_text(row)) + _small(columns.said_text(row))


def _page(row: Row) -> str:
    if not row.page:
        return ""
    link, anchor = file_link(row), page_anchor(row)
    return _linked(str(row.page), link and f"{link}#{anchor}")


def _region(row: Row) -> str:
    """From left to right and from top to bottom, in shares of the page."""
    if row.region is None:
        return ""
    left, top, right, bottom = (round(100 * value) for value in row.region.as_tuple())
    return _small(f"{columns.title('region')}: {left}–{right} % × {top}–{bottom} %")


def _evidence(row: Row, picture: PackedPicture | None) -> str:
    text = _text(row.evidence_text)
    if picture is None:
        return text
    data = base64.b64encode(picture.data).decode("ascii")
    size = f'width="{picture.width}" height="{picture.height}"'
    told = tr("Picture of the evidence")
    return f'{text}<img alt="{_text(told)}" loading="lazy" {size} src="data:image/{picture.kind};base64,{data}">'


def _summary(feed: RowFeed) -> str:
    words = trn("{count} row, {found} with an answer.", "{count} rows, {found} with an answer.", feed.count)
    return _text(words.format(count=feed.count, found=feed.found))


def _linked(shown: str, address: str) -> str:
    return f'<a href="{escape(address)}">{shown}</a>' if address else shown


def _small(text: str) -> str:
    return f"<small>{_text(text)}</small>" if text else ""


def _text(text: str) -> str:
    return escape(unix_lines(holdable(text)))

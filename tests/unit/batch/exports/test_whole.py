"""An export is there whole or not at all, and says in words why not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from export_rows import FOUND, LOCKED, exported

from quizglass.batch.exports import SUFFIXES, check_target, export
from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, DiskFull, FileInUse, FileNotWritable, UsageError

TABLES = [suffix for suffix in SUFFIXES if suffix != ".pdf"]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def test_a_format_that_is_not_known_is_refused_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl"):
        check_target(tmp_path / "answers.docx")
    with pytest.raises(UsageError):
        exported(tmp_path / "answers", [FOUND])


@pytest.mark.parametrize("name", ["nowhere/answers.csv", "folder.csv", "read-only.csv", "a" * 300 + ".csv", "a\0.csv"])
def test_what_cannot_be_written_is_told_before_the_run(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "read-only.csv").write_text("mine")
    (tmp_path / "read-only.csv").chmod(0o444)
    for attempt in (check_target, lambda out: exported(out, [FOUND])):
        with pytest.raises(FileNotWritable):
            attempt(tmp_path / name)
    assert names(tmp_path) == ["read-only.csv"]
    check_target(tmp_path / "new.csv")
    assert names(tmp_path) == ["read-only.csv"]


@pytest.mark.parametrize("suffix", TABLES)
def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path, suffix: str) -> None:
    out, cancel = tmp_path / f"answers{suffix}", CancelToken()
    out.write_text("of last time")

    def rows() -> Iterator[Row]:
        yield FOUND
        cancel.cancel()
        yield LOCKED

    with pytest.raises(Cancelled):
        export(rows(), out, cancel=cancel)
    assert out.read_text() == "of last time"
    assert names(tmp_path) == [out.name]


@pytest.mark.parametrize("suffix", TABLES)
@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EIO, FileNotWritable), (errno.EACCES, FileNotWritable)]
)
def test_a_disk_that_takes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, number: int, kind: type[FileNotWritable]
) -> None:
    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWritable) as told:
        exported(tmp_path / f"answers{suffix}", [FOUND, LOCKED])
    assert type(told.value) is kind
    assert names(tmp_path) == []


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "held", str(target))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileInUse, match="another program"):
        exported(tmp_path / "answers.csv", [FOUND])
    assert names(tmp_path) == []


def test_a_document_of_the_run_is_never_replaced(tmp_path: Path) -> None:
    document = tmp_path / "named.csv"
    document.write_text("a document")
    (tmp_path / "link.csv").symlink_to(document)
    with pytest.raises(FileNotWritable):
        exported(tmp_path / "link.csv", [LOCKED, replace(FOUND, file=str(document))])
    assert document.read_text() == "a document"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "answers.csv"
    link.symlink_to(tmp_path / "folder" / "real.csv")
    exported(link, [FOUND])
    assert link.is_symlink()
    assert (tmp_path / "folder" / "real.csv").read_bytes().startswith(b"\xef\xbb\xbffile")


@pytest.mark.parametrize("suffix", TABLES)
def test_progress_ends_with_the_number_of_rows(tmp_path: Path, suffix: str) -> None:
    told: list[int] = []
    exported(tmp_path / f"answers{suffix}", [FOUND] * 40, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 40


@pytest.mark.parametrize("suffix", TABLES)
def test_a_run_without_rows_is_a_file_without_rows(tmp_path: Path, suffix: str) -> None:
    assert exported(tmp_path / f"answers{suffix}", []).is_file()

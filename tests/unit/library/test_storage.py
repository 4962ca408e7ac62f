"""Damaged, newer, older, unwritable files: nothing is lost, and the person is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quizglass.answers import Question
from quizglass.errors import LibraryTooNew, LibraryUnavailable
from quizglass.library import migrations, storage
from quizglass.library.library import Library
from quizglass.pages import DocumentSource, RecognizedText


def fill(file: Path, count: int = 200) -> None:
    library = Library.open(file)
    for number in range(count):
        library.record_question(str(number), "a" * 64, Question("What is it? " * 20, DocumentSource("a.pdf")))
    library.close()


def damage_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : len(content)] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [damage_middle, lambda file: file.write_bytes(b"not a database" * 400)])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(file: Path, damage: object) -> None:
    fill(file)
    damage(file)  # type: ignore[operator]
    broken = file.read_bytes()
    library = Library.open(file)
    assert library.damage is not None
    aside = Path(str(library.damage.params["backup"]))
    assert aside.read_bytes() == broken
    assert str(aside) in str(library.damage)
    assert library.all_answers() == []
    library.close()
    again = Library.open(file)
    assert again.damage is None
    again.close()


def test_an_empty_file_is_a_new_library(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    library = Library.open(file)
    assert library.damage is None
    library.close()


def test_a_newer_file_is_refused_and_left_alone(file: Path) -> None:
    fill(file, 1)
    with sqlite3.connect(file) as db:
        db.execute("INSERT INTO migrations VALUES (99, 'm0099_from_the_future', 0)")
    db.close()
    before = file.read_bytes()
    with pytest.raises(LibraryTooNew, match="newer Quizglass"):
        Library.open(file)
    assert file.read_bytes() == before


def test_the_file_is_backed_up_before_a_migration(file: Path) -> None:
    fill(file, 3)
    steps = (*migrations.MIGRATIONS, lambda db: db.execute("CREATE TABLE later (id INTEGER)"))
    storage.open_file(file, steps)
    released = len(migrations.MIGRATIONS)
    backup = file.with_name(f"library.backup-{released:04d}.sqlite3")
    old = sqlite3.connect(backup)
    assert old.execute("SELECT count(*) FROM questions").fetchone() == (3,)
    assert migrations.applied(old) == released
    old.close()
    new = storage.connect(file)
    assert migrations.applied(new) == released + 1
    assert new.execute("SELECT count(*) FROM questions").fetchone()[0] == 3
    new.close()


def test_a_library_of_the_first_version_goes_on(file: Path) -> None:
    file.parent.mkdir()
    storage.open_file(file, migrations.MIGRATIONS[:1])
    library = Library.open(file)
    library.record_question("1", "a" * 64, Question("Who?", DocumentSource("a.pdf")))
    library.keep_recognized_text("a" * 64, 0, RecognizedText((), "some reader"))
    assert library.recognized_text("a" * 64, 0, "some reader") == RecognizedText((), "some reader")
    library.close()


def test_a_failed_migration_changes_nothing(file: Path) -> None:
    fill(file, 1)

    def half(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE later (id INTEGER)")
        db.execute("no such statement")

    with pytest.raises(LibraryUnavailable):
        storage.open_file(file, (*migrations.MIGRATIONS, half))
    library = Library.open(file)
    assert len(library.all_answers()) == 1
    library.close()


def test_every_commit_reaches_the_disk(file: Path) -> None:
    fill(file, 1)
    db = storage.connect(file)
    settings = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    settings |= {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "secure_delete")}
    db.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(LibraryUnavailable, match=r"library\.sqlite3 cannot be read or written"):
        Library.open(blocked / "library.sqlite3")

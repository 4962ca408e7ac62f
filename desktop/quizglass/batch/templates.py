"""Questions with their regions and pages, kept under a name to be put to other files.

A JSON file each, in a folder of their own. What cannot be read is told of and never written over.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from quizglass.batch.plan import PlannedQuestion, Which, question_from_json, question_to_json
from quizglass.batch.sheets.left_out import quoted
from quizglass.errors import (
    EmptyQuestion,
    NoSuchTemplate,
    TemplateDamaged,
    TemplateExists,
    TemplateMissing,
    TemplatesUnavailable,
    TemplateTooNew,
    UsageError,
)
from quizglass.i18n import tr
from quizglass.json_file import write_json

SUFFIX: Final = ".json"
_VERSION: Final = 1
_KIND: Final = "quizglass template"
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_MOST_NAME_BYTES: Final = 120
_WHICH: Final[Mapping[object, Which]] = {"all": "all", "odd": "odd", "even": "even"}


@dataclass(frozen=True, slots=True)
class Template:
    """``pages``, ``which`` and ``backwards`` are as in a `Plan`."""

    name: str
    questions: tuple[PlannedQuestion, ...]
    pages: tuple[int, ...] = ()
    which: Which = "all"
    backwards: bool = False


class Templates:
    """Those in ``folder``, which is made when the first is saved. Names are told apart as people do: “A” is “a”.

    Every method raises `TemplatesUnavailable` when the folder cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """In the order of the alphabet; those that cannot be read are among them, named after their files."""
        return tuple(sorted((name for name, _ in self._files()), key=lambda name: (name.casefold(), name)))

    def read(self, name: str) -> Template:
        """The template ``name``.

        Raises:
            TemplateMissing: there is none; `TemplateDamaged`, `TemplateTooNew`.
        """
        file = self._file(name)
        if file is None:
            known = ", ".join(map(quoted, self.names()))
            raise NoSuchTemplate(name=name, known=known) if known else TemplateMissing(name=name)
        return read_template(file)

    def save(self, template: Template) -> None:
        """Keep ``template``, in place of one of the same name that can be read.

        Raises:
            TemplateDamaged: what has this name is left as it is; `TemplateTooNew`.
            EmptyQuestion: it has no question.
            UsageError: it has no name.
        """
        if not template.questions:
            raise EmptyQuestion
        template = replace(template, name=_clean(template.name))
        file = self._file(template.name)
        if file is not None:
            read_template(file)
        with self._reached():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_json(file or self._new_file(template.name), _to_json(template))

    def remove(self, name: str) -> None:
        """Remove the template ``name``, also one that cannot be read; nothing when there is none."""
        file = self._file(name)
        if file is not None:
            with self._reached():
                file.unlink(missing_ok=True)

    def rename(self, old: str, new: str) -> None:
        """Give the template ``old`` the name ``new``.

        Raises:
            TemplateMissing: there is no ``old``; `TemplateDamaged`, `TemplateTooNew`.
            TemplateExists: ``new`` is another one's name.
            UsageError: ``new`` is no name.
        """
        template, new = self.read(old), _clean(new)
        file, taken = self._file(old), self._file(new)
        if taken is not None and taken != file:
            raise TemplateExists(name=new)
        assert file is not None  # it was read
        with self._reached():
            written = file if _same(file.stem, _file_stem(new)) else self._new_file(new)
            write_json(written, _to_json(replace(template, name=new)))
            if written != file:
                file.unlink(missing_ok=True)

    def _files(self) -> list[tuple[str, Path]]:
        """Each with its name: what it says, or what its file is called."""
        with self._reached():
            if not self._folder.is_dir():
                return []
            files = [file for file in self._folder.iterdir() if file.suffix == SUFFIX and file.is_file()]
        found: list[tuple[str, Path]] = []
        for file in sorted(files, key=lambda file: (len(file.name), file.name)):
            name = _name_in(file)
            # A copy that was made by hand has the other's name within; it is called as its file is.
            is_own = name and not any(_same(name, known) for known, _ in found)
            found.append((name if is_own else file.stem, file))
        return found

    def _file(self, name: str) -> Path | None:
        return next((file for known, file in self._files() if _same(known, name)), None)

    def _new_file(self, name: str) -> Path:
        """One that is not there: names that are not the same may have to be called alike on the disk."""
        stem, file, count = _file_stem(name), self._folder / f"{_file_stem(name)}{SUFFIX}", 1
        while file.exists():
            count += 1
            file = self._folder / f"{stem} {count}{SUFFIX}"
        return file

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise TemplatesUnavailable(name=self._folder.name) from error


def read_template(file: Path) -> Template:
    """The template in ``file``.

    Raises:
        TemplateMissing: there is no such file.
        TemplatesUnavailable: it cannot be read.
        TemplateDamaged: it holds no template; `TemplateTooNew`.
    """
    name = file.stem
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        if raw["kind"] != _KIND:
            raise ValueError(raw["kind"])
        name = str(raw["name"])
        version = int(raw["version"])
        if version > _VERSION:
            raise TemplateTooNew(name=name)
        return _from_json(raw)
    except FileNotFoundError as error:
        raise TemplateMissing(name=name) from error
    except OSError as error:
        raise TemplatesUnavailable(name=file.name) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise TemplateDamaged(name=name, file=str(file)) from error


def _name_in(file: Path) -> str:
    """What the file says that it is called, "" when that cannot be read."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return str(raw["name"]) if raw["kind"] == _KIND else ""
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""


def _to_json(template: Template) -> dict[str, Any]:
    questions = [replace(question, text=_holdable(question.text)) for question in template.questions]
    return {
        "kind": _KIND,
        "version": _VERSION,
        "name": template.name,
        "questions": [question_to_json(question) for question in questions],
        "pages": list(template.pages),
        "which": template.which,
        "backwards": template.backwards,
    }


def _from_json(raw: Mapping[str, Any]) -> Template:
    questions = tuple(question_from_json(question) for question in raw["questions"])
    pages = tuple(int(page) for page in raw["pages"])
    if not questions or any(not question.text.strip() for question in questions) or any(page < 0 for page in pages):
        raise ValueError("nothing to ask")
    return Template(str(raw["name"]), questions, pages, _WHICH[raw["which"]], bool(raw["backwards"]))


def _clean(name: str) -> str:
    """``name`` without what cannot be seen.

    Raises:
        UsageError: nothing is left.
    """
    cleaned = _visible(name)
    if not cleaned:
        raise UsageError(reason=tr("A template needs a name."))
    return cleaned


def _holdable(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _same(name: str, other: str) -> bool:
    return _folded(name) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", _visible(name)).casefold()


def _visible(name: str) -> str:
    return " ".join(_holdable("".join(c if c.isprintable() else " " for c in name)).split())


def _file_stem(name: str) -> str:
    """``name`` as every system takes it for a file."""
    stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem = stem.encode()[:_MOST_NAME_BYTES].decode("utf-8", "ignore").strip(" .")
    return f"_{stem}" if not stem or _RESERVED.fullmatch(stem) else stem

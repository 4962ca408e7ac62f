"""The parts of an .xlsx file: a ZIP archive of XML parts that refer to each other."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple
from xml.dom import minidom
from xml.parsers import expat

from quizglass.errors import NotASheet, SheetDamaged, SheetOfOldKind, SheetTooLarge

_MOST_BYTES: Final = 400 * 2**20
"""Of a part when it is unpacked."""
_PARSER_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, LookupError, ValueError, RuntimeError),
    *(NotImplementedError, AttributeError, StopIteration),
)
"""What these libraries raise for an archive or a part that is not as it should be."""


class Worksheet(NamedTuple):
    """``part`` is its name in the archive."""

    title: str
    part: str
    hidden: bool


@contextmanager
def understood(name: str) -> Iterator[None]:
    """Turn what libraries say of a damaged file, called ``name``, into words.

    Raises:
        SheetDamaged: the file is not as a spreadsheet should be.
    """
    try:
        yield
    except _PARSER_ERRORS as error:
        raise SheetDamaged(name=name) from error


class Package:
    """The archive of the file ``name``. Its methods raise what `understood` knows, and `SheetTooLarge`.

    Raises:
        NotASheet: it is another kind of document; `SheetOfOldKind` for one whose parts are not XML.
    """

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name, self.archive = name, archive
        self.workbook = self._target_of_kind("_rels/.rels", "", "/officeDocument")
        if self.workbook.endswith(".bin"):
            raise SheetOfOldKind(name=name)
        root = self.document(self.workbook).documentElement
        if root is None or root.localName != "workbook":
            raise NotASheet(name=name)

    def part(self, name: str) -> bytes:
        if self.archive.getinfo(name).file_size > _MOST_BYTES:
            raise SheetTooLarge(name=self._name)
        return self.archive.read(name)

    def document(self, name: str) -> minidom.Document:
        """A small part, parsed."""
        return parsed(self.part(name))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the target of each relation of ``part``, by its id."""
        name = relations_of(part)
        if name not in self.archive.namelist():
            return {}
        return self._relations(name, posixpath.dirname(part))

    def related(self, part: str, kind: str) -> str | None:
        """The part that ``part`` refers to as its only one of ``kind``."""
        return next((target for end, target in self.relations(part).values() if end.endswith(kind)), None)

    def worksheets(self) -> list[Worksheet]:
        """Those with cells, in the order of their tabs."""
        relations = self.relations(self.workbook)
        found = []
        for sheet in elements(self.document(self.workbook), "sheet"):
            kind, target = relations[_relation_id(sheet)]
            if kind.endswith("/worksheet"):
                found.append(Worksheet(sheet.getAttribute("name"), target, sheet.getAttribute("state") != ""))
        return found

    def _target_of_kind(self, relations: str, folder: str, kind: str) -> str:
        return next(target for end, target in self._relations(relations, folder).values() if end.endswith(kind))

    def _relations(self, name: str, folder: str) -> dict[str, tuple[str, str]]:
        return {
            relation.getAttribute("Id"): (
                relation.getAttribute("Type"),
                posixpath.normpath(posixpath.join("/", folder, relation.getAttribute("Target"))).lstrip("/"),
            )
            for relation in elements(self.document(name), "Relationship")
        }


def parsed(data: bytes) -> minidom.Document:
    """``data`` as a tree; a part that declares entities, as no spreadsheet does, is refused.

    Raises:
        ValueError: it does.
        expat.ExpatError: it is no XML.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("declares a document type")
    return minidom.parseString(data)  # noqa: S318 - see above


def elements(tree: minidom.Document | minidom.Element, name: str) -> list[minidom.Element]:
    """All elements of that name, whatever prefix their namespace has."""
    return list(tree.getElementsByTagNameNS("*", name))


def relations_of(part: str) -> str:
    """The name of the part that holds the relations of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation_id(element: minidom.Element) -> str:
    """Its namespace is another one in the strict form of the format."""
    return next(str(value) for name, value in element.attributes.items() if name.endswith(":id"))

"""Workbooks as other programs than openpyxl write them: shared texts, prefixed elements, the strict namespaces."""

from __future__ import annotations

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TO = {
    MAIN: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>"
)


def raw_workbook(file: Path, sheet: str, shared: str = "", *, prefix: str = "", space: str = MAIN) -> Path:
    """``sheet`` is what stands within the worksheet, ``shared`` within the shared texts.

    With ``prefix`` every element of the two has it, as some libraries write them: give them without.
    """
    declared = f'xmlns:{prefix}="{space}"' if prefix else f'xmlns="{space}"'
    dot = f"{prefix}:" if prefix else ""

    def prefixed(xml: str) -> str:
        return xml.replace("</", f"</{dot}\x00").replace("<", f"<{dot}").replace(f"<{dot}/{dot}\x00", f"</{dot}")

    book = f'<sheets><sheet name="One" sheetId="1" xmlns:r="{_TO[space]}" r:id="rId1"/></sheets>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_TO[space]}/officeDocument" Target="/xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f"<{dot}workbook {declared}>{prefixed(book)}</{dot}workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            f'<Relationship Id="rId1" Type="{_TO[space]}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_TO[space]}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        ),
        "xl/worksheets/sheet1.xml": f"<{dot}worksheet {declared}>{prefixed(sheet)}</{dot}worksheet>",
        "xl/sharedStrings.xml": f"<{dot}sst {declared}>{prefixed(shared)}</{dot}sst>",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _HEAD + text)
    return file


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )

"""Pictures on a sheet: packed into the file as they come, and placed when its rows are written.

openpyxl has six objects a picture and keeps all of them until the end, which takes longer than writing the answers.
The form is that of a drawing in ECMA-376, part 1, 20.5; a library reads it back in the tests.
"""

from __future__ import annotations

import zipfile
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from openpyxl.packaging.relationship import get_rels_path
from openpyxl.utils.units import pixels_to_EMU
from openpyxl.writer.excel import ExcelWriter

from quizglass.i18n import tr
from quizglass.pages import PackedPicture

_MOST_PX: Final = (320, 120)
_MARGIN_PX: Final = 4
_POINTS_A_PX: Final = 0.75
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING: Final = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    f' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}">%s</xdr:wsDr>'
)
_PLACED: Final = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="{width}" cy="{height}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{id}" name="{id}" descr={told}/>'
    '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId{id}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
    "<xdr:clientData/></xdr:oneCellAnchor>"
)
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
_RELATION: Final = f'<Relationship Id="rId{{id}}" Type="{_OFFICE}/image" Target="/{{part}}"/>'


class SheetPictures:
    """Those of ``sheet``, in its column ``column`` (from 0)."""

    def __init__(self, sheet: Any, archive: zipfile.ZipFile, column: int) -> None:
        self._sheet, self._archive, self._column = sheet, archive, column
        self._told = quoteattr(tr("Picture of the evidence"))
        self._placed: list[str] = []
        self._relations: list[str] = []

    def put(self, picture: PackedPicture, row: int) -> float:
        """Pack ``picture`` into the file; it is to stand in ``row`` (from 0). How many points it takes there."""
        number = len(self._placed) + 1
        part = f"xl/media/image{number}.{picture.kind}"
        self._archive.writestr(part, picture.data, zipfile.ZIP_STORED)
        scale = min(1.0, _MOST_PX[0] / picture.width, _MOST_PX[1] / picture.height)
        width, height = (max(1, round(side * scale)) for side in (picture.width, picture.height))
        self._placed.append(
            _PLACED.format(
                column=self._column,
                row=row,
                width=pixels_to_EMU(width),
                height=pixels_to_EMU(height),
                id=number,
                told=self._told,
            )
        )
        self._relations.append(_RELATION.format(id=number, part=part))
        if number == 1:
            # By what is in this list openpyxl tells whether the sheet has a drawing.
            self._sheet._images.append(self)
        return (height + _MARGIN_PX) * _POINTS_A_PX

    def write(self, drawing: str) -> None:
        """Write the part ``drawing`` (its path in the file) and what leads from it to the pictures."""
        self._archive.writestr(drawing, _DRAWING % "".join(self._placed))
        self._archive.writestr(get_rels_path(drawing), _RELATIONS % "".join(self._relations))


class PlacingWriter(ExcelWriter):  # type: ignore[misc] # openpyxl has no types
    """Writes a workbook of which a sheet may have `SheetPictures`."""

    def _write_drawing(self, drawing: Any) -> None:
        self._drawings.append(drawing)
        drawing._id = len(self._drawings)
        (pictures,) = drawing.images
        pictures.write(drawing.path[1:])
        self.manifest.append(drawing)

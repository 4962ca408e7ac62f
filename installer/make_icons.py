"""Make the application icon in the sizes that systems ask for, from its drawing.

    python installer/make_icons.py FOLDER

writes ``hicolor/SIZExSIZE/apps/quizglass.png`` and ``hicolor/scalable/apps/quizglass.svg``, as Linux desktops want
them, and ``quizglass.ico`` for Windows.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

DRAWING = Path(__file__).parents[1] / "resources" / "icons" / "quizglass.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 256)


def main(folder: Path) -> None:
    pictures = {size: drawn(size, folder) for size in SIZES}
    scalable = folder / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(DRAWING, scalable)
    make_ico(folder / "quizglass.ico", pictures)


def drawn(size: int, folder: Path) -> Path:
    """The icon as PNG with ``size`` pixels a side."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    file = folder / "hicolor" / f"{size}x{size}" / "apps" / "quizglass.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(file))
    return file


def make_ico(file: Path, pictures: dict[int, Path]) -> None:
    """All sizes that Windows shows, each as it was drawn for that size."""
    from PIL import Image

    frames = [Image.open(pictures[size]) for size in WINDOWS_SIZES]
    frames[-1].save(file, format="ICO", sizes=[frame.size for frame in frames], append_images=frames[:-1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))

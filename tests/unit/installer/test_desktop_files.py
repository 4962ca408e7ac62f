"""What makes the program at home on a desktop: its icon in every size, its entry in the menus."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from quizglass import paths

INSTALLER = Path(__file__).parents[3] / "installer"
LINE_ICONS = sorted(file for file in paths.resource("icons").glob("*.svg") if file.stem != "quizglass")


def test_the_icon_is_made_in_every_size(tmp_path: Path) -> None:
    subprocess.run([sys.executable, INSTALLER / "make_icons.py", tmp_path], check=True)
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        with Image.open(tmp_path / "hicolor" / f"{size}x{size}" / "apps" / "quizglass.png") as picture:
            assert picture.size == (size, size)
            assert picture.getpixel((0, 0))[3] < 128  # type: ignore[index]
            assert picture.getpixel((size // 2, size // 2))[3] == 255  # type: ignore[index]
    assert (tmp_path / "hicolor" / "scalable" / "apps" / "quizglass.svg").is_file()
    with Image.open(tmp_path / "quizglass.ico") as icon:
        assert {(16, 16), (32, 32), (256, 256)} <= icon.info["sizes"]


def test_the_entry_says_how_to_open_documents() -> None:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[method-assign,assignment]
    entry.read(INSTALLER / "linux" / "quizglass.desktop", encoding="utf-8")
    said = entry["Desktop Entry"]
    assert said["Exec"] == "quizglass %F"
    assert said["Icon"] == said["StartupWMClass"] == "quizglass"
    assert "application/pdf" in said["MimeType"].split(";")
    assert said["Comment[ru]"]


@pytest.mark.parametrize("file", LINE_ICONS, ids=lambda file: file.stem)
def test_icons_are_drawn_on_one_grid_in_one_weight(file: Path) -> None:
    drawing = file.read_text(encoding="utf-8")
    for same in ('viewBox="0 0 20 20"', 'stroke="currentColor"', 'stroke-width="1.5"', 'stroke-linecap="round"'):
        assert same in drawing
    assert "#" not in drawing

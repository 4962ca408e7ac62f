"""Time from starting a viewer to its first page on a real X screen, one viewer after another, round by round."""

from __future__ import annotations

import contextlib
import mmap
import os
import signal
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT = 1280, 1000
LIMIT_S = 15.0
SEEN_SAMPLES, CLEAR_SAMPLES = 60, 5
"""So many samples of every 64th pixel are magenta when the page shows, and when nothing does."""

Screen = npt.NDArray[np.uint8]


@contextlib.contextmanager
def x_screen() -> Iterator[tuple[str, Screen]]:
    """A screen of its own: its display name, and its pixels as they change."""
    with tempfile.TemporaryDirectory() as folder:
        display = f":{70 + os.getpid() % 900}"
        command = ["Xvfb", display, "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder, "-nolisten", "tcp"]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            yield display, _mapped(Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


def _mapped(file: Path) -> Screen:
    while not file.exists() or file.stat().st_size < WIDTH * HEIGHT * 4:
        time.sleep(0.02)
    time.sleep(0.3)
    with file.open("rb") as opened:
        memory = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
    header = struct.unpack(">25I", memory[:100])
    pixels = np.frombuffer(memory, dtype=np.uint8, offset=header[0] + header[19] * 12, count=WIDTH * HEIGHT * 4)
    return pixels.reshape(HEIGHT, WIDTH, 4)


def first_page_seconds(
    commands: Mapping[str, Sequence[str]], file: Path, rounds: int, environment: Mapping[str, str]
) -> dict[str, list[float]]:
    """Seconds by viewer; nan where the page did not come. The first round warms the disk and is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    with x_screen() as (display, screen):
        for round_number in range(rounds + 1):
            for name, command in commands.items():
                taken = _once([*command, str(file)], {**environment, "DISPLAY": display}, screen)
                if round_number:
                    seconds[name].append(taken)
    return seconds


def _once(command: Sequence[str], environment: Mapping[str, str], screen: Screen) -> float:
    _wait_until_clear(screen)
    began = time.perf_counter()
    viewer = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    taken = float("nan")
    while time.perf_counter() - began < LIMIT_S:
        if _magenta(screen) > SEEN_SAMPLES:
            taken = time.perf_counter() - began
            break
        time.sleep(0.004)
    time.sleep(0.3)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(viewer.pid, signal.SIGTERM)
    try:
        viewer.wait(3)
    except subprocess.TimeoutExpired:
        os.killpg(viewer.pid, signal.SIGKILL)
        viewer.wait()
    return taken


def _wait_until_clear(screen: Screen) -> None:
    end = time.monotonic() + 5
    while _magenta(screen) >= CLEAR_SAMPLES and time.monotonic() < end:
        time.sleep(0.02)


def _magenta(screen: Screen) -> int:
    sampled = screen[::8, ::8]
    return int(((sampled[..., 0] > 240) & (sampled[..., 1] < 15) & (sampled[..., 2] > 240)).sum())

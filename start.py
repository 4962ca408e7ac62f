#!/usr/bin/env python3
"""Set Quizglass up on a fresh machine and run it. Needs nothing but Python 3.11 or newer.

    python3 start.py          set up once, then open the window with the sample document;
                              where there is no screen, ask the sample question and write the lit-up page
    python3 start.py FILE...  the same with one's own documents
    python3 start.py test     set up once, then run the whole test suite (linters, types, imports, tests)

Everything goes into ``.venv`` beside this file. The second start finds the stamp of the first and sets up nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "quizglass-setup.json"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
SAMPLE = ROOT / "resources" / "samples" / "invoice.pdf"
SAMPLE_QUESTION = "What is the total?"
SAMPLE_REGION = "0.55,0.50,0.95,0.60"
PICTURE = ROOT / "out" / "first-answer.png"


class Group(NamedTuple):
    """Packages that are installed together. ``without`` says what works when they cannot be."""

    extra: str
    words: str
    needed: bool
    without: str = ""


CORE = Group("", "the program", needed=True)
MODELS = Group(
    "models",
    "what vision-language models need (this is the large part)",
    needed=False,
    without="the window, the built-in reader and the command line work; models will not load",
)
DEV = Group("dev", "the test tools", needed=True)


class Library(NamedTuple):
    """A shared library that Qt loads, and the Debian package that brings it."""

    soname: str
    package: str


# What the PySide6 wheels expect from a Debian-like system, found with ldd on a machine that had none of it.
SYSTEM_LIBRARIES = (
    Library("libEGL.so.1", "libegl1"),
    Library("libGL.so.1", "libgl1"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-image.so.0", "libxcb-image0"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxcb-xinerama.so.0", "libxcb-xinerama0"),
)
FONTS = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core")
OCR_LANGUAGES = ("eng", "rus")


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# System packages ----------------------------------------------------------------------------------------------------


def missing_system_packages() -> list[str]:
    """Debian packages that are not installed. Other systems bring these libraries with them."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [library.package for library in SYSTEM_LIBRARIES if not _loads(library.soname)]
    if not any(Path("/usr/share/fonts").rglob("*.ttf")):
        missing.append(FONTS[1])
    data = [path.stem for path in Path("/usr/share").glob("tess*/**/*.traineddata")]
    missing += [f"tesseract-ocr-{language}" for language in OCR_LANGUAGES if language not in data]
    return missing


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def install_system_packages() -> list[str]:
    """Install what is missing where that needs no password; give what is still missing."""
    missing = missing_system_packages()
    if not missing:
        return []
    if shutil.which("apt-get") is None:
        return missing
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and _quiet(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return missing
    say(f"Installing system libraries: {' '.join(missing)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    _quiet([*prefix, "apt-get", "update", "-qq"], environment)
    _quiet([*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], environment)
    return missing_system_packages()


def _quiet(command: Sequence[str], environment: dict[str, str] | None = None) -> bool:
    """Run ``command``; True when it succeeded. Its output is shown only when it failed."""
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        say((done.stdout + done.stderr).decode(errors="replace")[-2000:].rstrip())
    return done.returncode == 0


# Python packages ----------------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """What the installed packages depend on: a change of any of it sets up again."""
    digest = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    for po in sorted((ROOT / "resources" / "translations").glob("*.po")):
        digest.update(po.read_bytes())
    return digest.hexdigest()


def installed_groups() -> dict[str, bool]:
    """Which groups this setup has tried, and whether they were installed. Empty when it must be done anew."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stamp, dict) or stamp.get("fingerprint") != fingerprint() or not PYTHON.exists():
        return {}
    groups = stamp.get("groups", {})
    return {str(name): bool(done) for name, done in groups.items()} if isinstance(groups, dict) else {}


def make_venv() -> None:
    if PYTHON.exists() and _quiet([str(PYTHON), "-m", "pip", "--version"]):
        return
    say("Making a Python environment in .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return
    # Debian keeps ensurepip in a package of its own.
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _quiet(["apt-get", "update", "-qq"])
        _quiet(["apt-get", "install", "-y", "-qq", package])
        if _quiet(command):
            return
    raise SystemExit(f"A Python environment cannot be made. Run: sudo apt-get install {package}")


def install(group: Group) -> bool:
    """Install a group at the tested versions. Try once more on failure: networks drop in mid-download."""
    say(f"Installing {group.words}")
    target = f"{ROOT}[{group.extra}]" if group.extra else str(ROOT)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    if not sys.stderr.isatty():
        command += ["--quiet", "--quiet"]  # a person sees the download go on; a log wants only what failed
    command += ["--constraint", str(ROOT / "constraints.txt"), "--editable", target]
    for _ in range(2):
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0:
            return True
    say(f"Installing {group.words} failed. To try by hand: {' '.join(command)}")
    return False


def set_up(groups: Sequence[Group]) -> None:
    """Install what is not there yet, and note it in the stamp after every group."""
    done = installed_groups()
    wanted = [group for group in groups if group.extra not in done or (group.needed and not done[group.extra])]
    if not wanted:
        return
    still_missing = install_system_packages()
    if still_missing:
        say(f"Some system packages are missing. Run: sudo apt-get install {' '.join(still_missing)}")
        if shutil.which("apt-get") is None:
            say("These are Debian's names; other systems have the same under names of their own (see the doctor).")
        say("Without them the command line works; the window or the reading of Russian scans may not.")
    make_venv()
    for group in wanted:
        done[group.extra] = install(group)
        if not done[group.extra]:
            if group.needed:
                raise SystemExit(1)
            say(f"Going on without: {group.without}.")
        STAMP.write_text(json.dumps({"fingerprint": fingerprint(), "groups": done}), encoding="utf-8")
    make_starts_quick()


# PySide keeps the Python part of its signatures in a zip inside a library and compiles it at every start, unless
# SBK_EMBED=0 was set once: then it lies in files, and every start after that is quicker by a tenth.
_UNPACK_PYSIDE = """
import compileall, pathlib, PySide6.QtCore, shiboken6
compileall.compile_dir(pathlib.Path(shiboken6.__file__).parent / "files.dir", quiet=2)
"""


def make_starts_quick() -> None:
    """Compile what would be compiled at the first start, or at every one. Nothing is lost where that fails."""
    _quiet([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "desktop")])
    _quiet([str(PYTHON), "-c", _UNPACK_PYSIDE], dict(os.environ, SBK_EMBED="0"))


# Running ------------------------------------------------------------------------------------------------------------


def has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    needs_display = sys.platform.startswith("linux")
    return not needs_display or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(command: Sequence[str | Path]) -> int:
    """Become ``command`` where the system can (no parent left waiting), otherwise wait for it."""
    words = [str(part) for part in command]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(words[0], words)
    return subprocess.run(words, check=False).returncode


def main_job(files: Sequence[str]) -> int:
    set_up([CORE, MODELS])
    quizglass: list[str | Path] = [PYTHON, "-m", "quizglass"]
    if has_screen():
        return run([*quizglass, *(files or [str(SAMPLE)])])
    say("There is no screen here: asking the sample question instead of opening the window.")
    PICTURE.parent.mkdir(exist_ok=True)
    say(f"{SAMPLE_QUESTION} (region {SAMPLE_REGION} of {SAMPLE.relative_to(ROOT)})")
    ask: list[str | Path] = [*quizglass, "ask", SAMPLE, SAMPLE_QUESTION, "--page", "1", "--region", SAMPLE_REGION]
    code = subprocess.run([str(part) for part in [*ask, "--picture", PICTURE]], check=False).returncode
    if code == 0:
        say(f"The page with the answer lit up: {PICTURE.relative_to(ROOT)}")
    return code


# More processes than four only wait for each other's memory: each of them loads models of its own.
ON_ALL_CORES = ("--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal")
# The same examples of Hypothesis each time: the same tree has the same verdict. Plain pytest draws new ones.
SAME_EXAMPLES = "--hypothesis-profile=ci"


def test_job(arguments: Sequence[str]) -> int:
    """Linters, types, imports, then the tests. The first failure is not the last word: all of them run."""
    set_up([CORE, MODELS, DEV])
    os.chdir(ROOT)
    checks: list[list[str | Path]] = [
        [SCRIPTS / "ruff", "check", "."],
        [SCRIPTS / "ruff", "format", "--check", "."],
        [SCRIPTS / "mypy"],
        [SCRIPTS / "lint-imports"],
        [PYTHON, "-m", "pytest", "-q", *ON_ALL_CORES, SAME_EXAMPLES, *arguments],
    ]
    failed = []
    for check in checks:
        name = " ".join(Path(part).name if Path(part).is_absolute() else str(part) for part in check)
        say(f"== {name}")
        if subprocess.run([str(part) for part in check], check=False).returncode != 0:
            failed.append(name)
    if failed:
        say("Failed: " + "; ".join(failed))
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        say(f"Quizglass needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 3
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if arguments[:1] == ["test"]:
        return test_job(arguments[1:])
    return main_job(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

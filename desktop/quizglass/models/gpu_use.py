"""Whether there is a graphics card that models cannot use, and why. Found out without importing torch.

torch writes down what it was built for in ``version.py``; that is read as text.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

from quizglass.i18n import tr
from quizglass.models import devices

_PCI = Path("/sys/bus/pci/devices")
_NVIDIA = "0x10de"
_DISPLAY_CLASSES = ("0x0300", "0x0302")  # VGA compatible and 3D controllers, PCI Code and ID Assignment
_BUILT_FOR = re.compile(r"^cuda\b[^=]*=\s*['\"](\d+)[.\d]*['\"]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class UnusedCard:
    """``card`` is its name, "" where only its maker is known. ``reason`` is a code that `words` knows."""

    card: str
    reason: str


def unused_card(device: str = "auto") -> UnusedCard | None:
    """The card that is there and not used, None where it is used or there is none. ``device`` is the setting."""
    card = devices.graphics_card()
    if card is None:
        return UnusedCard("", "no-driver") if _on_the_bus() else None
    reason = "chosen" if device == "cpu" else _reason()
    return UnusedCard(card.name, reason) if reason else None


def words(unused: UnusedCard) -> tuple[str, str]:
    """What is the matter and what helps, in the current language."""
    if not unused.card:
        return tr("This computer has an NVIDIA graphics card that is not used."), _remedy(unused.reason)
    return tr("The graphics card is not used: {card}.").format(card=unused.card), _remedy(unused.reason)


def _remedy(reason: str) -> str:
    match reason:
        case "no-driver":
            return tr("The NVIDIA driver is not installed or does not answer. Install it and restart the computer.")
        case "chosen":
            return tr("Models are set to run on the processor. Choose the graphics card on the page of models.")
        case "no-torch":
            return tr('The packages for models are not installed. Run: pip install "quizglass[models]"')
        case "no-cuda":
            return tr("PyTorch is built without CUDA. Install the build with CUDA, as pytorch.org/get-started says.")
        case _:
            return tr("The NVIDIA driver is too old for this PyTorch. Update the driver.")


def _reason() -> str:
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return "no-torch"
    try:
        built = _BUILT_FOR.search(Path(spec.origin).with_name("version.py").read_text(encoding="utf-8"))
    except OSError:
        return ""  # who built it so will know; loading tells
    if built is None:
        return "no-cuda"
    supported = devices.driver_cuda_version()
    return "old-driver" if supported and int(built[1]) > supported[0] else ""


def _on_the_bus() -> bool:
    """True when the kernel sees a display controller of NVIDIA; False where it cannot be asked."""
    try:
        return any(_is_card(device) for device in _PCI.iterdir())
    except OSError:
        return False


def _is_card(device: Path) -> bool:
    try:
        vendor, kind = ((device / name).read_text(encoding="ascii").strip() for name in ("vendor", "class"))
    except (OSError, ValueError):
        return False
    return vendor == _NVIDIA and kind.startswith(_DISPLAY_CLASSES)

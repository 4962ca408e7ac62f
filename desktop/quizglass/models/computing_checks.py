"""The heavy half of the doctor: torch, its CUDA against the driver, bitsandbytes, a product in 4 bit."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator

import torch

from quizglass.i18n import decimal, tr
from quizglass.models import devices, gpu_use
from quizglass.models.doctor import Check

logger = logging.getLogger(__name__)

_MOST_ERROR = 0.2
"""NF4 of normally distributed weights is off by about a tenth; a broken kernel by all of it."""


def checks() -> Iterator[Check]:
    yield check_torch()
    yield check_driver()
    library = check_bitsandbytes()
    yield library
    if library.status == "ok":
        yield check_product()


def check_torch() -> Check:
    """Is torch built for the card that is there?"""
    version = f"torch {torch.__version__}"
    if devices.graphics_card() is None:
        return Check("torch", "ok", tr("PyTorch is installed."), version)
    if torch.version.cuda is None:
        words = tr("PyTorch is built without CUDA: the graphics card is not used. Install the CUDA build.")
        return Check("torch", "fail", words, version)
    if not torch.cuda.is_available():
        words = tr("PyTorch cannot use the graphics card: the driver is too old or the card is not supported.")
        return Check("torch", "fail", words, f"{version}, CUDA {torch.version.cuda}")
    return Check("torch", "ok", tr("PyTorch can use the graphics card."), f"{version}, CUDA {torch.version.cuda}")


def check_driver() -> Check:
    """Does the driver speak the CUDA version that torch was built with?"""
    supported = devices.driver_cuda_version()
    if supported is None:
        unused = gpu_use.unused_card()
        if unused is not None:
            return Check("driver", "fail", gpu_use.words(unused)[1])
        return Check("driver", "ok", tr("No NVIDIA driver is needed: there is no card."))
    built = torch.version.cuda
    detail = tr("driver: CUDA {driver}, PyTorch: CUDA {torch}").format(
        driver=".".join(map(str, supported)), torch=built or "-"
    )
    if built and int(built.partition(".")[0]) > supported[0]:
        return Check("driver", "fail", tr("The NVIDIA driver is too old for this PyTorch: update the driver."), detail)
    return Check("driver", "ok", tr("The driver fits."), detail)


def check_bitsandbytes() -> Check:
    try:
        bitsandbytes = importlib.import_module("bitsandbytes")
    except (ImportError, OSError, RuntimeError) as error:
        words = tr("bitsandbytes cannot be loaded: models run only in 16 bit.")
        return Check("bitsandbytes", "fail", words, str(error))
    return Check("bitsandbytes", "ok", tr("bitsandbytes is installed."), f"bitsandbytes {bitsandbytes.__version__}")


def check_product() -> Check:
    """Multiply by a matrix in 4 bit on the device, and compare with the same in 32 bit on the processor."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        error = four_bit_error(device)
    except (RuntimeError, AssertionError) as failure:
        logger.warning("product in 4 bit failed on %s: %s", device, failure)
        words = tr("A product in 4 bit fails on this device.")
        return Check("4-bit", "fail", words, f"{device}: {failure}")
    detail = tr("{device}: relative error {error}").format(device=device, error=decimal(error, 3))
    # Written so that NaN fails.
    if not error < _MOST_ERROR:
        return Check("4-bit", "fail", tr("A product in 4 bit is wrong on this device."), detail)
    return Check("4-bit", "ok", tr("A product in 4 bit is right."), detail)


def four_bit_error(device: str, *, size: int = 512) -> float:
    """The relative error of a NF4 layer's product on ``device``."""
    from bitsandbytes.nn import Linear4bit

    random = torch.Generator().manual_seed(1)
    weight = torch.randn(size, size, generator=random)
    vectors = torch.randn(4, size, generator=random)
    layer = Linear4bit(size, size, bias=False, quant_type="nf4", compute_dtype=torch.float32)
    layer.load_state_dict({"weight": weight})
    layer = layer.to(device)  # quantizes
    with torch.inference_mode():
        product = layer(vectors.to(device)).cpu()
    exact = vectors @ weight.T
    return float((product - exact).norm() / exact.norm())

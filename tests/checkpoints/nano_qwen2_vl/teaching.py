"""Teaches a nano model to read, within as many minutes of processor time as it is given.

    OMP_WAIT_POLICY=PASSIVE PYTHONPATH=desktop:tests/checkpoints python -m nano_qwen2_vl.teaching FOLDER --minutes 45

A folder that holds a model is taught further, with lower rates.

Without that policy torch's threads wait by spinning, which on a machine with other work makes it some times slower.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch

from nano_qwen2_vl.exercises import exercises
from nano_qwen2_vl.shape import make
from nano_qwen2_vl.teacher import Teacher

BATCH = 24
RATE, MATRIX_RATE = 3e-3, 6e-3
"""The highest rates, of AdamW and of Muon."""
WARM_UP = 60
SIGHT_FIRST = 0.2
"""Of the time: the tower alone is taught at first."""
AGAIN = 0.6
"""Of the rates, when a model is taught further."""
HEAD_FIRST = 0.03
"""Of the time: a model that is taught further leaves its tower alone until the head, which is new, knows it."""
NOISE_FROM, NOISE = 0.4, 0.08
"""Of the time, and of the spread of a matrix: about what 4 bits make of it."""
_OFTEN = 25
_SAVED_EVERY_S = 180.0
_FADING = 0.95


class Pace:
    """How far the time has gone, 0..1, and what of its highest rate an optimizer takes: warm-up, then a cosine.

    It is the processor's time, all cores together: what else the machine does takes nothing away.
    """

    def __init__(self, minutes: float, *, again: bool) -> None:
        self._seconds = 60 * minutes
        self._started = time.process_time()
        self._share = AGAIN if again else 1.0

    @property
    def elapsed(self) -> float:
        return time.process_time() - self._started

    @property
    def done(self) -> float:
        return self.elapsed / self._seconds

    def rate(self, step: int) -> float:
        return (
            self._share * min(1.0, (step + 1) / WARM_UP) * (0.02 + 0.49 * (1 + math.cos(math.pi * min(1.0, self.done))))
        )


class Optimizers:
    """Muon for the matrices inside, AdamW for the rest.

    On the tower Muon (Jordan et al. 2024, scaled as in arXiv 2502.16982) learns letters in half of AdamW's steps.
    """

    def __init__(self, teacher: Teacher) -> None:
        within = [*teacher.model.model.visual.blocks.parameters(), *teacher.quantized]
        matrices = [weight for weight in within if weight.ndim == 2]
        known = {id(weight) for weight in matrices}
        rest = [weight for weight in teacher.weights if id(weight) not in known]
        muon = torch.optim.Muon(matrices, lr=MATRIX_RATE, weight_decay=0.02, adjust_lr_fn="match_rms_adamw")
        adam = torch.optim.AdamW(rest, lr=RATE, betas=(0.9, 0.98), weight_decay=0.02)
        self._all = ((muon, MATRIX_RATE), (adam, RATE))

    def step(self, weights: Sequence[torch.Tensor], rate: float) -> None:
        """Take the step that the gradients of ``weights`` ask for, at ``rate`` of the highest rates."""
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        for optimizer, highest in self._all:
            for group in optimizer.param_groups:
                group["lr"] = highest * rate
            optimizer.step()
            optimizer.zero_grad()


class Progress:
    """Prints now and then how large the losses are, as fading means."""

    def __init__(self) -> None:
        self._means = [0.0, 0.0]

    def show(self, step: int, seconds: float, *losses: torch.Tensor) -> None:
        self._means = [_FADING * old + (1 - _FADING) * new.item() for old, new in zip(self._means, losses, strict=True)]
        if step % _OFTEN == 0:
            answers, sight = (mean / (1 - _FADING ** (step + 1)) for mean in self._means)
            print(f"{step:6} {seconds:6.0f} s  answers {answers:.4f}  sight {sight:.4f}", flush=True)


@contextmanager
def as_if_quantized(weights: Sequence[torch.Tensor], share: float) -> Iterator[None]:
    """Noise of ``share`` of each matrix's spread, so that what is learnt survives 4 bits."""
    noise = [torch.randn_like(weight) * weight.detach().std() * share for weight in weights]
    with torch.no_grad():
        torch._foreach_add_(weights, noise)
    yield
    with torch.no_grad():
        torch._foreach_sub_(weights, noise)


def teach(folder: Path, minutes: float, *, again: bool = False, seed: int = 5) -> None:
    """Teach the model of ``folder``, saving it there every few minutes and, in 16 bit, at the end.

    ``again`` goes on with one that has learnt; another ``seed`` draws it other pages.
    """
    torch.manual_seed(seed)
    teacher, progress, pace = Teacher(folder), Progress(), Pace(minutes, again=again)
    optimizers = Optimizers(teacher)
    saved = 0.0
    for step, batch in enumerate(exercises(teacher.writer, random.Random(seed), BATCH)):
        done = pace.done
        if done >= 1:
            break
        teacher.model.requires_grad_(not again or done >= HEAD_FIRST)
        with as_if_quantized(teacher.quantized, NOISE if again or done > NOISE_FROM else 0.0):
            answers, sight = teacher.losses(batch, only_sight=done < (HEAD_FIRST if again else SIGHT_FIRST))
            (answers + (0.2 if again or done > 0.5 else 0.5) * sight).backward()
        optimizers.step(teacher.weights, pace.rate(step))
        progress.show(step, pace.elapsed, answers, sight)
        if pace.elapsed - saved > _SAVED_EVERY_S:
            saved = pace.elapsed
            teacher.model.save_pretrained(folder)
    teacher.model.to(torch.bfloat16).save_pretrained(folder)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--seed", type=int, default=5)
    wanted = parser.parse_args()
    again = (wanted.folder / "config.json").exists()
    if not again:
        make(wanted.folder)
    teach(wanted.folder, wanted.minutes, again=again, seed=wanted.seed)


if __name__ == "__main__":
    main()

"""What ``quizglass bench`` measured, as a table for a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from quizglass.evaluation.side_by_side import Figures, SideBySide
from quizglass.evaluation.speed import SpeedReport
from quizglass.i18n import decimal, tr

_MISSING = "-"
_PERCENT = 100


def in_words(report: SideBySide | SpeedReport) -> list[str]:
    """The report for a person."""
    return _side_by_side(report) if isinstance(report, SideBySide) else _asked_only(report)


def _titles() -> dict[str, str]:
    """What each of `Figures` is called."""
    return {
        "vision_s": tr("looking at a page"),
        "prefill_s": tr("taking in the prompt"),
        "first_token_cold_s": tr("first token, new page"),
        "first_token_warm_s": tr("first token, same page again"),
        "decode_tokens_per_s": tr("tokens a second"),
        "batch_tokens_per_s": tr("tokens a second, all answers at once"),
        "bandwidth_share": tr("share of the memory's speed"),
        "pages_per_minute": tr("pages a minute"),
        "peak_bytes": tr("most memory of the card"),
    }


def _in_units(name: str, value: float | None) -> str:
    """One of `Figures` with its unit; a dash where it is missing."""
    if value is None:
        return _MISSING
    if name == "bandwidth_share":
        return tr("{percent} %").format(percent=decimal(_PERCENT * value))
    if name == "peak_bytes":
        return _gigabytes(value)
    return decimal(value) if name.endswith(("per_s", "per_minute")) else _seconds(value)


def _side_by_side(report: SideBySide) -> list[str]:
    plan, info = report.plan, report.info
    precision = info.quantization if info.quantization == report.numbers else f"{info.quantization}, {report.numbers}"
    measured = tr("{prompt} tokens of prompt, {new} of each answer, {pages} pages, {batch} at once, {rounds} rounds")
    words = measured.format(
        prompt=report.prompt_tokens, new=plan.new_tokens, pages=plan.pages, batch=plan.batch, rounds=plan.rounds
    )
    once = (
        (tr("loading"), _seconds(report.load_s)),
        (tr("memory of the weights"), _gigabytes(info.memory_bytes)),
        (tr("memory used in all"), _gigabytes(report.used_bytes)),
        (tr("memory's speed, by copying"), _per_second(report.copied_bytes_per_s)),
        (tr("read for each token"), _gigabytes(report.read_bytes_per_token)),
    )
    return [
        f"{info.id} ({info.device}, {precision})",
        f"  {words}",
        *(_row(title, value) for title, value in once),
        "",
        _row("", "Quizglass", "generate", tr("times")),
        *_beside(report),
        *_compiled(report),
        *_remarks(report),
    ]


def _beside(report: SideBySide) -> list[str]:
    ours: dict[str, Any] = asdict(report.quizglass)
    theirs: dict[str, Any] = asdict(report.generate or Figures())
    times = report.times
    return [
        _row(
            title,
            _in_units(name, ours[name]),
            _in_units(name, theirs[name]),
            decimal(times[name], 2) if name in times else _MISSING,
        )
        for name, title in _titles().items()
        if ours[name] is not None or theirs[name] is not None
    ]


def _compiled(report: SideBySide) -> list[str]:
    """What torch.compile won, where that was asked for."""
    made = report.compiled
    if made is None:
        return []
    if made.compiled_tokens_per_s is None or made.plain_tokens_per_s is None or made.compile_s is None:
        words = tr("The step could not be compiled here ({reason}). Nothing but this measurement needs that.")
        return ["", f"  {words.format(reason=made.trouble)}"]
    rates = made.compiled_tokens_per_s, made.plain_tokens_per_s
    return [
        "",
        _row("", tr("compiled"), tr("as it is"), tr("times")),
        _row(tr("tokens a second"), *map(decimal, rates), decimal(rates[0] / rates[1], 2)),
        _row(tr("compiling"), _seconds(made.compile_s)),
    ]


def _remarks(report: SideBySide) -> list[str]:
    remarks = []
    if report.generate is None:
        remarks.append(tr("How this family is asked through generate is not known here."))
    if report.plan.batch > 1 and report.quizglass.batch_tokens_per_s is None:
        remarks.append(tr("Answers of this model are not said at once, or there was no memory for that."))
    if report.same_tokens is False:
        remarks.append(tr("The two did not say the same tokens, which rounding in 16 bit and less does."))
    return [f"  {remark}" for remark in remarks]


def _asked_only(report: SpeedReport) -> list[str]:
    kind = f"{report.device}, {report.quantization}" if report.quantization else report.device
    rate = decimal(report.pieces_per_s) if report.pieces_per_s is not None else _MISSING
    rows = (
        (tr("loading"), _seconds(report.load_s)),
        (tr("looking at a page"), _seconds(report.look_s)),
        (tr("first words of an answer"), _seconds(report.first_text_s)),
        (tr("whole answer"), _seconds(report.answer_s)),
        (tr("tokens a second"), rate),
        (tr("memory of the weights"), _gigabytes(report.weights_bytes)),
        (tr("memory used in all"), _gigabytes(report.used_bytes)),
    )
    return [f"{report.model} ({kind})", *(_row(title, value) for title, value in rows)]


def _row(title: str, *cells: str) -> str:
    return f"  {title:<40}" + "".join(f"{cell:>14}" for cell in cells)


def _seconds(value: float) -> str:
    return tr("{seconds} s").format(seconds=decimal(value, 3))


def _gigabytes(value: float) -> str:
    digits = 2 if value >= 1e8 else 4
    return tr("{size} GB").format(size=decimal(value / 1e9, digits))


def _per_second(value: float) -> str:
    return tr("{size} GB/s").format(size=decimal(value / 1e9))

"""``quizglass bench --random tiny``, in this process, with a worker and a model that are real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from quizglass import i18n
from quizglass.cli import bench, chart_canvas
from quizglass.cli.main import main
from quizglass.paths import cache_dir

QUICK = ("--rounds", "1", "--image-tokens", "16", "--new-tokens", "4", "--pages", "1", "--batch", "2")


def left_behind() -> list[Path]:
    return list(cache_dir().glob("*")) if cache_dir().exists() else []


def test_for_a_script_with_a_chart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    chart = tmp_path / "speed.png"
    assert main(["bench", "--random", "tiny", "--json", "--chart", str(chart), *QUICK]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["model"] == "tiny"
    assert report["new_tokens"] == 4
    for side in ("quizglass", "generate"):
        assert report[side]["decode_tokens_per_s"] > 0
        assert report[side]["batch_tokens_per_s"] > 0
        assert report[side]["pages_per_minute"] > 0
    assert report["times"].keys() == report["generate"].keys() - {"peak_bytes"}
    with Image.open(chart) as picture:
        assert picture.format == "PNG"
        colours = {colour for _, colour in picture.getcolors(2**20)}
    assert {(0x1F, 0x5F, 0xBF), (0xB9, 0xBE, 0xC7)} <= colours, "both sides have bars"
    assert not left_behind()


def test_for_a_person_in_russian(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(i18n, "system_language", lambda: "ru")
    monkeypatch.setattr(chart_canvas, "_FONTS", ())  # a system without a font that has Cyrillic letters
    chart = tmp_path / "speed.png"
    assert main(["bench", "--random", "tiny", "--quantization", "bf16", "--chart", str(chart), *QUICK]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("tiny (")
    assert "bf16" in lines[0]
    (rate,) = (line for line in lines if line.strip().startswith("токенов в секунду "))
    assert rate.count(",") == 3, "both sides, and how many times as fast"
    with Image.open(chart) as picture:
        assert picture.width == chart_canvas.WIDTH


def test_stopped_by_the_user_it_leaves_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def interrupted(*_: object, **__: object) -> None:
        made.extend(left_behind())
        raise KeyboardInterrupt

    monkeypatch.setattr(bench, "measure_beside_generate", interrupted)
    assert main(["bench", "--random", "tiny", *QUICK]) == 130
    assert made, "the model was there"
    assert not left_behind()
    assert "Stopped" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (["--random", "huge"], 2, "There is no size “huge”. There are: tiny, qwen2-vl-2b,"),
        (["--random", "tiny", "--model", "built-in"], 2, "--random"),
        (["--random", "tiny", "--quantization", "2bit"], 2, "There are: nf4, int8, bf16."),
        (["--random", "tiny", "--rounds", "0"], 2, "from 1 to 1000"),
        (["--random", "tiny", "--new-tokens", "many"], 2, "“many”"),
        (["--random", "tiny", "--chart", "speed.jpg"], 2, "“speed.jpg”"),
        (["--random", "tiny", "--chart", "no-such-folder/speed.png"], 5, "no-such-folder"),
        (["--model", "no-such-model"], 3, "no-such-model"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    typed: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", *typed]) == code
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_nothing_to_draw_of_a_model_that_does_not_see(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["bench", "--model", "built-in", "--chart", str(tmp_path / "speed.png")]) == 0
    assert "nothing to draw" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.png"))

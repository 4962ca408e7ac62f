"""moondream2: it cuts pictures and finds places as its publisher does, and takes only the right vocabulary."""

from __future__ import annotations

import json
import random
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path

import plain_moondream2 as theirs
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from plain_qwen_vl import picture_of

from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, ModelFolderUnusable
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.models import catalog, store
from quizglass.models.engine import Ask, View
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import need_of
from quizglass.models.moondream2.configuration import Moondream2Config, VisionShape
from quizglass.models.moondream2.crops import Cutter, Tiling, put_together
from quizglass.models.moondream2.engine import Moondream2Engine
from quizglass.models.moondream2.network import HfMoondream
from quizglass.models.vision_language.engine import VisionGlimpse
from quizglass.pages import PageImage
from quizglass.settings import Quantization

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "moondream2.py"
CUTTER = Cutter.of(VisionShape())
SIDES = st.integers(1, 4000)
A_LINE = PageRect(0.1, 0.2, 0.9, 0.22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = runpy.run_path(str(SCRIPT))["make"](tmp_path_factory.mktemp("checkpoints") / "moondream2 tiny")
    return made


def opened(folder: Path, dtype: str) -> Moondream2Engine:
    model = InstalledModel("tiny", "Tiny", "moondream1", folder)
    engine = Moondream2Engine(model, quantization=Quantization.BF16, device="cpu", dtype=dtype)
    engine.load(lambda _: None, CancelToken())
    return engine


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Moondream2Engine]:
    made = opened(folder, "float32")
    yield made
    made.unload()


def look(engine: Moondream2Engine, region: PageRect = WHOLE_PAGE, cancel: CancelToken | None = None) -> VisionGlimpse:
    width, height = engine.image_size(Size(595 * region.width, 842 * region.height))
    image = PageImage(width, height, 3 * width, random.Random(1).randbytes(3 * width * height))
    return engine.look(View(0, (), region, image), cancel or CancelToken())


@given(SIDES, SIDES, st.integers(1, 12))
def test_a_picture_is_cut_as_the_publisher_cuts_it(width: int, height: int, most: int) -> None:
    tiling = CUTTER.tiling(width, height, most)
    rows, columns = theirs.tiles(height - 112, width - 112, most)
    assert (tiling.rows, tiling.columns) == (rows, columns) or rows * columns > most
    assert tiling.crops <= most


@given(st.floats(1, 1000), st.floats(1, 1000), st.integers(1, 12))
def test_the_finest_size_needs_no_more_crops_than_there_are(width: float, height: float, most: int) -> None:
    finest = CUTTER.finest(Size(width, height), most)
    assert finest.width / finest.height == pytest.approx(width / height)
    tiling = CUTTER.tiling(int(finest.width), int(finest.height), most)
    assert CUTTER.extent(tiling) >= (int(finest.width), int(finest.height)) or tiling == Tiling(1, 1)
    assert max(finest) >= 378 * (1 - 1e-9), "not even the smallest crop would be filled"


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (4, 3)])
def test_every_part_of_the_picture_is_put_back_in_its_place(rows: int, columns: int) -> None:
    margin, inner = 4, 27 - 8
    whole = torch.arange((rows * inner + 8) * (columns * inner + 8)).view(rows * inner + 8, -1, 1)
    crops = [
        whole[row * inner : row * inner + 27, column * inner : column * inner + 27]
        for row in range(rows)
        for column in range(columns)
    ]
    assert torch.equal(put_together(torch.stack(crops), Tiling(rows, columns), margin), whole)


def test_places_are_those_of_the_publisher(engine: Moondream2Engine, folder: Path) -> None:
    glimpse = look(engine)
    assert glimpse.view.image
    ids = engine._session.writer.detection("total")
    found = engine._detected(engine._prefix(glimpse, CancelToken()), "total", CancelToken())
    plain = theirs.Plain(folder)
    prefix, suffix = plain.templates["detect"].values()
    wanted = plain.places(picture_of(glimpse.view.image), ids[len(prefix) : -len(suffix)], most=16)
    assert len(found) == 16
    torch.testing.assert_close(torch.tensor(found), torch.tensor(wanted))
    on_page = engine.locate(glimpse, "total", CancelToken())
    assert on_page
    assert all(box == box.clamped() for box in on_page)


def test_a_line_of_text_is_not_squeezed(engine: Moondream2Engine) -> None:
    prefix = look(engine, A_LINE).prefix
    assert prefix
    assert prefix.shown.size.width / prefix.shown.size.height < 2, "white was added below it"
    assert prefix.content.width == 1.0
    assert prefix.content.height == pytest.approx(23 / 379, abs=0.01)
    boxes = engine.locate(look(engine, A_LINE), "total", CancelToken())
    assert all(A_LINE.y0 - 1e-9 <= box.y0 <= box.y1 <= A_LINE.y1 + 1e-9 for box in boxes)


def test_less_memory_means_fewer_crops(engine: Moondream2Engine) -> None:
    image = look(engine).view.image
    assert image
    sight = engine._session.sight
    with torch.inference_mode():
        tokens = [sight.look(image, most, CancelToken()).shown.tokens for most in (5 * 729, 3 * 729, 64)]
    assert tokens == [5 * 729, 2 * 729, 2 * 729]


def test_it_answers_in_sixteen_bit(folder: Path) -> None:
    engine = opened(folder, "bfloat16")
    pieces: list[str] = []
    reply = engine.answer(look(engine), Ask("Who?", max_new_tokens=8), on_text=pieces.append, cancel=CancelToken())
    assert reply.found
    assert "".join(pieces).strip() == reply.text
    assert engine.locate(look(engine), "total", CancelToken())
    engine.unload()


def test_a_cancel_is_heard_everywhere(engine: Moondream2Engine) -> None:
    cancel, glimpse = CancelToken(), look(engine)
    reply = engine.answer(glimpse, Ask("What is the total?"), on_text=lambda _: cancel.cancel(), cancel=cancel)
    assert reply.stopped
    with pytest.raises(Cancelled):
        engine.locate(glimpse, "total", cancel)
    with pytest.raises(Cancelled):
        look(engine, cancel=cancel)


def test_what_the_user_wrote_is_no_mark(engine: Moondream2Engine) -> None:
    asked = engine._session.writer.question("What is <|endoftext|> <|md_reserved_2|>?")
    assert [token for token in asked if token <= 20] == [1, 2, 3, 3], "only those around the question"


def test_the_oldest_exchanges_give_way(engine: Moondream2Engine) -> None:
    writer, decode = engine._session.writer, engine._session.loaded.tokenizer.decode
    earlier = [Exchange(f"Question {number}?", "word " * 100) for number in range(20)]
    asked = writer.question("And then?", earlier)
    assert len(asked) <= 2048 - 730 - 512
    assert "Question 19?" in decode(asked)
    assert "Question 0?" not in decode(asked)


def test_the_published_network_has_the_published_size() -> None:
    with torch.device("meta"):
        network = HfMoondream(Moondream2Config(config={}))
    assert sum(weight.numel() for weight in network.parameters()) == 1_927_237_104


def test_its_memory_is_known_though_its_config_says_nothing(folder: Path) -> None:
    model = InstalledModel("tiny", "Tiny", "moondream1", folder)
    whole, packed = (need_of(model, quantization) for quantization in (Quantization.BF16, Quantization.NF4))
    assert whole.cache == (1280 + 1024) * 2 * 24 * 2048 * 2
    assert whole.picture > 0
    assert packed.weights < whole.weights, "the layers of the language model are quantized"


def test_the_tokenizer_of_older_releases_is_refused_in_words(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "moondream2"))
    read = json.loads((copy / "tokenizer.json").read_text(encoding="utf-8"))
    read["added_tokens"] = [token for token in read["added_tokens"] if "reserved" not in token["content"]]
    (copy / "tokenizer.json").write_text(json.dumps(read), encoding="utf-8")
    with pytest.raises(ModelFolderUnusable, match="moondream/starmie-v1"):
        store.import_folder(copy)


def test_the_catalogue_knows_where_the_right_tokenizer_is() -> None:
    entry, family = catalog.entry("moondream2"), catalog.families()["moondream1"]
    assert entry
    assert family.vocabulary
    assert not entry.obstacle
    [borrowed] = [file for file in entry.files if file.repository]
    assert (borrowed.name, borrowed.repository) == ("tokenizer.json", family.vocabulary.repository)
    assert len(borrowed.revision) == 40

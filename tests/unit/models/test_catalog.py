"""The models that are known by name, and those that a user adds."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from quizglass.models import catalog, obstacles
from quizglass.models.catalog_entry import NotAnEntry, read_entry

OWN = """
[[models]]
id = "my-own"
name = "Моя модель"
family = "qwen2_vl"
repository = "me/My-Own"
licence = "MIT"
"""


@pytest.fixture
def own_file() -> Path:
    catalog.own_file().parent.mkdir(parents=True)
    return catalog.own_file()


def test_every_family_can_be_made() -> None:
    for family in catalog.families().values():
        assert callable(importlib.import_module(family.module).create_engine)
        assert family.architectures


def test_every_entry_says_what_a_user_must_know() -> None:
    ids = [entry.id for entry in catalog.entries()]
    assert len(ids) == len(set(ids))
    for entry in catalog.entries():
        assert entry.licence
        assert entry.languages
        assert entry.parameters
        assert entry.abilities
        assert not entry.own
        assert entry.obstacle or entry.family in catalog.families()
        assert entry.obstacle in {"", *obstacles.known()}
        assert ("russian" in entry.abilities) <= ("ru" in entry.languages)
        assert entry.docvqa is None or 0 < entry.docvqa <= 100


def test_memory_falls_with_the_bits() -> None:
    for entry in catalog.entries():
        sizes = [entry.memory_gb[bits] for bits in ("nf4", "int8", "bf16") if bits in entry.memory_gb]
        assert sizes == sorted(set(sizes)), entry.id


@pytest.mark.parametrize("nested", [False, True])
def test_a_published_config_is_recognised(nested: bool) -> None:
    """The published config.json is flat; what transformers 5 saves has a text_config."""
    shape = {"hidden_size": 1536, "num_hidden_layers": 28}
    config = {"model_type": "qwen2_vl", **({"text_config": shape} if nested else shape)}
    known = catalog.recognise(config)
    assert known
    assert known.id == "qwen2-vl-2b-instruct"


@pytest.mark.parametrize(
    "config", [{"model_type": "qwen2_vl", "hidden_size": 64}, {}, {"model_type": "qwen2_vl", "hidden_size": [1536]}]
)
def test_an_unknown_shape_is_nobody(config: dict[str, object]) -> None:
    assert catalog.recognise(config) is None


def test_users_add_entries(own_file: Path) -> None:
    own_file.write_text(OWN, encoding="utf-8")
    entry = catalog.entry("my-own")
    assert entry
    assert (entry.name, entry.own, entry.docvqa) == ("Моя модель", True, None)
    assert catalog.own_entries().problems == ()


def test_an_entry_of_ones_own_takes_the_place_of_the_one_that_ships(own_file: Path) -> None:
    count = len(catalog.entries())
    own_file.write_text(OWN.replace("my-own", "qwen2-vl-2b-instruct"), encoding="utf-8")
    assert len(catalog.entries()) == count
    entry = catalog.entry("qwen2-vl-2b-instruct")
    assert entry
    assert entry.repository == "me/My-Own"


@pytest.mark.parametrize(
    ("added", "named"),
    [
        ("colour = 3", "colour"),
        ('family = "nobody"', "nobody"),
        ('repository = "../../etc"', "repository"),
        ('revision = "main"', "revision"),
        ('id = "../x"', "id"),
        ('files = [{ name = "../up.json" }]', "files"),
        ('files = [{ name = "a", sha256 = "12" }]', "files"),
        ('abilities = ["flies"]', "abilities"),
        ('languages = "en"', "languages"),
        ('memory_gb = { nf4 = "much" }', "memory_gb"),
        ("commercial = 1", "commercial"),
    ],
)
def test_a_wrong_entry_is_left_out_and_told(own_file: Path, added: str, named: str) -> None:
    kept = [line for line in OWN.splitlines() if not line.startswith(added.split(" ", 1)[0] + " ")]
    good = OWN.replace("my-own", "good")
    own_file.write_text("\n".join([*kept, added, good]), encoding="utf-8")
    own = catalog.own_entries()
    assert [entry.id for entry in own.entries] == ["good"]
    assert len(own.problems) == 1
    assert named in own.problems[0]


@pytest.mark.parametrize("text", ["[[models", "models = 3", "\x00"])
def test_a_file_that_is_no_catalogue_hides_nothing(own_file: Path, text: str) -> None:
    own_file.write_text(text, encoding="utf-8")
    assert len(catalog.own_entries().problems) == 1
    assert catalog.entry("qwen2-vl-2b-instruct")


@pytest.mark.parametrize("table", [None, [], {}, {"id": "x"}])
def test_no_entry(table: object) -> None:
    with pytest.raises(NotAnEntry):
        read_entry(table)


def test_obstacles_are_told_in_sentences() -> None:
    assert obstacles.words("") == ""
    assert all(obstacles.words(code).endswith(".") for code in obstacles.known())

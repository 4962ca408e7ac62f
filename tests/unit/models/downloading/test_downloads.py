"""A model fetched by the real process from a real server, interrupted in every way."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hub_server import BESIDE, COMMIT, REPOSITORY, HubServer

from quizglass.cancellation import CancelToken
from quizglass.errors import (
    Cancelled,
    DependencyMissing,
    DownloadFailed,
    LicenceNotAccepted,
    ModelFolderUnusable,
    NotDownloadable,
    NotEnoughSpace,
    NotInCatalogue,
)
from quizglass.models import store
from quizglass.models.downloading import downloads
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.paths import models_dir

pytestmark = pytest.mark.network

Know = Callable[..., None]
TAKEN = {
    "LICENSE", "chat_template.jinja", "config.json", "generation_config.json", "model.safetensors",
    "README.md", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "processor_config.json",
}  # fmt: skip


def assert_whole(published: Path) -> None:
    """The one model is byte for byte what was published, and nothing unfinished is left."""
    [model] = store.list_models()
    assert model.path
    for file in model.path.iterdir():
        if file.name != store.MANIFEST:
            assert file.name in TAKEN
            assert file.read_bytes() == (published / file.name).read_bytes()
    assert store.verify(model.id) == ""
    assert [file.name for file in models_dir().iterdir()] == [model.id]


def test_a_model_is_fetched_whole(hub: HubServer, published: Path, know: Know) -> None:
    know()
    seen: list[DownloadProgress] = []
    model = downloads.download("tiny", progress=seen.append)
    assert (model.id, model.name, model.repository, model.revision) == ("tiny", "Tiny", REPOSITORY, COMMIT)
    assert seen[-1].done_bytes == seen[-1].total_bytes == model.size_bytes
    assert_whole(published)
    # No word about this computer but the program's name; and scripts and pickles were not even asked for.
    assert all(agent.startswith("quizglass/") and "torch" not in agent for agent in hub.agents)
    assert {name for name, _ in hub.ranges} <= TAKEN


def test_a_file_may_be_taken_from_another_repository(
    hub: HubServer, published: Path, know: Know, tmp_path: Path
) -> None:
    hub.beside = tmp_path / "beside"
    hub.beside.mkdir()
    other = (published / "tokenizer.json").read_text(encoding="utf-8").replace("{", "{ ", 1)
    (hub.beside / "tokenizer.json").write_text(other, encoding="utf-8")
    (hub.beside / "config.json").write_text("not what is wanted", encoding="utf-8")
    place = f'name = "tokenizer.json", repository = "{BESIDE}", revision = "{COMMIT}"'
    know(f'revision = "{COMMIT}"\nfiles = [{{ {place} }}]')
    model = downloads.download("tiny")
    assert model.path
    assert (model.path / "tokenizer.json").read_text(encoding="utf-8") == other
    assert (model.path / "config.json").read_bytes() == (published / "config.json").read_bytes()
    assert [name for name, _ in hub.ranges].count("tokenizer.json") == 1, "the wrong one was not even asked for"
    assert store.verify(model.id) == ""


def test_a_file_that_is_not_in_the_other_repository_is_told(hub: HubServer, know: Know, tmp_path: Path) -> None:
    hub.beside = tmp_path
    place = f'name = "tokenizer.json", repository = "{BESIDE}", revision = "{COMMIT}"'
    know(f'revision = "{COMMIT}"\nfiles = [{{ {place} }}]')
    with pytest.raises(DownloadFailed, match=r"tokenizer\.json"):
        downloads.download("tiny")


def test_what_is_there_is_not_fetched_again(hub: HubServer, know: Know) -> None:
    know()
    first = downloads.download("tiny")
    asked = len(hub.ranges)
    assert downloads.download("tiny") == first
    assert len(hub.ranges) == asked


def test_a_cancel_keeps_what_has_come(hub: HubServer, published: Path, know: Know) -> None:
    know()
    hub.faults.hang_after = 270_000
    cancel = CancelToken()

    def stop(progress: DownloadProgress) -> None:
        if progress.done_bytes > 262_144:
            cancel.cancel()

    with pytest.raises(Cancelled):
        downloads.download("tiny", progress=stop, cancel=cancel)
    assert store.list_models() == []
    [begun] = downloads.unfinished()
    assert begun.catalog_id == "tiny"
    assert 262_144 <= begun.done_bytes < begun.total_bytes
    hub.faults.hang_after = None
    hub.ranges.clear()
    downloads.download("tiny")
    assert hub.ranges == [("model.safetensors", "bytes=262144-")], "the other files are there already"
    assert downloads.unfinished() == []
    assert_whole(published)


def test_a_file_is_right_wherever_its_download_was_killed(hub: HubServer, published: Path, tmp_path: Path) -> None:
    """All in one process, for time: what a kill leaves at many bytes, gone on with by a server in two moods."""
    script = Path(__file__).with_name("resume_everywhere.py")

    def resume(*names: str) -> None:
        command = [sys.executable, script, published, tmp_path / "downloads", REPOSITORY, COMMIT, *names]
        environment = {**os.environ, "HF_HUB_OFFLINE": "0"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    resume("config.json", "tokenizer.json", "model.safetensors")
    assert len({asked for _, asked in hub.ranges if asked}) > 25
    hub.faults.ignore_ranges = True
    resume("model.safetensors")


def test_a_second_download_of_the_same_is_refused(hub: HubServer, know: Know) -> None:
    know()
    hub.faults.hang_after = 1000
    cancel = CancelToken()
    refused: list[str] = []

    def again(progress: DownloadProgress) -> None:
        if progress.done_bytes and not refused:
            with pytest.raises(DownloadFailed) as caught:
                downloads.download("tiny")
            refused.append(str(caught.value))
            cancel.cancel()

    with pytest.raises(Cancelled):
        downloads.download("tiny", progress=again, cancel=cancel)
    assert "already" in refused[0]


def test_a_new_revision_in_the_catalogue_starts_clean(hub: HubServer, published: Path, know: Know) -> None:
    know()
    hub.faults.hang_after = 1000
    with pytest.raises(DownloadFailed):
        downloads.download("tiny", stall_s=1.2)
    hub.faults.hang_after = None
    hub.commit = "f" * 40
    (published / "README.md").write_text("new")
    know(f'revision = "{hub.commit}"')
    hub.ranges.clear()
    assert downloads.download("tiny").revision == hub.commit
    assert all(not asked for _, asked in hub.ranges)


def test_what_has_come_can_be_thrown_away(hub: HubServer, know: Know) -> None:
    know()
    hub.faults.hang_after = 1000
    with pytest.raises(DownloadFailed, match="Nothing has come for"):
        downloads.download("tiny", stall_s=1.2)
    assert downloads.discard("tiny")
    assert not downloads.discard("tiny")
    assert not list(models_dir().iterdir())


@pytest.mark.parametrize("no_lengths", [False, True])
def test_a_line_that_breaks_off_is_taken_up_again(
    hub: HubServer, published: Path, know: Know, no_lengths: bool
) -> None:
    know()
    hub.faults.no_lengths = no_lengths
    hub.faults.cut_after = [10**9, 270_000]
    downloads.download("tiny")
    assert hub.ranges[-2:] == [
        ("model.safetensors", ""),
        ("model.safetensors", f"bytes={270_000 if no_lengths else 262_144}-"),
    ]
    assert_whole(published)


def test_a_revision_that_is_not_pinned_is_written_down(hub: HubServer, published: Path, know: Know) -> None:
    know("")
    assert downloads.download("tiny").revision == COMMIT
    assert_whole(published)


def test_garbled_files_are_never_used(hub: HubServer, know: Know) -> None:
    know()
    hub.faults.garbled = {"model.safetensors"}
    with pytest.raises(DownloadFailed, match=r"model\.safetensors does not arrive as it was published"):
        downloads.download("tiny")
    assert store.list_models() == []
    hub.faults.garbled.clear()
    assert downloads.download("tiny").size_bytes


def test_small_files_are_checked_too(hub: HubServer, know: Know) -> None:
    know()
    hub.faults.garbled = {"config.json"}
    with pytest.raises(DownloadFailed, match=r"config\.json"):
        downloads.download("tiny")


def test_what_the_catalogue_knows_counts_more_than_what_the_server_says(hub: HubServer, know: Know) -> None:
    wrong = hashlib.sha256(b"another").hexdigest()
    know(f'files = [{{ name = "model.safetensors", sha256 = "{wrong}" }}]')
    with pytest.raises(DownloadFailed, match=r"model\.safetensors is not what the catalogue knows"):
        downloads.download("tiny")


def test_the_pinned_revision_went_away(hub: HubServer, know: Know) -> None:
    know()
    hub.commit = "f" * 40
    with pytest.raises(NotDownloadable, match="no longer"):
        downloads.download("tiny")


def test_a_server_that_has_another_revision_than_it_was_asked_for(hub: HubServer, know: Know) -> None:
    know()
    hub.faults.lists_commit = "e" * 40
    with pytest.raises(DownloadFailed, match="another revision"):
        downloads.download("tiny")
    assert not hub.ranges


@pytest.mark.parametrize(
    ("status", "code", "error", "words"),
    [
        (401, "GatedRepo", NotDownloadable, "hf auth login"),
        (404, "RepoNotFound", NotDownloadable, "no longer"),
        (400, "", DownloadFailed, "refuses"),
    ],
)
def test_a_server_that_refuses(
    hub: HubServer, know: Know, status: int, code: str, error: type[Exception], words: str
) -> None:
    know()
    hub.faults.status, hub.faults.error_code = status, code
    with pytest.raises(error, match=words):
        downloads.download("tiny")


def test_a_page_that_wants_one_to_sign_in(hub: HubServer, know: Know) -> None:
    know()
    hub.faults.page = True
    with pytest.raises(DownloadFailed, match="not as a server of models"):
        downloads.download("tiny")


def test_no_server_at_all(know: Know, monkeypatch: pytest.MonkeyPatch) -> None:
    know()
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(DownloadFailed, match="no connection"):
        downloads.download("tiny")


def test_only_pickles(hub: HubServer, published: Path, know: Know) -> None:
    know()
    (published / "model.safetensors").unlink()
    (published / "consolidated.safetensors").unlink()
    with pytest.raises(NotDownloadable, match="pickle"):
        downloads.download("tiny")


def test_a_disk_that_is_too_small(hub: HubServer, know: Know, published: Path) -> None:
    know()
    hub.faults.claims = {"model.safetensors": shutil.disk_usage(published).free}
    with pytest.raises(NotEnoughSpace, match="Tiny needs"):
        downloads.download("tiny")
    assert not any(name == "model.safetensors" for name, _ in hub.ranges)


@pytest.mark.parametrize("claimed", [1000, 10**7])
def test_a_server_that_does_not_keep_to_its_list(hub: HubServer, know: Know, claimed: int) -> None:
    know()
    hub.faults.claims = {"model.safetensors": claimed}
    with pytest.raises(DownloadFailed):
        downloads.download("tiny")
    assert store.list_models() == []


def test_what_was_published_is_no_model_for_us(hub: HubServer, published: Path, know: Know) -> None:
    know()
    config = published / "config.json"
    config.write_text(config.read_text().replace("Qwen2VLForConditionalGeneration", "Qwen2VLModel"))
    with pytest.raises(ModelFolderUnusable, match=r"Tiny cannot be imported\. Its architecture is Qwen2VLModel"):
        downloads.download("tiny")
    assert not list(models_dir().iterdir())


def test_nothing_is_tried_before_the_licence_is_accepted(hub: HubServer, know: Know) -> None:
    know(accept=False)
    with pytest.raises(LicenceNotAccepted, match="MIT"):
        downloads.download("tiny")
    know('licence_url = "https://example.org/mit"\ncommercial = false', accept=False)
    with pytest.raises(LicenceNotAccepted, match=r"no commercial use, https://example\.org/mit"):
        downloads.download("tiny")
    assert not hub.agents


def test_without_the_package_it_is_told_how_to_get_it(know: Know, monkeypatch: pytest.MonkeyPatch) -> None:
    know()
    monkeypatch.setattr(downloads, "_PACKAGE", "no_such_package")
    with pytest.raises(DependencyMissing, match="pip install no_such_package"):
        downloads.download("tiny")


def test_a_process_that_fails_is_told_and_leaves_a_trace(
    hub: HubServer, know: Know, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    know()
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")  # needs a package that is not there
    monkeypatch.delenv("NO_PROXY")
    with pytest.raises(DownloadFailed, match="ended unexpectedly"):
        downloads.download("tiny")
    assert "hub.py" in caplog.text


def test_what_the_catalogue_says_cannot_be_downloaded_is_not_tried(know: Know) -> None:
    know('obstacle = "larger-than-a-card"')
    with pytest.raises(NotDownloadable, match="server"):
        downloads.download("tiny")


def test_models_that_nobody_knows() -> None:
    with pytest.raises(NotInCatalogue):
        downloads.download("nothing")

"""What is asked of the Hugging Face Hub, through huggingface_hub. Imported only in the process that downloads."""

from __future__ import annotations

import httpx2
from huggingface_hub import HfApi, constants, get_token, hf_hub_url
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.file_download import http_get

from quizglass import __version__
from quizglass.models.downloading.plan import RemoteFile
from quizglass.models.downloading.verified_file import VerifiedFile

_CHUNK_BYTES = 2**18
_LIST_TIMEOUT_S = 30.0


class Trouble(Exception):
    """``kind`` is one of the names that `troubles` has words for; ``facts`` go into them."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.facts = facts


class Hub:
    """One repository at one revision; "" is the newest."""

    def __init__(self, repository: str, revision: str) -> None:
        # What is lost when a connection breaks off is at most one chunk; the library's own are 10 MB.
        constants.DOWNLOAD_CHUNK_SIZE = _CHUNK_BYTES
        self._repository = repository
        self._revision = revision
        self._api = HfApi(library_name="quizglass", library_version=__version__)

    def files(self) -> tuple[str, list[RemoteFile]]:
        """The commit, and all files that it holds.

        Raises:
            Trouble: the repository cannot be asked.
        """
        try:
            info = self._api.model_info(
                self._repository, revision=self._revision or None, files_metadata=True, timeout=_LIST_TIMEOUT_S
            )
        except (httpx2.HTTPError, HfHubHTTPError) as error:
            raise trouble_of(error) from error
        except (ValueError, TypeError, KeyError) as error:  # an answer, but not one of a hub
            raise Trouble("not-a-hub") from error
        if not info.sha or not info.siblings:
            raise Trouble("not-a-hub")
        self._revision = info.sha
        found = []
        for file in info.siblings:
            if file.size is None or not (file.lfs or file.blob_id):
                raise Trouble("not-a-hub")
            sha256 = file.lfs.sha256 if file.lfs else ""
            found.append(RemoteFile(file.rfilename, file.size, sha256, "" if file.lfs else str(file.blob_id)))
        return info.sha, found

    def fetch(self, remote: RemoteFile, into: VerifiedFile) -> None:
        """Add to ``into`` what is missing at its end.

        Raises:
            Trouble: "network" when it may go better a moment later.
            OSError: the disk does not take it.
            TooLong: the server sends more than it said.
        """
        headers = {"user-agent": f"quizglass/{__version__}", "accept-encoding": "identity"}
        token = get_token()
        if token:
            headers["authorization"] = f"Bearer {token}"
        before = into.length
        url = hf_hub_url(self._repository, remote.name, revision=self._revision)
        try:
            http_get(url, into, resume_size=into.length, headers=headers, expected_size=remote.size)  # type: ignore[arg-type]
        except (httpx2.HTTPError, HfHubHTTPError) as error:
            raise trouble_of(error) from error
        except OSError as error:
            if error.errno is not None:
                raise
            # The library's way to say that the answer ended early and nobody called that a mistake: a line that broke
            # off without a length being told, or a server that has less than was published.
            raise Trouble("network" if into.length > before else "not-as-published", file=remote.name) from error


def trouble_of(error: Exception) -> Trouble:
    """The name of what went wrong between here and the hub."""
    if isinstance(error, GatedRepoError):
        return Trouble("gated")
    if isinstance(error, RepositoryNotFoundError | RevisionNotFoundError | EntryNotFoundError):
        return Trouble("not-there")
    if isinstance(error, HfHubHTTPError):
        status = error.response.status_code
        kinds = {401: "gated", 403: "gated", 404: "not-there"}
        return Trouble(kinds.get(status, "network" if status in {408, 429} or status >= 500 else "refused"))
    return Trouble("network")

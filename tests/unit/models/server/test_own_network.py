"""Where connections may go: to the server that was added, on an own network, past no proxy, and only when trusted."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from scripted_server import HASTY, Handler, says

from quizglass.cancellation import CancelToken
from quizglass.errors import ServerNotTrusted, ServerNotUnderstood, ServerOutside
from quizglass.models.server.engine import ServerEngine
from quizglass.models.server.own_network import is_own
from quizglass.models.server.server import Server

pytestmark = pytest.mark.network


class Certificate(NamedTuple):
    """A certificate that signed itself, and a context that shows it."""

    file: Path
    context: ssl.SSLContext


def certificate(folder: Path, address: str) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "office")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, secret = folder / f"{address}.pem", folder / f"{address}.key"
    file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return Certificate(file, context)


def load(server: Server, key: str = "") -> None:
    engine = ServerEngine(server, key=key, patience=HASTY)
    try:
        engine.load(lambda _: None, CancelToken())
    finally:
        engine.unload()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.9", "172.31.255.1", "192.168.1.20", "100.64.0.7", "169.254.3.4", "::1",
     "fd00::7", "fe80::1%eth0", "::ffff:192.168.0.5"],
)  # fmt: skip
def test_addresses_of_an_own_network(address: str) -> None:
    assert is_own(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.169.1.1", "2a00:1450::8", "::ffff:8.8.8.8", "2002:808:808::1",
     "224.0.0.1", "ff02::1", "239.255.255.250"],
)  # fmt: skip
def test_addresses_elsewhere(address: str) -> None:
    assert not is_own(address)


@pytest.mark.parametrize("host", ["8.8.8.8", "[2a00:1450::8]", "[::ffff:8.8.8.8]"])
def test_nothing_is_sent_outside(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: tried.append(address))
    with pytest.raises(ServerOutside):
        load(Server("server:x", f"http://{host}:8000/v1", "x"))
    assert tried == []


def test_a_name_of_this_computer_is_an_own_one(scripted: Any) -> None:
    server = scripted()
    load(server.as_server(address=f"http://localhost:{server.server_port}/v1"))
    [request] = server.received
    assert request.headers["Host"] == f"localhost:{server.server_port}"


def test_proxies_of_the_system_are_not_asked(scripted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, server = scripted(), scripted()
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.address)
    load(server.as_server())
    assert (len(server.received), proxy.received) == (1, [])


def test_a_redirect_leads_nowhere(scripted: Any) -> None:
    elsewhere = scripted()

    def redirects(to: Handler) -> None:
        to.begin(307, Location=f"{elsewhere.address}/models")
        to.end()

    server = scripted()
    server.lists = redirects
    with pytest.raises(ServerNotUnderstood):
        load(server.as_server(), key="secret")
    assert elsewhere.received == []


def test_an_unknown_certificate_is_refused_and_never_sees_the_key(scripted: Any, tmp_path: Path) -> None:
    server = scripted(says("7"), tls=certificate(tmp_path, "127.0.0.1").context)
    with pytest.raises(ServerNotTrusted):
        load(server.as_server(), key="secret")
    assert server.received == []


def test_a_certificate_of_the_named_authority_is_accepted(scripted: Any, tmp_path: Path) -> None:
    shown = certificate(tmp_path, "127.0.0.1")
    server = scripted(tls=shown.context)
    load(server.as_server(authority=str(shown.file)), key="secret")
    [request] = server.received
    assert request.headers["Authorization"] == "Bearer secret"


def test_a_certificate_for_another_host_is_refused(scripted: Any, tmp_path: Path) -> None:
    shown = certificate(tmp_path, "127.0.0.9")
    with pytest.raises(ServerNotTrusted):
        load(scripted(tls=shown.context).as_server(authority=str(shown.file)))


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_authority_that_cannot_be_read(scripted: Any, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "office.pem"
    if content is not None:
        file.write_text(content)
    server = scripted()
    with pytest.raises(ServerNotTrusted):
        load(server.as_server(address=server.address.replace("http", "https"), authority=str(file)))


def test_tls_where_there_is_none(scripted: Any) -> None:
    server = scripted()
    with pytest.raises(ServerNotUnderstood):
        load(server.as_server(address=server.address.replace("http", "https")))

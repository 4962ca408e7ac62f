"""Connections go to the server's own host, and only while its name stands for an address of a private network.

The name is looked up once for each request and the connection is made to the address that was checked: a name that
stands for something else a moment later (DNS rebinding) leads nowhere else. Proxies and redirects are not followed.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Sequence

import httpx2

from quizglass.errors import ServerNotTrusted, ServerOutside
from quizglass.models.server.server import Server


class OwnNetwork(httpx2.AsyncBaseTransport):
    """The way to one server.

    Raises:
        ServerNotTrusted: its file of authorities cannot be read.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        limits = httpx2.Limits(max_connections=server.parallel, max_keepalive_connections=server.parallel)
        self._transport = httpx2.AsyncHTTPTransport(verify=_checking(server), trust_env=False, limits=limits)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send ``request``, trying one address of the host after the other.

        Raises:
            ServerOutside: the host is not the server's, or not on an own network.
            httpx2.TransportError: none of the addresses answers.
        """
        host = request.url.host
        if host.lower() != self._server.host.lower():
            raise ServerOutside(server=host, address=str(request.url.port or ""))
        addresses = await self._addresses(host, request)
        for left, address in enumerate(addresses, 1 - len(addresses)):
            there = request.url.copy_with(host=address)
            extensions = {**request.extensions, "sni_hostname": host}
            to_address = httpx2.Request(
                request.method, there, headers=request.headers, stream=request.stream, extensions=extensions
            )
            try:
                return await self._transport.handle_async_request(to_address)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                if left == 0:
                    raise
        raise httpx2.ConnectError("the name has no address", request=request)

    async def _addresses(self, host: str, request: httpx2.Request) -> Sequence[str]:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx2.ConnectError("the name is not known", request=request) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._server.outside and not is_own(address):
                raise ServerOutside(server=host, address=address)
        return addresses

    async def aclose(self) -> None:
        await self._transport.aclose()


def is_own(address: str) -> bool:
    """Whether ``address`` belongs to this computer or to a private network (RFC 1918, 4193, 3927, 6598)."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        # An IPv4 address in the clothes of IPv6 is judged as what it is.
        number = number.ipv4_mapped or number.sixtofour or number
    return not number.is_global and not number.is_multicast


def _checking(server: Server) -> ssl.SSLContext | bool:
    if not server.address.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody: the system's list takes a while to read
    if not server.authority:
        return True
    try:
        return ssl.create_default_context(cafile=server.authority)
    except OSError as error:  # ssl.SSLError is one
        raise ServerNotTrusted(server=server.place) from error

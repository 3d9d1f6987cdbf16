"""The listening socket, and what uvicorn is told."""

import asyncio
import socket

import pytest
import uvicorn

from dashboard.server import http_server
from tests.processes import free_port


def delays_small_packets(listener: socket.socket) -> bool:
    """Return whether asyncio leaves Nagle's algorithm on for connections that come by a listening socket."""
    found = asyncio.Queue()

    class Connection(asyncio.Protocol):
        def connection_made(self, transport):
            connection = transport.get_extra_info("socket")
            found.put_nowait(not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def connect() -> bool:
        async with await asyncio.get_running_loop().create_server(Connection, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
            writer.close()
            return await asyncio.wait_for(found.get(), 10)

    return asyncio.run(connect())


def test_no_answer_waits_for_an_acknowledgement():
    assert not delays_small_packets(http_server.listening_socket("127.0.0.1", free_port()))


def test_on_a_socket_as_streamlit_makes_it_answers_would_wait():
    listener = socket.socket(socket.AF_INET)
    listener.bind(("127.0.0.1", 0))
    assert delays_small_packets(listener)


def test_a_port_that_is_taken_is_an_error():
    port = free_port()
    with http_server.listening_socket("127.0.0.1", port), pytest.raises(OSError, match="Address already in use"):
        http_server.listening_socket("127.0.0.1", port)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_host_may_be_a_name_or_an_address(host):
    port = free_port()
    with http_server.listening_socket(host, port), socket.create_connection(("127.0.0.1", port), timeout=10):
        pass


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="This machine has no IPv6.")
def test_all_addresses_of_ipv6_are_those_of_ipv4_too():
    port = free_port()
    with http_server.listening_socket("::", port), socket.create_connection(("127.0.0.1", port), timeout=10):
        pass


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("news.example", "http://news.example:80"),
        ("0.0.0.0", "http://localhost:80"),
        ("::", "http://localhost:80"),
        ("::1", "http://[::1]:80"),
    ],
)
def test_the_address_is_one_that_a_browser_can_open(host, url):
    assert http_server.url_of(host, 80) == url


@pytest.fixture
def told(monkeypatch) -> dict[str, object]:
    """Return what uvicorn is told when a server starts, which it does not."""
    configs = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, sockets: configs.append((server.config, sockets)))
    listener = http_server.listening_socket("127.0.0.1", free_port())
    http_server.serve(lambda *_: None, listener)
    ((config, sockets),) = configs
    assert sockets == [listener]
    assert listener.fileno() == -1
    return vars(config)


def test_websockets_are_pinged_every_30_seconds_and_take_what_streamlit_takes(told):
    assert (told["ws_ping_interval"], told["ws_ping_timeout"]) == (30, 30)
    assert told["ws_max_size"] == 200_000_000
    assert told["ws_per_message_deflate"] is False
    assert told["proxy_headers"] is True


def test_the_log_of_uvicorn_holds_warnings_alone(told):
    assert told["log_level"] == "warning"
    assert told["access_log"] is False

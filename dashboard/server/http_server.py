"""Listen on a port and answer with an ASGI application, until a signal ends it."""

import logging
import os
import socket
from copy import deepcopy
from typing import Any

import streamlit as st
import uvicorn
from starlette.types import ASGIApp

PING_INTERVAL_S = 30
"""How often a WebSocket is pinged, and how long its answer may take, unless Streamlit's options say otherwise."""

SHUTDOWN_S = 8
"""How long open answers may take after SIGTERM: Docker kills what has not ended after ten seconds."""

_BYTES_IN_MB = 10**6  # as Streamlit counts them


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a TCP socket that listens at an address; a host of `::` takes IPv4 too. Raises `OSError`.

    The socket names its protocol and sets TCP_NODELAY. Without either, as in `streamlit run`, asyncio leaves Nagle's
    algorithm on, and each answer on a connection that is kept waits some 40 ms for a delayed ACK.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # where it would allow two servers on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def url_of(host: str, port: int) -> str:
    """Return the address for a browser on this computer of a server that listens at `host`."""
    host = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def serve(application: ASGIApp, listener: socket.socket, access_log: bool = False) -> None:
    """Answer on a listening socket until SIGINT or SIGTERM, whose handlers then run once all is closed.

    What `streamlit run` takes from the `[server]` options for uvicorn is taken from them here too.
    """
    ping_interval_s = st.get_option("server.websocketPingInterval") or PING_INTERVAL_S
    config = uvicorn.Config(
        application,
        ws="websockets-sansio",  # "auto" is the legacy implementation of websockets
        ws_ping_interval=ping_interval_s,
        ws_ping_timeout=ping_interval_s,
        ws_max_size=int(st.get_option("server.maxMessageSize") * _BYTES_IN_MB),
        ws_per_message_deflate=bool(st.get_option("server.enableWebsocketCompression")),
        ssl_certfile=st.get_option("server.sslCertFile"),
        ssl_keyfile=st.get_option("server.sslKeyFile"),
        log_level="warning",  # start and end are said by the command
        log_config=_log_config(),
        access_log=access_log,
        use_colors=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    if access_log:
        logging.getLogger("uvicorn.access").setLevel(logging.INFO)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def _log_config() -> dict[str, Any]:
    """Return how uvicorn logs, with the time in the line of each request."""
    config = deepcopy(uvicorn.config.LOGGING_CONFIG)
    config["formatters"]["access"]["fmt"] = '%(asctime)s %(client_addr)s "%(request_line)s" %(status_code)s'
    return config

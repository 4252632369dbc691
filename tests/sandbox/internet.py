"""Asking the small internet, as a fetcher does that connects to it whatever the host."""

import socket
from urllib.parse import urlsplit

import httpx

from bot.sandbox import Sandbox
from tests.builders import NO_TLS


def ask(github: Sandbox, address: str, method: str = "GET", **headers: str) -> httpx.Response:
    """Ask for an address by plain HTTP, with its real Host header; redirects are not followed."""
    parts = urlsplit(address)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(verify=NO_TLS, base_url=f"http://{github.internet_address}") as client:
        return client.request(method, path, headers={"Host": parts.netloc, **named})


def follow(github: Sandbox, address: str) -> list[str]:
    """The addresses that an address leads through, the last one included."""
    passed = [address]
    while location := ask(github, passed[-1]).headers.get("location"):
        passed.append(str(httpx.URL(passed[-1]).join(location)))
    return passed


def listen(github: Sandbox, name: str, at_most: int = 1 << 24) -> bytes:
    """What a stranger's page sends, as it stands, until it ends or `at_most` bytes came."""
    parts = urlsplit(github.internet.page(name))
    with socket.create_connection(("127.0.0.1", github.internet.port)) as wire:
        wire.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        heard = b""
        while len(heard) < at_most and (more := wire.recv(1 << 16)):
            heard += more
        return heard

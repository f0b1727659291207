"""Ports and addresses of this machine. Nothing here sends anything."""

from __future__ import annotations

import errno
import socket

from tools.words import Missing

TRIES = 50


def next_free_port(host: str, first: int) -> int:
    """The first port from `first` on that a server could listen on at `host`."""
    for port in range(first, min(first + TRIES, 65536)):
        if _is_free(host, port):
            return port
    raise Missing(
        f"ポート {first} から {TRIES} 個がすべて使用中か、使えません。PORT= で別の番号を指定してください。",
        f"No free port among the {TRIES} from {first} on: choose another with PORT=.",
    )


def any_free_port() -> int:
    """A port of 127.0.0.1 that nobody uses at the moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lan_address() -> str | None:
    """The address by which others in the local network reach this machine, if there is one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737); UDP's connect sends no packet
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


def _is_free(host: str, port: int) -> bool:
    # Listening on every address fails only if that very port is taken there; a server on 127.0.0.1 alone would be
    # hidden by it on some systems, so both are tried.
    return all(_can_listen(address, port) for address in {host, "127.0.0.1"})


def _can_listen(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise Missing(
                f"HOST={host} は、このコンピューターの番地ではありません。",
                f"HOST={host} is not an address of this machine.",
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise Missing(
                    f"HOST={host} は、このコンピューターの番地ではありません。",
                    f"HOST={host} is not an address of this machine.",
                ) from error
            return False
        return True

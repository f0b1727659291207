import socket

import pytest

from tools.network import any_free_port, next_free_port
from tools.words import Missing


def test_a_taken_port_is_passed_over():
    first = any_free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first))
        taken.listen()

        found = next_free_port("127.0.0.1", first)

    assert found > first


def test_a_port_taken_on_this_machine_alone_is_passed_over_when_the_demo_is_opened_to_the_network():
    first = any_free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first))
        taken.listen()

        found = next_free_port("0.0.0.0", first)

    assert found > first


def test_a_free_port_is_taken_as_it_is():
    first = any_free_port()

    assert next_free_port("127.0.0.1", first) == first


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_refused_by_name(host):
    with pytest.raises(Missing, match=f"HOST={host}"):
        next_free_port(host, 8000)

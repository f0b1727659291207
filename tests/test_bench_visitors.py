"""The visitors of the load and fault runs stop when they are told to, at whatever moment."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.visitors import Connection, Site

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize("turns", range(12))
def test_a_cancelled_visitor_stops_even_in_the_moment_of_the_answer(turns):
    """`turns` of the event loop after the answer was sent, the visitor is told to stop. It asks again for ever else."""

    async def asked_for_ever(site: Site) -> None:
        connection = Connection(site)
        try:
            while True:
                await connection.page("/")
        finally:
            connection.close()

    async def scene() -> None:
        heard, go_on = asyncio.Event(), asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await reader.readuntil(b"\r\n\r\n")
                heard.set()
                await go_on.wait()
                writer.write(ANSWER)
                while await reader.readuntil(b"\r\n\r\n"):
                    writer.write(ANSWER)
            except EOFError:
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            visitor = asyncio.create_task(asked_for_ever(Site("127.0.0.1", server.sockets[0].getsockname()[1])))
            await heard.wait()
            go_on.set()
            for _ in range(turns):
                await asyncio.sleep(0)
            visitor.cancel()
            done, _ = await asyncio.wait([visitor], timeout=5)
            assert visitor in done, "the visitor goes on"
            assert visitor.cancelled()

    # In a thread of its own: where a browser has been driven before, Playwright's loop still runs in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(scene())).result()

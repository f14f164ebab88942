"""A longer line to a server on this machine, in a process of its own; it knows nothing of the program.

``python line.py PORT MILLISECONDS`` carries bytes to ``127.0.0.1:PORT`` and back, each way so much later, and writes
the port on which it listens. Each line on its input is answered with what it has carried so far, as JSON: bytes
``up`` and ``down``, ``connections``, and ``requests``, which it can only count where they are not encrypted. It ends
with its input.
"""

import asyncio
import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

SLICE = 2**16
_REQUEST = re.compile(rb" HTTP/1\.[01]\r\n")


class Line:
    """The process, seen from the one that measures."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = self._answer()["port"]

    def carried(self) -> dict[str, int]:
        """What went over the line until now."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, int]:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


@contextmanager
def line_to(port: int, round_trip_ms: float) -> Generator[Line]:
    """A line to ``port`` of this machine on which a question and its answer take ``round_trip_ms`` longer."""
    line = [sys.executable, "-P", __file__, str(port), str(round_trip_ms / 2)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Line(process)
        finally:
            assert process.stdin
            process.stdin.close()


class _Carrier:
    def __init__(self, port: int, delay: float) -> None:
        self._port, self._delay = port, delay
        self.carried = {"up": 0, "down": 0, "connections": 0, "requests": 0}

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its first byte to its last."""
        self.carried["connections"] += 1
        beyond, onward = await asyncio.open_connection("127.0.0.1", self._port)
        # Who measures may end while a connection is kept open.
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.gather(self._carry(reader, onward, "up"), self._carry(beyond, writer, "down"))
        onward.close()
        writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        sending = asyncio.create_task(_send(waiting, writer))
        data = b"?"
        while data:
            try:
                data = await reader.read(SLICE)
            except ConnectionError:
                data = b""
            self.carried[way] += len(data)
            if way == "up":
                self.carried["requests"] += len(_REQUEST.findall(data))
            waiting.put_nowait((asyncio.get_running_loop().time() + self._delay, data))
        await sending


async def _send(waiting: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
    """Pass on what waits when its time has come; nothing is the end."""
    while True:
        due, data = await waiting.get()
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
        if not data:
            break
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        with contextlib.suppress(OSError):
            writer.write_eof()


async def _main(port: int, delay_ms: float) -> None:
    carrier = _Carrier(port, delay_ms / 1000)
    server = await asyncio.start_server(carrier.accept, "127.0.0.1", 0)
    _say({"port": server.sockets[0].getsockname()[1]})
    while await asyncio.to_thread(sys.stdin.readline):
        _say(carrier.carried)
    server.close()


def _say(what: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), float(sys.argv[2])))

"""Many readers at once before one server, speaking to it as Streamlit's page in a browser does.

`python -m tests.benchmarks.readers PORT` is the readers alone, in a process of their own; it prints what they met.
"""

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.benchmarks.events import written
from tests.benchmarks.servers import Server, serving

READERS = 50
PERIOD = 5.0  # s from one click of a reader to the next
SECONDS = 120.0
AWAY = 120  # s within which the memory of readers who left is given back
AT_ONCE = 2  # posts, at most, that a reader has chosen
PATIENCE = 60.0  # s, after which a reader gives up, which is an error
KEPT_RUNS = 2  # for which a browser keeps large messages, that need not be sent again

_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Met:
    """What readers met: seconds until the first page and until each click was answered, bytes, and errors."""

    loads: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    bytes: int = 0
    errors: list[str] = field(default_factory=list)


class Reader:
    """A reader of the page: the state of their browser, as far as the server hears of it."""

    def __init__(self, port: int, number: int, met: Met) -> None:
        self._port, self._met = port, met
        self._chance = random.Random(number)
        self._query = self._script = ""
        self._widgets: dict[str, WidgetState] = {}
        self._offered: list[str] = []
        self._post = ""
        self._kept: dict[str, int] = {}  # the hash of a large message → the last run that used it
        self._run = 0

    async def read(self, clicks: int, wait: float, period: float) -> None:
        """Open the page after a while, click so often, and leave; what goes wrong is noted."""
        await asyncio.sleep(wait)
        try:
            async with AsyncExitStack() as stack:
                origin = f"http://127.0.0.1:{self._port}"
                address = f"ws://127.0.0.1:{self._port}"
                stream = await stack.enter_async_context(
                    connect(
                        f"{address}/_stcore/stream",
                        origin=origin,  # type: ignore[arg-type]
                        subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
                        max_size=None,
                        open_timeout=60,
                    )
                )
                self._met.loads.append(await self._answered(stream))
                news = await stack.enter_async_context(connect(f"{address}/changes", origin=origin))  # type: ignore[arg-type]
                await news.recv()
                loop = asyncio.get_running_loop()
                start = loop.time()
                for click in range(clicks):
                    await asyncio.sleep(start + (click + 1) * period - loop.time())
                    if loop.time() > start + clicks * period + PERIOD:
                        self._met.errors.append("the last clicks were not made: the answers before took too long")
                        break
                    self._choose()
                    self._met.clicks.append(await self._answered(stream))
        except (ConnectionClosed, OSError, TimeoutError, LookupError) as error:
            self._met.errors.append(repr(error))

    def _choose(self) -> None:
        """Choose other posts at random: none, one or a few."""
        chosen = self._chance.sample(self._offered, self._chance.randint(0, min(AT_ONCE, len(self._offered))))
        state = WidgetState(id=self._post)
        state.string_array_value.data.extend(chosen)
        self._widgets[self._post] = state

    async def _answered(self, stream: ClientConnection) -> float:
        """Ask for a run of the page with the widgets as they are; return the seconds until all of it has come."""
        self._run += 1
        asked = BackMsg()
        rerun = asked.rerun_script
        rerun.query_string, rerun.page_script_hash = self._query, self._script
        rerun.widget_states.widgets.extend(self._widgets.values())
        self._kept = {key: run for key, run in self._kept.items() if run >= self._run - KEPT_RUNS}
        rerun.cached_message_hashes.extend(self._kept)
        rerun.context_info.timezone, rerun.context_info.locale = "UTC", "en-US"
        rerun.context_info.url = f"http://127.0.0.1:{self._port}/"
        start = time.perf_counter()
        await stream.send(asked.SerializeToString())
        while True:
            payload = await asyncio.wait_for(stream.recv(decode=False), PATIENCE)
            self._met.bytes += len(payload)
            message = ForwardMsg.FromString(payload)
            self._hear(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in _DONE:
                return time.perf_counter() - start

    def _hear(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            if message.ref_hash not in self._kept:
                self._met.errors.append("a message was not sent that this reader does not have")
            self._kept[message.ref_hash] = self._run
        elif kind == "new_session":
            self._script = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self._met.errors.append("the script does not compile")
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._see(message.delta.new_element)
        if message.metadata.cacheable:
            self._kept[message.hash] = self._run

    def _see(self, element: Element) -> None:
        """Note what the page shows, as far as it is asked for in the next run."""
        kind = element.WhichOneof("type")
        if kind in ("exception", "alert"):
            self._met.errors.append(str(getattr(element, kind))[:200])
        elif kind in ("multiselect", "button_group"):
            widget = getattr(element, kind)
            if widget.id not in self._widgets or widget.set_value:
                chosen = widget.raw_values
                if not widget.set_value:
                    texts = [getattr(option, "content", option) for option in widget.options]
                    chosen = [texts[i] for i in widget.default]
                state = WidgetState(id=widget.id)
                state.string_array_value.data.extend(chosen)
                self._widgets[widget.id] = state
            if widget.id.endswith("-post"):
                self._post = widget.id
                self._offered = [getattr(option, "content", option) for option in widget.options]
        elif kind == "checkbox":
            self._widgets.setdefault(element.checkbox.id, WidgetState(id=element.checkbox.id)).bool_value = (
                element.checkbox.value if element.checkbox.set_value else element.checkbox.default
            )


async def visit(port: int, readers: int, clicks: int, period: float = PERIOD) -> Met:
    """Let readers come, one after another within a period, click and leave."""
    met = Met()
    await asyncio.gather(*(Reader(port, i, met).read(clicks, i * period / readers, period) for i in range(readers)))
    return met


def _met(server: Server, readers: int, clicks: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", __name__, str(server.port), "--readers", str(readers), "--clicks", str(clicks)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def percentile(values: list[float], percent: float) -> float:
    """Return the value that so many percent of values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * len(ordered)))] if ordered else float("nan")


def rows(
    sizes: tuple[int, ...], folder: Path, readers: int = READERS, seconds: float = SECONDS
) -> Iterator[dict[str, object]]:
    """Yield a row of the table for every size: what readers met, and what they cost."""
    clicks = max(1, round(seconds / PERIOD))
    for size in sizes:
        file, flat = written(size, folder)
        with serving("page", file, flat) as server:
            _met(server, 1, 1).communicate()  # so that what is made once for all readers is made
            time.sleep(5)
            before = peak = server.memory()
            visiting = _met(server, readers, clicks)
            while visiting.poll() is None:
                peak = max(peak, server.memory())
                time.sleep(0.5)
            met = Met(**json.loads(visiting.communicate()[0]))
            left = time.monotonic()
            after, given_back = peak, AWAY
            while (away := time.monotonic() - left) < AWAY:
                if (now := server.memory()) < after - 1:
                    after, given_back = now, round(away)
                time.sleep(1)
        for error in sorted(set(met.errors)):
            print(f"a reader met: {error}", file=sys.stderr)
        yield {
            "n": size,
            "readers": readers,
            "clicks": len(met.clicks),
            "errors": len(met.errors),
            "load p95, s": f"{percentile(met.loads, 95):.2f}",
            "click p50, s": f"{statistics.median(met.clicks or [float('nan')]):.2f}",
            "click p95, s": f"{percentile(met.clicks, 95):.2f}",
            "click max, s": f"{max(met.clicks, default=float('nan')):.2f}",
            "sent a click, kB": f"{met.bytes / max(1, len(met.clicks) + len(met.loads)) / 1e3:.0f}",
            "before, MB": f"{before:.0f}",
            "peak, MB": f"{peak:.0f}",
            "a reader, MB": f"{(peak - before) / readers:.1f}",
            "after, MB": f"{after:.0f}",
            "given back after, s": given_back,
        }


def main() -> None:
    """Visit a server that runs already, and print what was met as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.readers", description="Visit a running page.")
    parser.add_argument("port", type=int)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--clicks", type=int, default=round(SECONDS / PERIOD))
    options = parser.parse_args()
    print(json.dumps(asdict(asyncio.run(visit(options.port, options.readers, options.clicks)))))


if __name__ == "__main__":
    main()

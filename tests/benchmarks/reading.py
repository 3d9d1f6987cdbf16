"""How long event files take to read, and how much memory, beside a bare load of their YAML.

Compared are `yaml.load` with libyaml, which gives plain values and checks nothing; `load` of the project, which gives
checked records and frames; and the same once more, from the cache. Each has a fresh process, one after the other.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.events import written

RUNS = 3

BARE = """
import yaml
def run():
    with open(path, "rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
"""

LOAD = """
from pathlib import Path
from dashboard.dataset import load
def run():
    loaded = load(Path(path))
    assert loaded.dataset, loaded.problems[:3]
    return loaded
"""

# Measured are the call, and the process from its start to the end of the call, imports included. The peak that
# `resource` tells would be that of the process which started this one, if that was higher.
MEASURE = """
import json, re, sys, time
path = sys.argv[1]
{setup}
began = time.perf_counter()
result = run()
seconds, whole = time.perf_counter() - began, time.time() - float(sys.argv[2])
peak = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([seconds, whole, peak]))
"""

WAYS = {"yaml.load": BARE, "read anew": LOAD, "from the cache": LOAD}


def rows(sizes: tuple[int, ...], folder: Path) -> Iterator[dict[str, object]]:
    """Yield a row for every size and way of reading; ratios are to the bare load of the same run."""
    for size in sizes:
        file, _ = written(size, folder)
        runs = [_run(file, folder) for _ in range(RUNS)]
        for way in WAYS:
            seconds, whole, memory = (statistics.median(part) for part in zip(*(run[way] for run in runs), strict=True))
            ratios, of_memory = ([run[way][i] / run["yaml.load"][i] for run in runs] for i in (0, 2))
            yield {
                "n": size,
                "way": way,
                "s": f"{seconds:.2f}",
                "with start, s": f"{whole:.2f}",
                "memory, MB": f"{memory:.0f}",
                "of the bare load": f"{statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})",
                "of its memory": f"{statistics.median(of_memory):.2f}",
            }


def _run(file: Path, folder: Path) -> dict[str, list[float]]:
    """Return seconds, seconds with the start of the process, and megabytes of every way, with an empty cache before."""
    with TemporaryDirectory(dir=folder) as cache:
        return {way: _measured(setup, file, cache) for way, setup in WAYS.items()}


def _measured(setup: str, file: Path, cache: str) -> list[float]:
    command = [sys.executable, "-c", MEASURE.format(setup=setup), str(file), str(time.time())]
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [float(it) for it in json.loads(done.stdout)]

"""Keep garbage collections short, and give memory that is no longer used back to the system."""

import ctypes
import gc
import sys
from contextlib import suppress

_MAX_ARENAS = 2  # heaps that the threads of a process share; glibc would make 8 a core, each with its own gaps
_M_ARENA_MAX = -8  # the option's number in <malloc.h>


def collect_and_freeze() -> None:
    """Collect garbage, exempt all that is left from later collections, and trim the heap.

    Streamlit collects after every run of the page, and a collection looks at every object there is: with all imports
    and ten thousand events in memory that is 170 ms in which nobody is answered, and next to nothing after this.
    """
    gc.unfreeze()  # what was left last time may be garbage now: the dataset before this one
    gc.collect()
    gc.freeze()
    trim_heap()


def trim_heap() -> None:
    """Give freed memory back to the system, which glibc would keep for later."""
    with suppress(OSError, AttributeError):  # another libc
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)


def limit_malloc_arenas() -> None:
    """Let all threads share a few heaps: every run of the page is a thread, and each would leave gaps of its own."""
    with suppress(OSError, AttributeError):
        if sys.platform == "linux":
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _MAX_ARENAS)

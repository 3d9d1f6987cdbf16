"""Keep garbage collections short, and give memory that is no longer used back to the system."""

import ctypes
import gc
import sys
from contextlib import suppress


def collect_and_freeze() -> None:
    """Collect garbage, exempt all that is left from later collections, and trim the heap.

    Streamlit collects after every run of the page, and a collection looks at every object there is: with all imports
    and ten thousand events in memory that takes 80 ms or more in which nobody is answered, and none after this.
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

"""Keep collections of garbage short, and give back the memory that is no longer used."""

import ctypes
import gc
import sys
from contextlib import suppress

_ARENAS = 2  # pools of memory that the threads of a process share; glibc would make 8 a core, each with its own gaps
_M_ARENA_MAX = -8  # as <malloc.h> has it


def settle() -> None:
    """Collect garbage, and let later collections pass over all that is left.

    Streamlit collects after every run of the page, and a collection looks at every object there is: with all imports
    and ten thousand events in memory that is 170 ms in which nobody is answered, and next to nothing after this.
    """
    gc.unfreeze()  # what was left last time may be garbage now: the version of the file before this one
    gc.collect()
    gc.freeze()
    give_back()


def give_back() -> None:
    """Give freed memory back to the system, which glibc would keep for later."""
    with suppress(OSError, AttributeError):  # another libc
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)


def share_arenas() -> None:
    """Let all threads share a few pools of memory: every run of the page is a thread, and each would leave gaps."""
    with suppress(OSError, AttributeError):
        if sys.platform == "linux":
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)

"""Memory: what stays is passed over by later collections, and what is no longer used is not kept for it."""

import gc
import weakref

from dashboard.server.memory import collect_and_freeze, trim_heap


class Ring:
    """An object that only a collection can free."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_left_is_passed_over_by_collections_until_the_next_time():
    ring = Ring()
    gone = weakref.ref(ring)
    collect_and_freeze()
    del ring
    gc.collect()
    assert gone() is not None
    collect_and_freeze()
    assert gone() is None
    gc.unfreeze()


def test_the_heap_may_be_trimmed_on_any_system():
    trim_heap()
    trim_heap()

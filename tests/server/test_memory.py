"""Memory: what stays is passed over by later collections, and what is no longer used is not kept for it."""

import gc
import weakref

from dashboard.server.memory import give_back, settle, share_arenas


class Ring:
    """An object that only a collection can free."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_left_is_passed_over_by_collections_until_the_next_time():
    ring = Ring()
    gone = weakref.ref(ring)
    settle()
    del ring
    gc.collect()
    assert gone() is not None
    settle()
    assert gone() is None
    gc.unfreeze()


def test_giving_back_and_sharing_may_be_asked_for_anywhere():
    share_arenas()
    give_back()
    give_back()

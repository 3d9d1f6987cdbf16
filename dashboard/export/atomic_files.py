"""Write files into a folder, all of them or none, whatever interrupts it."""

import errno
import os
import secrets
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY_SUFFIX = ".part"


def write_files(folder: Path, files: Mapping[str, bytes], force: bool) -> list[Path]:
    """Write files, given by name, into a folder and return their paths.

    All are written under temporary names first, so that a full disk leaves none. Raises `FileExistsError` for a file
    that is there, unless `force` puts the new one in its place; each is then whole, the old one or the new one.
    """
    final_paths: dict[Path, Path] = {}  # by temporary path
    try:
        for name, content in files.items():
            temporary = folder / f".{name}.{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
            final_paths[temporary] = folder / name
            _create(temporary, content)
        if force:
            for temporary, path in final_paths.items():
                temporary.replace(path)
        else:
            _link_all(final_paths)
    finally:
        for temporary in final_paths:
            temporary.unlink(missing_ok=True)
    return list(final_paths.values())


@contextmanager
def sigterm_interrupts() -> Iterator[None]:
    """Let SIGTERM end the work by an exception, as Ctrl-C does, so that it is cleaned up.

    Python handles signals in its main thread; in any other this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _create(path: Path, content: bytes) -> None:
    """Write a file that is not there yet: never through a link, nor into what another process has put there."""
    with path.open("xb") as file:  # O_CREAT and O_EXCL, which follow no link
        file.write(content)


def _link_all(final_paths: Mapping[Path, Path]) -> None:
    """Give all files their names, or none of them."""
    begun: list[Path] = []
    own = {path: temporary.stat() for temporary, path in final_paths.items()}
    try:
        for temporary, path in final_paths.items():
            begun.append(path)  # before, as an interrupt may fall between the two
            _link(temporary, path)
    except BaseException:
        for path in begun:
            with suppress(FileNotFoundError):
                if os.path.samestat(path.lstat(), own[path]):  # and not what another process has put there
                    path.unlink()
        raise


def _link(temporary: Path, path: Path) -> None:
    """Give a file its name, unless another has it, which a rename would replace."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        temporary.rename(path)

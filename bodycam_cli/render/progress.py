"""A bar on a terminal while a long run lasts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from bodycam_cli.render.symbols import symbols_of

_PATIENCE = 1.0
"""Seconds without a bar: what is over by then needs none."""

_WIDTH = 40  # cells


@contextmanager
def progress_on(
    stream: TextIO, *, quiet: bool = False
) -> Iterator[Callable[[int, int], None]]:
    """A function to tell how much is done, of how much.

    The bar is drawn on a terminal only, once a second has gone by, and is gone when
    the run ends.

    Args:
        stream: Where to draw it.
        quiet: Draw nothing.
    """
    start = time.monotonic()
    is_drawn = False
    can_draw = stream.isatty() and not quiet

    def tell(done: int, of: int) -> None:
        nonlocal is_drawn
        if can_draw and time.monotonic() - start > _PATIENCE:
            is_drawn = True
            bar = symbols_of(stream).bar(done / of, _WIDTH)
            stream.write(f"\r{bar:{_WIDTH}} {done / of:4.0%}")
            stream.flush()

    try:
        yield tell
    finally:
        if is_drawn:
            stream.write(f"\r{'':{_WIDTH + 5}}\r")
            stream.flush()

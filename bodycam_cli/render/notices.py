"""The notices, for standard error. They never load rich: every format has them."""

from typing import TextIO

from bodycam_cli.render.prose import wrap
from bodycam_cli.render.screen import PROSE, room_of
from bodycam_cli.render.symbols import symbols_of
from bodycam_cli.report.document import Report


def print_notices(report: Report, stream: TextIO) -> None:
    """Print each notice as ``Notice: ...``, wrapped to the stream.

    Args:
        report: The answer that the notices stand beside.
        stream: Where to; standard error.
    """
    symbols = symbols_of(stream)
    room = min(room_of(stream), PROSE)
    for notice in report.notices:
        text = symbols.printable(f"Notice: {notice.text}")
        stream.write("\n".join(wrap(text, room, hang=2)) + "\n")

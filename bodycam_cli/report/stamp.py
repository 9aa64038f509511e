"""What made an answer, so that it can be made again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bodycam_cli import __version__
from bodycam_cli.report.document import Stamp

if TYPE_CHECKING:  # an answer about files needs no models
    from bodycam_cli.program.reading import LoadedProgram


def stamp_of(
    arguments: tuple[str, ...], programs: "Iterable[LoadedProgram]" = ()
) -> Stamp:
    """Version, command line and programs of an answer."""
    return Stamp(
        version=__version__,
        arguments=arguments,
        programs=tuple((loaded.argument, loaded.sha256) for loaded in programs),
    )

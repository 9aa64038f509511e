"""What a body-worn camera program will cost a city, against the money it has.

For notebooks and scripts: ``load`` a program, ``project`` it, and read its table with
``cost_records``. Nothing here prints.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bodycam_cli.program.reading import load
    from bodycam_cli.projection.projecting import project
    from bodycam_cli.report.records import cost_records, line_records

__version__ = "0.1.0"

__all__ = ["cost_records", "line_records", "load", "project"]

_HOMES = {
    "load": "program.reading",
    "project": "projection.projecting",
    "cost_records": "report.records",
    "line_records": "report.records",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the command line starts without it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

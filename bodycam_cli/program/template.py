"""The text of a new program file: what a city must say, and what it may replace."""

from bodycam_cli.program.dates import month_text
from bodycam_cli.program.figures import Figure, Quantity
from bodycam_cli.program.lines import Line
from bodycam_cli.program.reading import load
from bodycam_cli.program.structure import Path, dotted, figures_of

_HEAD = """\
# {title}: a body-worn camera program, for `bodycam cost {name}.toml`.
#
# Money is in whole dollars, months read "{month}", and 3 % is written 0.03.
# A figure is a number, or says more:
#     cameras = {{ value = 100, source = "chief", note = "first phase" }}
#     price   = {{ low = 600, likely = 800, high = 1_200, source = "chief" }}
#     price   = {{ unknown = true, note = "not decided" }}
# with [sources.chief] at the end. What you choose yourself has source = "assumed"
# and a note that says why.

title = "{title}"
# place = "{title}, ST"
fiscal_year_start_month = 7         # calendar month, 1 to 12; 7 is July
first_month = "{month}"             # of spending, not of go-live
cameras = 100                       # in service after the last wave
extends = "typical"                 # the lines and figures listed below

# officers = 100                    # left out, as many as cameras
# spare_share = 0.05                # spares for each camera in service
# last_month = "{month}"            # for a pilot

# What your council approved, by fiscal year; an estimate does not belong here.
# [appropriations]
# FY{year} = 250_000

# Without waves, every camera goes live in the first month. One wave may leave its
# cameras out and takes the rest.
# [waves.first]
# title = "First district"
# go_live_month = "{month}"
# cameras = 40
# [waves.rest]
# go_live_month = "{month}"

# Money from elsewhere.
# [funding.grant]
# funder = "state"
# amount = 100_000
# match_share = 0.5                 # the local share of the eligible cost
# fiscal_years = ["FY{year}"]

# ------------------------------------------------------- typical figures
#
# These are in force until you set your own. To change one, remove its # and that of
# its heading. A line that you do not have is left out with
#     omit = ["lines.NAME"]
# above, below extends.
"""

_SOURCES = """
# ---------------------------------------------------------------- sources
#
# [sources.chief]
# title = "Memo to the council"
# publisher = "{title}"
# date = "{calendar_year}"
"""


def new_program_text(name: str, first_month: int) -> str:
    """A program file, ready to edit, that is valid as it is.

    Args:
        name: Name of the file without ``.toml``.
        first_month: First month of spending, in months since year 0.
    """
    words = {
        "name": name,
        "title": name.replace("-", " ").replace("_", " ").title(),
        "month": month_text(first_month),
        "year": (first_month + 6) // 12,
        "calendar_year": first_month // 12,
    }
    parts = [_HEAD.format(**words), *_typical(), _SOURCES.format(**words)]
    return "\n".join(parts)


def _typical() -> list[str]:
    """The figures of ``typical`` as comments: value, unit, source and note."""
    program = load("typical").program
    texts, heading = [], ""
    for path, figure, quantity in figures_of(program):
        if len(path) == 1 or quantity is None or not isinstance(figure, Figure):
            continue
        table = dotted(path[:-1])
        if table != heading:
            texts.append(f"\n# [{table}]{_title(program.lines, path)}")
            heading = table
        texts.append(_commented(path, figure, quantity))
    return ["\n".join(texts)]


def _title(lines: dict[str, Line], path: Path) -> str:
    """What a line is, and what its price is per."""
    line = lines.get(str(path[1])) if path[0] == "lines" else None
    return (
        "" if line is None else f"  {line.title}, per {line.per}, paid by {line.payer}"
    )


def _commented(path: Path, figure: Figure, quantity: Quantity) -> str:
    setting = f"# {path[-1]} = {_written(figure)}"
    source = f"source: {figure.source}" if figure.source else "no source"
    note = f"; {figure.note}" if figure.note else ""
    return f"{setting}\n#     {quantity.unit}; {source}{note}"


def _written(figure: Figure) -> str:
    """A figure as TOML, without its source and note."""
    given = {
        key: value
        for key, value in figure.model_dump(exclude_none=True).items()
        if key not in ("source", "note")
    }
    if set(given) == {"value"}:
        return f"{given['value']:.15g}"
    shown = [
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value:.15g}"
        for key, value in given.items()
    ]
    return f"{{ {', '.join(shown)} }}"

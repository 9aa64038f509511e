"""The text of a new program file: what a city must say, and what it may replace."""

import json
import textwrap

from bodycam_cli.program.dates import month_text
from bodycam_cli.program.figures import CountFigure, Figure, Quantity, number_in_toml
from bodycam_cli.program.lines import Line
from bodycam_cli.program.problems import printable
from bodycam_cli.program.reading import load
from bodycam_cli.program.structure import Path, dotted, figures_of

_HEAD = """\
# {title}: a body-worn camera program, for
#     bodycam cost {name}.toml
#
# Money is in whole dollars, months read "{month}", and 3 % is written 0.03.
# A figure is a number, or says more:
#     cameras = {{ value = 100, source = "chief", note = "first phase" }}
#     price   = {{ low = 600, likely = 800, high = 1_200, source = "chief" }}
#     price   = {{ unknown = true, note = "not decided" }}
# with [sources.chief] at the end. What you choose yourself has source = "assumed"
# and a note that says why.

title = {title_in_toml}
# place = "City, ST"
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
# its heading, and name your source as in the examples above. A price is in dollars of
# its year, or of the first fiscal year where it names none. A line that you do not have
# is left out with
#     omit = ["lines.NAME"]
# above, below extends.
"""

_WIDTH = 88
_INDENT = "#     "

_SOURCES = """
# ---------------------------------------------------------------- sources
#
# [sources.chief]
# title = "Memo to the council"
# publisher = "Police Department"
# date = "{calendar_year}"
"""


def new_program_text(name: str, first_month: int) -> str:
    """A program file, ready to edit, that is valid as it is.

    Args:
        name: Name of the file without ``.toml``.
        first_month: First month of spending, in months since year 0.
    """
    title = printable(name.replace("-", " ").replace("_", " ").title())
    words = {
        "name": printable(name),
        "title": title,
        "title_in_toml": json.dumps(title, ensure_ascii=False),
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
        line = program.lines.get(str(path[1])) if path[0] == "lines" else None
        if table != heading:
            texts.append(f"\n# [{table}]{_meaning(line)}")
            heading = table
        texts.append(_commented(path, figure, _unit(figure, quantity, line)))
    return ["\n".join(texts)]


def _meaning(line: Line | None) -> str:
    """What a line is and whose budget it falls on, behind its heading."""
    return "" if line is None else f"  # {line.title}; paid by the {line.payer}"


def _unit(figure: Figure, quantity: Quantity, line: Line | None) -> str:
    """What a figure counts, with what a price is per."""
    if isinstance(figure, CountFigure) and figure.is_rule:
        what = "posts" if line is not None and line.per == "post-year" else "items"
        least = f", at least {figure.minimum}" if figure.minimum else ""
        many = f"{figure.one_per:g} {figure.of}s or part"
        every = figure.of if figure.one_per == 1 else many
        return f"{what}, one for every {every}{least}"
    if quantity.is_price and line is not None:
        return f"dollars per {line.per}"
    return quantity.unit


def _commented(path: Path, figure: Figure, unit: str) -> str:
    source = f"source: {figure.source}" if figure.source else "no source"
    note = f"; {figure.note}" if figure.note else ""
    text = textwrap.fill(
        f"{unit}; {source}{note}",
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"# {path[-1]} = {_written(figure)}\n{text}"


def _written(figure: Figure) -> str:
    """A figure as TOML, without its source and note."""
    given = {
        key: _value(value)
        for key, value in figure.model_dump(exclude_none=True).items()
        if key not in ("source", "note")
    }
    if set(given) == {"value"}:
        return given["value"]
    return f"{{ {', '.join(f'{key} = {value}' for key, value in given.items())} }}"


def _value(value: float | str) -> str:
    if isinstance(value, bool | str):
        return json.dumps(value)
    return number_in_toml(value)

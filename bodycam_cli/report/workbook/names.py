"""Names of cells, made of the keys of figures."""

import re
from collections.abc import Iterable

_LONGEST = 60
"""Formulas stay short; spreadsheets take up to 255 characters."""


def cell_names(keys: Iterable[str]) -> dict[str, str]:
    """A name for the cell of each figure, such as ``lines_licenses_price``.

    Spreadsheets take letters, digits and ``_``, do not tell capitals apart, and take
    no name that reads like a cell; none of these does, as each has a ``_`` or is a
    word longer than three letters.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        name = plain = re.sub(r"\W", "_", key, flags=re.ASCII)[:_LONGEST]
        number = 2
        while name.lower() in taken:
            name = f"{plain}_{number}"
            number += 1
        taken.add(name.lower())
        names[key] = name
    return names

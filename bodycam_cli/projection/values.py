"""The values of a program's figures: one draw at the likely ones, or many."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property

import numpy as np

from bodycam_cli.program.figures import Figure
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import dotted, figures_of
from bodycam_cli.projection.calendar import Floats


class Values:
    """What each figure is, in every draw.

    Attributes:
        draws: Number of draws: the length of the leading axis of every array, which
            is 1 instead where all draws are alike.
    """

    def __init__(self, program: Program, drawn: Mapping[str, Floats] | None = None):
        """Take the likely value of each figure, or what was drawn for it.

        Args:
            program: The program whose figures they are.
            drawn: By dotted key, shape ``(draws,)`` each; all others are likely.
        """
        self._take(drawn or {})
        self._likely: dict[str, float | None] = {
            dotted(path): figure.likely_value
            for path, figure, _ in figures_of(program)
            if isinstance(figure, Figure)
        }

    def drawing(self, drawn: Mapping[str, Floats]) -> "Values":
        """The same figures with other draws."""
        values = copy(self)
        values._take(drawn)  # noqa: SLF001 (of its own class)
        return values

    def fixing(self, fixed: Mapping[str, float]) -> "Values":
        """The same figures, some of them with another likely value."""
        values = copy(self)
        values._likely = {**self._likely, **fixed}  # noqa: SLF001 (of its own class)
        return values

    def _take(self, drawn: Mapping[str, Floats]) -> None:
        self._drawn = dict(drawn)
        self.draws = len(next(iter(drawn.values()), (0,)))

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Dotted keys of the figures that nobody knows."""
        return tuple(key for key, likely in self._likely.items() if likely is None)

    def is_unknown(self, key: str) -> bool:
        """Whether the program states a figure here and nobody knows it."""
        return key in self._likely and self._likely[key] is None

    def of(self, key: str, default: float = 0) -> Floats:
        """A figure in every draw: ``(draws, 1)`` where it was drawn, else ``(1, 1)``.

        Args:
            key: Dotted key, such as ``lines.licenses.price``.
            default: Its value where the program does not state it.

        Returns:
            The values; 1 where the figure is unknown, so that the years which need
            it show as not 0. ``is_unknown`` tells; nothing may print such a sum.
        """
        if key in self._drawn:
            return self._drawn[key][:, np.newaxis]
        likely = self._likely.get(key, default)
        return np.array([[1.0 if likely is None else float(likely)]])

    def whole(self, key: str, default: float = 0) -> Floats:
        """A count in every draw, rounded to whole numbers, halves up."""
        counts: Floats = np.floor(self.of(key, default) + 0.5)
        return counts

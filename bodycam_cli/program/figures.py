"""Figures: the numbers of a program, known, ranged or unknown, with their sources."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from bodycam_cli.program.dates import (
    FISCAL_YEAR_PATTERN,
    MONTH_PATTERN,
    is_month,
    month_number,
)

ASSUMED = "assumed"
"""The source of a figure that the file's author chose; its note says why."""

EXPECTED = "expected"
"""In a JSON Schema in the making: what a number is, and which ones it can be."""

SET = "--set"
"""The source of a figure that was given on the command line."""


class Model(BaseModel):
    """A table of a program file: strict, frozen, with no key it does not know."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", allow_inf_nan=False
    )


class Figure(Model):
    """A number: a value, or low, likely and high, or unknown, with its source."""

    value: float | None = Field(None, description="The number, where it is one.")
    low: float | None = Field(None, description="The low end of a range.")
    likely: float | None = Field(
        None, description="As likely to be exceeded as not; low <= likely <= high."
    )
    high: float | None = Field(None, description="The high end of a range.")
    shape: Literal["ratio", "uniform"] | None = Field(
        None,
        description="ratio: known to a factor. uniform: low and high only, any value "
        "between them alike. Left out: denser towards likely.",
    )
    unknown: Literal[True] | None = Field(
        None, description="true where the number was never published."
    )
    year: str | None = Field(
        None,
        pattern=FISCAL_YEAR_PATTERN,
        description="The fiscal year whose dollars a price is in.",
        examples=["FY2019"],
    )
    source: str | None = Field(
        None, description="Name of a table under [sources], or assumed."
    )
    note: str | None = Field(None, description="What it means, or why it was chosen.")

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows it."""
        return self.unknown is True

    @property
    def is_ranged(self) -> bool:
        """Whether it is given as a range."""
        return self.low is not None

    @property
    def likely_value(self) -> float | None:
        """The number, the likely value of a range, or None where it is unknown."""
        if self.shape == "uniform" and self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.likely if self.value is None else self.value


class CountFigure(Figure):
    """How many: a number, or one per so many in service, rounded up."""

    one_per: float | None = Field(
        None, gt=0, le=1_000_000, description="One for every so many, or part of them."
    )
    of: Literal["camera", "officer"] | None = Field(
        None, description="What is counted in service."
    )
    minimum: int | None = Field(
        None,
        ge=0,
        le=1_000_000,
        description="The fewest there are, even before anything is in service.",
    )

    @property
    def is_rule(self) -> bool:
        """Whether it follows what is in service."""
        return self.one_per is not None

    @property
    def has_rule(self) -> bool:
        """Whether it says something that only a rule can say."""
        return any(part is not None for part in (self.one_per, self.of, self.minimum))

    @property
    def likely_value(self) -> float | None:
        """The number, or by how many a rule divides."""
        return self.one_per if self.is_rule else super().likely_value


INDEFINITE = "indefinite"


class DurationFigure(Figure):
    """How long: a number, or without end."""

    indefinite: Literal[True] | None = Field(None, description="true: without end.")

    @property
    def likely_value(self) -> float | None:
        """The number; infinite where it is without end."""
        return float("inf") if self.indefinite else super().likely_value


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a figure counts, and which numbers it can be: metadata of a field.

    Attributes:
        unit: What the number is, such as ``dollars`` or ``cameras``.
        minimum: The lowest number allowed.
        maximum: The highest number allowed, or None.
        whole: Only whole numbers.
        is_rate: A fraction for which people write percents: 0.03, not 3.
        is_price: It may name the fiscal year of its dollars.
        can_be_unknown: A program can still be projected without it.
        can_be_indefinite: It is a time that may have no end.
        single: Why it is one number and no range, in words; "" where it may be one.
        example: A number to show in help and errors.
    """

    unit: str
    minimum: float = 0
    maximum: float | None = None
    whole: bool = False
    is_rate: bool = False
    is_price: bool = False
    can_be_unknown: bool = False
    can_be_indefinite: bool = False
    single: str = ""
    example: float = 400

    @property
    def expected(self) -> str:
        """What is allowed, in words: ``a whole number of cameras, 1 to 1,000,000``."""
        whole = "a whole number of " if self.whole else ""
        low = f"{self.minimum:g}"
        span = f"{low} to {self.maximum:,.15g}" if self.maximum else f"{low} or more"
        hint = "; 3 % is written 0.03" if self.is_rate else ""
        return f"{whole}{self.unit}, {span}{hint}"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read a plain number or a table, then check it against this quantity."""
        return core_schema.no_info_wrap_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A number within the bounds, or a table that says more."""
        number: JsonSchemaValue = {"type": "integer" if self.whole else "number"}
        number["minimum"] = self.minimum
        if self.maximum is not None:
            number["maximum"] = self.maximum
        forms = [number, handler(schema)]
        if self.can_be_indefinite:
            forms.append({"const": INDEFINITE})
        return {"anyOf": forms, "examples": [self.example], EXPECTED: self.expected}

    def _read(self, raw: Any, read_table: Callable[[Any], Figure]) -> Figure:
        if isinstance(raw, dict):
            figure = read_table(_with_words(raw))
        elif isinstance(raw, int | float) and not isinstance(raw, bool):
            figure = read_table({"value": raw})
        elif raw == INDEFINITE and self.can_be_indefinite:
            figure = read_table({"indefinite": True})
        else:
            forms = number_wanted(raw) + ', "indefinite"' * self.can_be_indefinite
            example = f'{{ value = {number_in_toml(self.example)}, source = "..." }}'
            text = f"expected {self.expected}: {forms}, or a table such as {example}"
            raise PydanticCustomError("figure", "{text}", {"text": text})
        faults = [*_shape_faults(figure), *self._faults(figure)]
        if faults:
            raise PydanticCustomError("figure", "{text}", {"text": "; ".join(faults)})
        return figure

    def _faults(self, figure: Figure) -> list[str]:
        """What this quantity cannot be."""
        faults = []
        if figure.is_unknown and not self.can_be_unknown:
            faults.append(f"cannot be unknown; expected {self.expected}")
        if figure.is_ranged and self.single:
            faults.append(f"is a range; expected one number: {self.single}")
        if figure.year is not None and not self.is_price:
            faults.append("has a year, which only a price has")
        for name in ("value", "low", "likely", "high"):
            number = getattr(figure, name)
            if number is not None and not self._allows(number):
                where = "" if name == "value" else f"{name} "
                faults.append(f"{where}is {number:.15g}; expected {self.expected}")
        return faults

    def _allows(self, number: float) -> bool:
        # `not ... <=` is also true of nan, which no comparison catches.
        if not self.minimum <= number < float("inf"):
            return False
        if self.maximum is not None and number > self.maximum:
            return False
        return not self.whole or number == int(number)


def number_wanted(found: Any) -> str:
    """What to write instead of a value that is no number, such as ``"400"``."""
    is_quoted = isinstance(found, str) and re.fullmatch("[-+0-9.,_]+", found)
    return "a number without quotes" if is_quoted else "a number"


def number_in_toml(number: float) -> str:
    """A number as a program file writes it, such as ``8_500_000``."""
    return f"{number:,.15g}".replace(",", "_")


def _with_words(table: dict[str, Any]) -> dict[str, Any]:
    """A table whose value is a word instead of a number, as the models have it."""
    if table.get("value") != INDEFINITE:
        return table
    return {key: table[key] for key in table if key != "value"} | {"indefinite": True}


def _shape_faults(figure: Figure) -> list[str]:
    """Faults in which of a figure's keys are given together."""
    if isinstance(figure, CountFigure) and figure.has_rule:
        return _rule_faults(figure)
    if isinstance(figure, DurationFigure) and figure.indefinite:
        return ["is indefinite and has a number; expected one of the two"] * (
            figure.value is not None or figure.low is not None
        )
    if figure.is_unknown:
        given = any(
            number is not None
            for number in (figure.value, figure.low, figure.likely, figure.high)
        )
        return ["is unknown and has a number; expected one of the two"] * given
    if figure.value is not None:
        ranged = (figure.low, figure.likely, figure.high, figure.shape)
        both = any(part is not None for part in ranged)
        return ["has a value and a range; expected one of the two"] * both
    return _range_faults(figure)


def _rule_faults(figure: CountFigure) -> list[str]:
    """Faults of a count that follows what is in service."""
    if figure.one_per is None or figure.of is None:
        example = '{ one_per = 75, of = "camera" }'
        if figure.one_per is None and figure.of is None:
            return [f"has a minimum and no rule; expected one, as in {example}"]
        return [f"has one of one_per and of; expected both, as in {example}"]
    if figure.value is not None or figure.low is not None or figure.unknown:
        return ["has a number and a rule (one_per); expected one of the two"]
    return []


def _range_faults(figure: Figure) -> list[str]:
    """Faults of a figure that should be a range."""
    low, likely, high = figure.low, figure.likely, figure.high
    if figure.shape == "uniform":
        if likely is not None or low is None or high is None:
            return ["is uniform; expected low and high, and no likely"]
        likely = low
    if low is None or likely is None or high is None:
        if low is likely is high is None:
            return [
                "has no number; expected value, or low, likely and high, or unknown"
            ]
        way = 'or low and high with shape = "uniform"'
        return [f"is a range; expected low, likely and high, {way}"]
    if not low <= likely <= high:
        return ["is a range out of order; expected low <= likely <= high"]
    if figure.shape == "ratio" and low <= 0:
        return ["is known to a factor (ratio); expected a low above 0"]
    return []


class MonthFigure(Model):
    """A month, with its source."""

    value: str = Field(pattern=MONTH_PATTERN, description="A month such as 2019-06.")
    source: str | None = Field(None, description="A source, or assumed.")
    note: str | None = Field(None, description="What it means, or why it was chosen.")

    @property
    def month(self) -> int:
        """The month, in months since year 0."""
        return month_number(self.value)


class MonthOf:
    """A month as text, or a table that also says its source: metadata of a field."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read a plain month or a table."""
        return core_schema.no_info_wrap_validator_function(_read_month, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A month, or a table that says more."""
        month = {"type": "string", "pattern": MONTH_PATTERN}
        forms = [month, handler(schema)]
        return {"anyOf": forms, "examples": ["2019-06"], EXPECTED: "months, in quotes"}


def _read_month(raw: Any, read_table: Callable[[Any], MonthFigure]) -> MonthFigure:
    if isinstance(raw, str) and is_month(raw):
        return MonthFigure.model_construct(value=raw)
    if isinstance(raw, dict) and isinstance(raw.get("value", ""), str):
        return read_table(raw)
    raise PydanticCustomError("month", 'expected a month in quotes, such as "2019-06"')

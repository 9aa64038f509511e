"""The kinds of figures that a program has: each a unit and the numbers it can be."""

from typing import Annotated

from bodycam_cli.program.figures import (
    CountFigure,
    DurationFigure,
    Figure,
    MonthFigure,
    MonthOf,
    Quantity,
)

# Bounds that no program reaches keep a slip of the finger out of the arithmetic.
_MOST_DOLLARS = 1e12
_MOST_DEVICES = 1_000_000

Cameras = Annotated[
    Figure, Quantity("cameras", minimum=1, maximum=_MOST_DEVICES, whole=True)
]
WaveCameras = Annotated[
    Figure, Quantity("cameras", maximum=_MOST_DEVICES, whole=True, example=193)
]
Officers = Annotated[
    Figure, Quantity("officers", maximum=_MOST_DEVICES, whole=True, example=193)
]
SpareShare = Annotated[
    Figure, Quantity("spares per camera in service", maximum=2, example=0.05)
]
SlipMonths = Annotated[Figure, Quantity("months", maximum=360, whole=True, example=3)]
Years = Annotated[
    Figure, Quantity("years", minimum=1, maximum=30, whole=True, example=3)
]
Dollars = Annotated[
    Figure,
    Quantity("dollars", maximum=_MOST_DOLLARS, can_be_unknown=True, example=8_500_000),
]
Appropriation = Annotated[
    Figure,
    Quantity(
        "dollars",
        maximum=_MOST_DOLLARS,
        single="it is what was approved",
        example=2_000_000,
    ),
]
Price = Annotated[
    Figure,
    Quantity(
        "dollars",
        maximum=_MOST_DOLLARS,
        is_price=True,
        can_be_unknown=True,
        example=950,
    ),
]
Count = Annotated[
    CountFigure,
    Quantity("items", maximum=_MOST_DEVICES, can_be_unknown=True, example=3),
]
EscalationRate = Annotated[
    Figure,
    Quantity(
        "a fraction a year",
        minimum=-0.5,
        maximum=0.99,
        is_rate=True,
        can_be_unknown=True,
        example=0.03,
    ),
]
BenefitsRate = Annotated[
    Figure,
    Quantity(
        "a fraction of the salary",
        maximum=1.5,
        is_rate=True,
        can_be_unknown=True,
        example=0.35,
    ),
]
StepRate = Annotated[
    Figure,
    Quantity(
        "a fraction",
        minimum=-0.9,
        maximum=2,
        is_rate=True,
        can_be_unknown=True,
        example=0.27,
    ),
]
Share = Annotated[
    Figure,
    Quantity("a fraction of the whole", maximum=1, is_rate=True, example=0.5),
]
RetentionShare = Annotated[
    Figure,
    Quantity(
        "a fraction of the whole",
        maximum=1,
        is_rate=True,
        single="what a share gains, the other classes lose",
        example=0.05,
    ),
]
ContingencyRate = Annotated[
    Figure, Quantity("a fraction of the cost", maximum=1, is_rate=True, example=0.07)
]
RefreshMonths = Annotated[
    Figure, Quantity("months", minimum=1, maximum=360, whole=True, example=30)
]
MonthsBefore = Annotated[Figure, Quantity("months", maximum=60, whole=True, example=3)]
RetentionDays = Annotated[
    DurationFigure,
    Quantity("days", maximum=40_000, can_be_indefinite=True, example=180),
]
RetentionMonths = Annotated[
    DurationFigure,
    Quantity("months", maximum=1_200, can_be_indefinite=True, example=6),
]
RecordedHours = Annotated[
    Figure,
    Quantity("hours a camera-year", maximum=8_784, can_be_unknown=True, example=110),
]
DataRate = Annotated[
    Figure,
    Quantity("GB an hour", maximum=1_000, can_be_unknown=True, example=2.6),
]
RequestRate = Annotated[
    Figure,
    Quantity(
        "requests per 100 camera-years",
        maximum=1_000_000,
        can_be_unknown=True,
        example=12,
    ),
]
Minutes = Annotated[
    Figure, Quantity("minutes", maximum=100_000, can_be_unknown=True, example=13)
]
TrainingHours = Annotated[
    Figure,
    Quantity("hours an officer", maximum=1_000, can_be_unknown=True, example=4),
]
PerSession = Annotated[
    Figure,
    Quantity("officers a session", minimum=1, maximum=10_000, whole=True, example=20),
]
PerWeek = Annotated[
    Figure, Quantity("sessions a week", minimum=0.1, maximum=1_000, example=4)
]
Month = Annotated[MonthFigure, MonthOf()]

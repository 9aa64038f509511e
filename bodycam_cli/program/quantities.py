"""The kinds of figures that a program has: each a unit and the numbers it can be."""

from typing import Annotated

from bodycam_cli.program.figures import Figure, MonthFigure, MonthOf, Quantity

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
    Figure, Quantity("dollars", maximum=_MOST_DOLLARS, example=2_000_000)
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
    Figure,
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
Month = Annotated[MonthFigure, MonthOf()]

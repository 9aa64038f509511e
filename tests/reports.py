"""Reports for the tests of the render room: realistic ones, made by hand."""

from bodycam_cli.report.document import (
    Chart,
    Citation,
    Column,
    Incomplete,
    Notice,
    Report,
    Stamp,
    Table,
    Value,
)

STAMP = Stamp("0.1.0", ("cost", "boston"), (("boston", "ab12"),))

BOSTON_ROWS = (
    # year, cost, appropriation, left, unfunded, cumulative, per camera
    (2019, 2833333, 2000000, -833333, 833333, 2833333, 7083),
    (2020, 2833333, 2500000, -333333, 333333, 5666666, 7083),
    (2021, 2833334, None, None, 2833334, 8500000, 7083),
    (2022, 3300000, None, None, 3300000, 11800000, 8250),
    (2023, 3300000, None, None, 3300000, 15100000, 8250),
)


def boston() -> Report:
    """What ``bodycam cost boston`` answers."""
    columns = (
        Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
        Column("months", "Months", "months", on_paper=False),
        Column("cost", "Cost", "dollars"),
        Column("paid_by_others", "Paid by others", "dollars"),
        Column("funding", "Funding", "dollars"),
        Column("local_cost", "Local cost", "dollars"),
        Column("appropriation", "Appropriation", "dollars"),
        Column("left", "Left", "dollars", bound="at most"),
        Column("unfunded", "Unfunded", "dollars"),
        Column("cumulative", "Cumulative", "dollars"),
        Column("per_camera", "Per camera", "dollars per camera"),
    )
    rows = tuple(
        {
            "fiscal_year": year,
            "months": 12,
            "cost": cost,
            "paid_by_others": 0,
            "funding": 0,
            "local_cost": cost,
            "appropriation": appropriation,
            "left": left,
            "unfunded": unfunded,
            "cumulative": cumulative,
            "per_camera": per_camera,
        }
        for year, cost, appropriation, left, unfunded, cumulative, per_camera in (
            BOSTON_ROWS
        )
    )
    totals = {
        "months": 60,
        "cost": 15100000,
        "paid_by_others": 0,
        "funding": 0,
        "local_cost": 15100000,
        "appropriation": 4500000,
        "unfunded": 10600000,
    }
    return Report(
        command="cost",
        title="Boston Police Department: cost, FY2019 to FY2023",
        stamp=STAMP,
        basis=(
            "Published estimate for 400 cameras; nominal dollars.",
            "Fiscal years begin in July; FY2019 is July 2018 to June 2019.",
        ),
        estimate="published",
        answer=(
            "$10,600,000 of $15,100,000 is unfunded in FY2019 to FY2023.",
            "FY2019 lacks $833,333: it costs $2,833,333 and has $2,000,000.",
        ),
        tables=(Table("cost", "Cost by fiscal year", columns, rows, totals),),
        notes=("Per camera is by 400 cameras in every year, which is assumed.",),
        notices=(
            Notice(
                "published_remainder",
                "The published estimate does not divide evenly by three years: the"
                " leftover $1 is in FY2021.",
                {"dollars": 1, "fiscal_year": 2021},
            ),
        ),
        sources=(
            Citation(
                "announcement",
                "Mayor Walsh announces funding for body-worn cameras",
                "City of Boston",
                "2018-08-02",
                "https://www.boston.gov/news/body-worn-cameras",
            ),
        ),
    )


def assumptions() -> Report:
    """What ``bodycam assumptions`` answers: much text, and units row by row."""
    columns = (
        Column("key", "Figure", "text", "item"),
        Column("unit", "Unit", "text"),
        Column("value", "Value", "number"),
        Column("low", "Low", "number"),
        Column("likely", "Likely", "number"),
        Column("high", "High", "number"),
        Column("origin", "Set in", "text"),
        Column("source", "Source", "text"),
    )
    figures = (
        ("cameras", "cameras", 400, None, None, None, "boston.toml:9", "announcement"),
        (
            "lines.licenses.price",
            "dollars per camera-year",
            950,
            600,
            950,
            1350,
            "typical.toml:41",
            "contracts",
        ),
        (
            "lines.licenses.escalation_rate",
            "share per year",
            0.035,
            None,
            None,
            None,
            "typical.toml:44",
            "assumed: contracts of 2019 to 2024 raise prices by 3 to 4 % a year",
        ),
        (
            "lines.records_staff.price",
            "dollars per post-year",
            73529.5,
            63657,
            None,
            83402,
            "typical.toml:52",
            "worcester-2023",
        ),
        ("lines.staff_time.price", "dollars", None, None, None, None, "--set", None),
        (
            "footage.gb_per_recorded_hour",
            "gigabytes per recorded hour",
            2.6,
            1.0,
            2.6,
            8.0,
            "typical.toml:70",
            "video-formats",
        ),
    )
    names = [column.name for column in columns]
    rows = tuple(dict(zip(names, figure, strict=True)) for figure in figures)
    table = Table(
        "figures",
        "Every figure in force",
        columns,
        rows,
        incomplete=(Incomplete(4, "value", ("lines.staff_time.price",)),),
    )
    return Report("assumptions", "Boston: assumptions", STAMP, tables=(table,))


def rollout() -> Report:
    """What ``bodycam rollout`` answers: months with bars."""
    months = [f"2019-{month:02}" for month in range(1, 13)]
    in_service = [0, 0, 0, 1, 50, 100, 193, 193, 400, 1400, 1400, 1400]
    table = Table(
        "months",
        "Month by month",
        (
            Column("month", "Month", "month", "period"),
            Column("cameras_bought", "Cameras bought", "cameras"),
            Column("cameras_in_service", "Cameras in service", "cameras"),
            Column("officers_equipped", "Officers equipped", "officers"),
        ),
        tuple(
            {
                "month": month,
                "cameras_bought": count // 2,
                "cameras_in_service": count,
                "officers_equipped": count,
            }
            for month, count in zip(months, in_service, strict=True)
        ),
        {"cameras_bought": 2568},
    )
    chart = Chart("months", "month", "cameras_in_service", "Cameras in service")
    return Report("rollout", "Rollout", STAMP, tables=(table,), charts=(chart,))


def partial() -> Report:
    """Two partial fiscal years' worth of what nobody knows."""
    table = Table(
        "cost",
        "Cost",
        (
            Column("fiscal_year", "Fiscal year", "fiscal year", "period"),
            Column("months", "Months", "months", on_paper=False),
            Column("cost", "Cost", "dollars"),
            Column("left", "Left", "dollars", bound="at most"),
            Column("chance", "Chance over", "share"),
        ),
        (
            {
                "fiscal_year": 2023,
                "months": 5,
                "cost": 33174,
                "left": -1200,
                "chance": 0.561,
            },
            {
                "fiscal_year": 2024,
                "months": 12,
                "cost": None,
                "left": None,
                "chance": None,
            },
        ),
        {"cost": 33174},
        (
            Incomplete(0, "cost", ("lines.staff_time.price",)),
            Incomplete(0, "left", ("lines.staff_time.price",)),
            Incomplete(1, "cost", ("lines.staff_time.price", "lines.x.price")),
            Incomplete("totals", "cost", ("lines.staff_time.price", "lines.x.price")),
        ),
    )
    return Report("cost", "Worcester pilot", STAMP, tables=(table,))


def by_line() -> Report:
    """What ``bodycam cost --by line`` answers: ten years side by side."""
    years = range(2024, 2034)
    lines = (
        ("Cameras", 70_000),
        ("Evidence licenses and cloud storage", 1_095_000),
        ("Records staff", 273_400),
    )
    columns = (
        Column("name", "Line", "text", "item"),
        *(Column(f"FY{year}", f"FY{year}", "dollars", folds=False) for year in years),
        Column("total", "Total", "dollars"),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "name": name,
            **{f"FY{year}": amount for year in years},
            "total": 10 * amount,
        }
        for name, amount in lines
    )
    totals = {**{f"FY{year}": 1_438_400 for year in years}, "total": 14_384_000}
    table = Table("lines", "Cost by line", columns, rows, totals)
    return Report("cost", "By line", STAMP, tables=(table,))

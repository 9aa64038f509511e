"""It must agree with the world: what was published comes out of published inputs.

Each program here is written from published figures alone, with the source named.
"""

from typing import Any

import pytest
from programs import Ask, column_of, table_of, write

# ----------------------------------------------------------- Worcester's recurring cost

WORCESTER = """
title = "Worcester Police Department, FY2024"
fiscal_year_start_month = 7
first_month = "2023-07"
cameras = 300
officers = 300

[lines.contract]                        # Police1/MassLive, April 2023: about $3.9M
amounts = { FY2024 = 780_000 }          # over five years; 3,900,000 / 5
recurrence = "recurring"
category = "software"
[lines.stipend]                         # the same: $1,300 a year for each of 300
price = 1_300
per = "officer-year"
category = "people"
[lines.records_staff]                   # Patch, April 2023: three posts, advertised
price = { low = 63_657, high = 83_402, shape = "uniform" }
per = "post-year"
count = 3
category = "records"
"""

PERSONNEL = """
[lines.stipend]                         # Patch, May 2023: the city manager confirmed
price = 500_000                         # about $500,000 a year of new personnel cost
per = "program-year"
category = "people"
"""


def worcester(ask: Ask, text: str) -> dict[str, int]:
    """What each line of Worcester costs in FY2024."""
    document = ask("cost", str(write(text)), "--years", "1", "--by", "line")
    rows = table_of(document, "lines")["rows"]
    return {row["name"]: row["FY2024"] for row in rows}


def test_worcesters_vendor_is_56_percent_of_its_recurring_cost(ask: Ask) -> None:
    """Contract, stipend and three posts at the midpoint of their advertised pay."""
    cost = worcester(ask, WORCESTER)
    assert cost["contract"] == 780_000
    assert cost["stipend"] == 390_000  # 300 * 1,300, as first reported
    # (63,657 + 83,402) / 2 = 73,529.50, three times 220,588.50
    assert cost["records_staff"] == 220_589
    total = sum(cost.values())
    assert total == 1_390_589
    assert round(100 * cost["contract"] / total) == 56


def test_worcesters_vendor_is_52_percent_with_the_personnel_cost(ask: Ask) -> None:
    """780,000 / (780,000 + 500,000 + 220,589) = 51.98 %."""
    start = WORCESTER.index("[lines.stipend]")
    end = WORCESTER.index("[lines.records_staff]")
    cost = worcester(ask, WORCESTER[:start] + PERSONNEL + WORCESTER[end:])
    assert cost["stipend"] == 500_000
    assert round(100 * cost["contract"] / sum(cost.values())) == 52


def test_the_seed_of_worcester_says_the_same(ask: Ask) -> None:
    """The built-in program, in FY2024, its first whole year."""
    document = ask("cost", "worcester@full", "--by", "line")
    lines = {row["name"]: row["FY2024"] for row in table_of(document, "lines")["rows"]}
    recurring = ("contract", "stipend", "records_staff")
    assert [lines[name] for name in recurring] == [780_000, 390_000, 220_589]


# ----------------------------------------------------------------- Virginia's attorneys

# Budget amendment SB1100 of 2019: one attorney for up to 75 cameras, one more for each
# further 75 or part. $11M for 156 posts in the proposal of 2018: $70,513 each.
VIRGINIA = """
title = "A locality in Virginia"
fiscal_year_start_month = 7
first_month = "2019-07"
cameras = {cameras}
[lines.attorneys]
price = 70_513
per = "post-year"
count = {{ one_per = 75, of = "camera" }}
payer = "state"
category = "prosecution"
"""


@pytest.mark.parametrize(("cameras", "attorneys"), [(450, 6), (451, 7)])
def test_virginia_pays_for_an_attorney_per_75_cameras_or_part(
    ask: Ask, cameras: int, attorneys: int
) -> None:
    """450 / 75 = 6, and the 451st camera brings the seventh."""
    path = str(write(VIRGINIA.format(cameras=cameras)))
    table = table_of(ask("cost", path, "--years", "1"), "cost")
    assert column_of(table, "cost") == [attorneys * 70_513]
    assert column_of(table, "paid_by_others") == [attorneys * 70_513]
    assert column_of(table, "local_cost") == [0]


@pytest.mark.parametrize(("cameras", "attorneys"), [(450, 6), (451, 7)])
def test_typical_follows_virginia(ask: Ask, cameras: int, attorneys: int) -> None:
    """Its prosecutors, at the likely $90,000 of FY2019: 1.03 ** 5 later in FY2024."""
    setting = f"cameras={cameras}"
    document = ask("cost", "typical", "--by", "line", "--set", setting)
    rows = {row["name"]: row for row in table_of(document, "lines")["rows"]}
    # 90,000 * 1.159274 = 104,334.67
    assert rows["prosecutors"]["FY2024"] == pytest.approx(attorneys * 104_334.67, abs=1)
    assert rows["prosecutors"]["payer"] == "prosecutor"


# ---------------------------------------------------------------- Chula Vista's storage

# The Star News, 2014: 114 cameras for five years, $500,000 in round numbers, of which
# $423,898 for service and storage and $77,395 for cameras.
CHULA_VISTA = """
title = "Chula Vista Police Department"
fiscal_year_start_month = 7
first_month = "2014-07"
last_month = "2019-06"
cameras = 114
[lines.cameras]
price = 678.90                          # 77,395 / 114
per = "camera"
category = "equipment"
[lines.storage]
price = 743.68                          # 423,898 / 114 / 5
per = "camera-year"
category = "storage"
"""


def test_storage_is_85_percent_of_chula_vistas_500_000(ask: Ask) -> None:
    """423,898 / 500,000 = 84.8 %; the parts add up to slightly more than the whole."""
    document = ask("cost", str(write(CHULA_VISTA)), "--by", "category")
    totals = {row["name"]: row["total"] for row in table_of(document, "lines")["rows"]}
    # prices in cents: 678.90 * 114 = 77,394.60, 743.68 * 114 = 84,779.52 a year
    assert totals["equipment"] == 77_395
    assert totals["storage"] == 5 * 84_780 == 423_900
    assert totals["storage"] == pytest.approx(423_898, abs=3)
    assert round(100 * totals["storage"] / 500_000) == 85
    assert round(100 * totals["storage"] / sum(totals.values())) == 85


# ----------------------------------------------------------- Clarksville's 190 days

# AP, 2016: Clarksville, Indiana, 75 cameras; video storage and camera upkeep cost
# $5,000 to $10,000 a year, and $50,000 to $100,000 in the first year at 190 days.
CLARKSVILLE = """
title = "Clarksville Police Department"
fiscal_year_start_month = 1
first_month = "2015-01"
cameras = 75
[footage]
recorded_hours_per_camera_year = 110    # any number: the ratio does not depend on it
gb_per_recorded_hour = 2.6
[footage.retention.all]
days = 30
changes = [ { month = "2016-07", days = 190 } ]
[lines.storage]
price = 3_500                           # any: published are $276 raw to $8,437 bundled
per = "TB-year"
category = "storage"
"""


def test_clarksvilles_store_grows_six_times_from_30_to_190_days(ask: Ask) -> None:
    """190 / 30 = 6.33: full at 30 days in 2015, at 190 days by the end of 2016."""
    path = str(write(CLARKSVILLE))
    years = table_of(ask("storage", path, "--years", "3"), "years")
    first, second, third = column_of(years, "retained_tb")
    assert second == third == pytest.approx(first * 190 / 30, rel=1e-3)
    kept = column_of(table_of(ask("storage", path, "--years", "3"), "classes"), "kept")
    assert kept == ["30 days; from 2016-07 190 days"]


def test_clarksvilles_bill_rises_with_its_store(ask: Ask) -> None:
    """At $3,500 a terabyte-year: $6,168 becomes $39,061.

    Published are $5,000 to $10,000, then $50,000 to $100,000, upkeep of cameras
    included: about ten times, of which the law's retention explains 6.33.
    """
    table = table_of(ask("cost", str(write(CLARKSVILLE)), "--years", "3"), "cost")
    before, _, after = column_of(table, "cost")
    # 75 * 110 * 2.6 / 12 / 1000 = 1.7875 TB a month; 30 / 30.4375 of it is held
    assert before == pytest.approx(1.7875 * 30 / 30.4375 * 3_500, abs=1)
    assert 5_000 < before < 10_000
    assert after / before == pytest.approx(190 / 30, rel=1e-3)
    assert (50_000 + 100_000) / (5_000 + 10_000) == 10


# ------------------------------------------------------------------ the pilots' volumes

PILOT = """
title = "{title}"
fiscal_year_start_month = 7
first_month = "{first}"
last_month = "{last}"
cameras = {cameras}
[lines.nothing]
price = 0
per = "program"
[footage]
recorded_hours_per_camera_year = {hours}
gb_per_recorded_hour = 1
[footage.retention.all]
days = 90
"""


@pytest.mark.parametrize(
    ("pilot", "hours", "videos", "a_year"),
    [
        # Boston: 100 cameras for a year from September 2016; about 38,200 videos and
        # more than 4,600 hours (Boston Herald and others, 2018)
        (
            {
                "title": "Boston",
                "first": "2016-09",
                "last": "2017-08",
                "cameras": 100,
                "hours": 46,
            },
            4_600,
            38_200,
            382,
        ),
        # Worcester: 20 cameras for half a year from May 2019; 7,707 videos and 1,100
        # hours (Worcester Police Department, 2023)
        (
            {
                "title": "Worcester",
                "first": "2019-05",
                "last": "2019-10",
                "cameras": 20,
                "hours": 110,
            },
            1_100,
            7_707,
            771,
        ),
    ],
    ids=["boston", "worcester"],
)
def test_the_pilots_record_what_was_published(
    ask: Ask, pilot: dict[str, Any], hours: int, videos: int, a_year: int
) -> None:
    """46 and 110 hours a camera-year, and the videos that they were in."""
    path = str(write(PILOT.format(**pilot)))
    table = table_of(ask("storage", path), "years")
    assert table["totals"]["recorded_hours"] == pytest.approx(hours)
    camera_years = pilot["cameras"] * table["totals"]["months"] / 12
    assert round(hours / camera_years) == pilot["hours"]
    assert round(videos / camera_years) == a_year


def test_typical_expects_what_worcester_recorded(ask: Ask) -> None:
    """Its likely volume is 110 hours, its low Boston's 46."""
    rows = {
        row["key"]: row for row in ask("assumptions", "typical")["tables"][0]["rows"]
    }
    hours = rows["footage.recorded_hours_per_camera_year"]
    assert (hours["low"], hours["likely"], hours["high"]) == (46, 110, 540)

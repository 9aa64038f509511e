"""What must hold between the values of a program: every rule, with its line."""

import pytest
from programs import Data, faults, loaded, small, toml

HEAD = """\
title = "My City"
fiscal_year_start_month = 7
first_month = "2023-07"
cameras = 100
"""
LINE = """\
[lines.x]
price = 5
per = "camera"
"""


def line(settings: str, more: str = "") -> str:
    """A program whose only line, from line 5 on, has these settings."""
    return f"{HEAD}[lines.x]\n{settings}\n{more}"


def waves(*tables: str, head: str = HEAD) -> str:
    """A program with waves a, b, … from line 8 on, of two lines each and a heading."""
    text = "".join(
        f'[waves.{name}]\ngo_live_month = "2023-09"\n{table}\n'
        for name, table in zip("abc", tables, strict=False)
    )
    return f"{head}{LINE}{text}"


# ----------------------------------------------------------------- something to cost

NOTHING = (
    "there is nothing to cost; expected a line under [lines], a [published] estimate, "
    'or extends = "typical"'
)


def test_a_program_without_lines_or_estimate_has_nothing_to_cost() -> None:
    """The fault of the file as a whole."""
    assert faults(HEAD) == [(0, NOTHING)]
    assert faults(f"{HEAD}[lines]\n") == [(0, NOTHING)]


def test_a_published_estimate_is_enough() -> None:
    """Lines are not needed."""
    loaded(f"{HEAD}[published]\ninitial_years = 3\ninitial_cost = 9\n")


def test_the_estimate_that_leads_exists() -> None:
    """At the line that says which one leads."""
    text = f'{HEAD}estimate = "published"\n{LINE}'
    words = 'estimate is "published", but there is no [published]'
    assert faults(text) == [(5, words)]
    text = f'{HEAD}estimate = "lines"\n[published]\ninitial_years = 1\ninitial_cost = 9'
    words = 'estimate is "lines", but there is no line under [lines]'
    assert faults(text) == [(5, words)]


def test_what_is_at_fault_in_another_way_is_something_to_cost() -> None:
    """One fault, not two: the line is there, though it cannot be read."""
    assert [line for line, _ in faults(f"{HEAD}lines = 3\n")] == [5]
    assert [line for line, _ in faults(f"{HEAD}extends = 3\n")] == [5]


# ---------------------------------------------------------------------------- sources


def not_there(source: str) -> str:
    """The words for a source that resembles no other."""
    way = f'add [sources.{source}], or use "assumed"'
    return f'source "{source}" is not in [sources]; {way}'


def test_a_source_that_no_table_describes_is_told_at_its_figure() -> None:
    """With the nearest one, or what to do."""
    text = line('price = { value = 5, source = "memmo" }\nper = "camera"')
    text += '[sources.memo]\ntitle = "Memo"\n'
    words = 'lines.x.price: source "memmo" is not in [sources]; did you mean memo?'
    assert faults(text) == [(6, words)]
    text = text.replace("memmo", "contract")
    words = f"lines.x.price: {not_there('contract')}"
    assert faults(text) == [(6, words)]
    text = text.replace("contract", "assumd")
    words = 'lines.x.price: source "assumd" is not in [sources]; did you mean assumed?'
    assert faults(text) == [(6, words)]


def test_a_source_of_a_month_is_checked_too() -> None:
    """It is a figure like the others."""
    text = HEAD.replace('"2023-07"', '{ value = "2023-07", source = "x" }') + LINE
    words = f"first_month: {not_there('x')}"
    assert faults(text) == [(3, words)]


def test_a_source_of_a_whole_line_is_told_at_each_of_its_figures() -> None:
    """Which may be many, or none."""
    text = line('source = "x"\nprice = 5\nper = "item"\ncount = 2')
    words = not_there("x")
    assert faults(text) == [
        (7, f"lines.x.price: {words}"),
        (9, f"lines.x.count: {words}"),
    ]


def test_the_source_of_the_command_line_is_not_one_of_a_file() -> None:
    """Only --set may say it."""
    text = line('price = { value = 5, source = "--set" }\nper = "camera"')
    words = f"lines.x.price: {not_there('--set')}"
    assert faults(text) == [(6, words)]


def test_no_source_is_called_assumed() -> None:
    """It would read as one where there is none."""
    text = f'{HEAD}{LINE}[sources.assumed]\ntitle = "A"\n'
    words = "is what a figure says that has no source; choose another name"
    assert faults(text) == [(8, f"sources.assumed {words}")]


def test_a_source_that_is_at_fault_itself_is_there() -> None:
    """One fault, not one for each figure that cites it."""
    text = line('price = { value = 5, source = "memo" }\nper = "camera"')
    ((number, words),) = faults(f'{text}[sources.memo]\npublisher = "P"\n')
    assert number == 8
    assert words == "sources.memo.title is missing; expected title of the document"


# ----------------------------------------------------------------------------- months


def test_the_last_month_does_not_come_before_the_first() -> None:
    """It may be the same one."""
    text = f'{HEAD}last_month = "2023-06"\n{LINE}'
    assert faults(text) == [(5, "last_month 2023-06 is before first_month 2023-07")]
    loaded(text.replace("2023-06", "2023-07"))


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2023-06", "is before the program's first month, 2023-07"),
        ("2024-07", "is after the program's last month, 2024-06"),
    ],
)
def test_waves_and_lines_lie_within_the_program(month: str, words: str) -> None:
    """All that do not are told at once, in the order of the file."""
    head = f'{HEAD}last_month = "2024-06"\n'
    text = (
        f'{head}[waves.a]\ngo_live_month = "{month}"\n'
        f'{LINE}first_month = "{month}"\nlast_month = "{month}"\n'
    )
    told = f"{month} {words}; expected a month of the program"
    assert faults(text) == [
        (7, f"waves.a.go_live_month {told}"),
        (11, f"lines.x.first_month {told}"),
        (12, f"lines.x.last_month {told}"),
    ]


def test_a_line_does_not_end_before_it_begins() -> None:
    """At the line of its end."""
    text = f'{HEAD}{LINE}first_month = "2024-02"\nlast_month = "2024-01"\n'
    words = "lines.x.last_month 2024-01 is before its first_month 2024-02"
    assert faults(text) == [(9, words)]


# -------------------------------------------------------------------------- schedules


@pytest.mark.parametrize(
    ("head", "outside", "expected"),
    [
        (HEAD, "FY2023", "FY2024 or later"),
        (f'{HEAD}last_month = "2025-06"\n', "FY2026", "FY2024 to FY2025"),
        (f'{HEAD}last_month = "2025-07"\n', "FY2027", "FY2024 to FY2026"),
        (f'{HEAD}fiscal_year_label = "starts"\n', "FY2022", "FY2023 or later"),
        (HEAD.replace("= 7", "= 1"), "FY2022", "FY2023 or later"),
    ],
)
def test_a_schedule_has_only_years_of_the_program(
    head: str, outside: str, expected: str
) -> None:
    """Whatever its fiscal years are called."""
    text = f"{head}[lines.x.amounts]\nFY2024 = 5\n{outside} = 6\n"
    words = f"lines.x.amounts.{outside} lies outside the program; expected {expected}"
    assert faults(text) == [(head.count("\n") + 3, words)]


@pytest.mark.parametrize(
    ("month", "year", "words"),
    [
        ('first_month = "2024-07"', "FY2024", "before the line's first_month, 2024-07"),
        ('last_month = "2025-06"', "FY2026", "after the line's last_month, 2025-06"),
    ],
)
def test_a_schedule_has_only_years_of_its_own_months(
    month: str, year: str, words: str
) -> None:
    """A payment that would be left out is a contradiction."""
    text = f"amounts = {{ FY2025 = 5, {year} = 5 }}"
    assert faults(line(f"{text}\n{month}")) == [
        (6, f"lines.x.amounts.{year} lies {words}")
    ]
    loaded(line(f"amounts = {{ FY2025 = 5 }}\n{month}"))


def test_an_appropriation_outside_the_program_is_no_fault() -> None:
    """It is money all the same; the answer has a notice."""
    loaded(f"{HEAD}{LINE}[appropriations]\nFY2000 = 5\n")


# ---------------------------------------------------------------------------- pricing


@pytest.mark.parametrize("name", ["published", "contingency", "total"])
def test_a_line_cannot_have_a_name_of_the_answer(name: str) -> None:
    """The answer has a line of that name itself."""
    text = f'{HEAD}[lines.{name}]\nprice = 5\nper = "camera"\n'
    words = f"lines.{name} is a reserved name; choose another"
    assert faults(text) == [(5, words)]


@pytest.mark.parametrize(
    ("settings", "number", "words"),
    [
        (
            'title = "X"',
            5,
            "lines.x has neither price nor amounts; expected one of the two",
        ),
        (
            "price = 5",
            5,
            (
                "lines.x has a price and no per; expected what it is per, such as "
                'per = "camera-year"'
            ),
        ),
        (
            'price = 5\nper = "item"',
            5,
            (
                "lines.x is per item and has no count; expected how many, such as "
                "count = 3"
            ),
        ),
        (
            'price = 5\nper = "camera"\ncount = 3',
            8,
            "lines.x.count is only for a line per item, item-year or post-year",
        ),
        (
            'price = 5\nper = "camera"\nbenefits_rate = 0.3',
            8,
            "lines.x.benefits_rate is only for a line per post-year",
        ),
        (
            'price = 5\nper = "camera-year"\nrefresh_months = 30',
            8,
            "lines.x.refresh_months is only for a line per camera or item",
        ),
        (
            'price = 5\nper = "camera"\nbilled = "yearly"',
            8,
            "lines.x.billed is only for a line per month or year",
        ),
        (
            'price = 5\nper = "camera"\ncameras = 3',
            8,
            "lines.x.cameras is only for a schedule of amounts",
        ),
        (
            'price = 5\nper = "camera"\nrenewal_rate = 0.1',
            8,
            "lines.x.renewal_rate is only for a schedule of amounts",
        ),
        ("amounts = {}", 6, "lines.x.amounts is empty; expected FY2019 = 780_000"),
    ],
)
def test_a_line_has_what_its_pricing_needs_and_nothing_else(
    settings: str, number: int, words: str
) -> None:
    """At the setting that is too much, or at the line that lacks one."""
    assert faults(line(settings)) == [(number, words)]


@pytest.mark.parametrize(
    ("key", "setting"),
    [
        ("price", "price = 5"),
        ("per", 'per = "camera"'),
        ("count", "count = 3"),
        ("benefits_rate", "benefits_rate = 0.3"),
        ("refresh_months", "refresh_months = 30"),
        ("paid_months_before", "paid_months_before = 3"),
        ("steps", 'steps = [{ month = "2024-01", rate = 0.1 }]'),
        ("escalation_rate", "escalation_rate = 0.1"),
    ],
)
def test_a_schedule_has_no_setting_of_a_price(key: str, setting: str) -> None:
    """Nobody could tell which of the two counts."""
    words = f"lines.x has amounts and {key}; expected a price or amounts"
    assert faults(line(f"amounts = {{ FY2024 = 5 }}\n{setting}")) == [(7, words)]


def test_a_schedule_that_is_renewed_may_escalate() -> None:
    """After the renewal its last amount grows."""
    loaded(line("amounts = { FY2024 = 5 }\nrenewal_rate = 0.1\nescalation_rate = 0.1"))


# ---------------------------------------------------------------------------- drivers

FOOTAGE: Data = {"recorded_hours_per_camera_year": 110, "gb_per_recorded_hour": 2}


@pytest.mark.parametrize(
    ("driver", "words"),
    [
        ("training-hour", "[training]"),
        ("TB-month", "[footage]"),
        ("TB-year", "[footage]"),
        ("request", "[requests]"),
        ("redacted-hour", "[requests]"),
    ],
)
def test_what_a_line_is_per_can_be_counted(driver: str, words: str) -> None:
    """At the line that says per."""
    text = line(f'price = 5\nper = "{driver}"')
    told = (
        f"lines.x is per {driver}, and there is no {words} to count it from; add one, "
        'or extends = "typical", which brings one'
    )
    assert faults(text) == [(7, told)]


def test_terabytes_need_to_know_how_long_video_is_kept() -> None:
    """Hours and sizes alone say nothing of what is retained."""
    text = line('price = 5\nper = "TB-year"', toml({"footage": FOOTAGE})).replace(
        "footage =", "[footage]\n#"
    )
    text += "recorded_hours_per_camera_year = 110\ngb_per_recorded_hour = 2\n"
    words = "lines.x is per TB-year, and there is no [footage.retention.NAME] that says"
    assert faults(text) == [(7, f"{words} what is kept")]


def test_hours_of_redacting_need_minutes_of_both_kinds() -> None:
    """Each is named."""
    text = line('price = 5\nper = "redacted-hour"')
    text += "[requests]\nrequests_per_100_camera_years = 12\n"
    words = "lines.x is per redacted-hour, and there is no requests."
    assert faults(text) == [
        (7, f"{words}footage_minutes_per_request"),
        (7, f"{words}redaction_minutes_per_footage_minute"),
    ]


# -------------------------------------------------------------------------- retention


@pytest.mark.parametrize(
    ("retention", "words"),
    [
        (
            {"a": {"share": 1}},
            "footage.retention.a: expected days or months, and one of the two",
        ),
        (
            {"a": {"share": 1, "days": 3, "months": 3}},
            "footage.retention.a: expected days or months, and one of the two",
        ),
        (
            {"a": {"days": 3, "changes": [{"month": "2024-01"}]}},
            "footage.retention.a.changes, item 1: expected days or months",
        ),
        (
            {"a": {"days": 3}, "b": {"days": 3}},
            "footage.retention: one class may leave out share, and takes the rest",
        ),
        (
            {"a": {"share": 0.5, "days": 3}, "b": {"share": 0.6, "days": 3}},
            (
                "footage.retention: the shares add up to 1.1, not 1; one class may "
                "leave its share out and take the rest"
            ),
        ),
        (
            {"a": {"share": 0.5, "days": 3}, "b": {"share": 0.4, "days": 3}},
            (
                "footage.retention: the shares add up to 0.9, not 1; one class may "
                "leave its share out and take the rest"
            ),
        ),
        (
            {
                "a": {"share": 0.7, "days": 3},
                "b": {"share": 0.4, "days": 3},
                "c": {"days": 3},
            },
            (
                "footage.retention: the shares add up to 1.1, not 1; one class may "
                "leave its share out and take the rest"
            ),
        ),
    ],
)
def test_classes_of_video_make_a_whole(retention: Data, words: str) -> None:
    """Each has one time, and their shares add up."""
    text = toml(small(footage={**FOOTAGE, "retention": retention}))
    assert faults(text) == [(6, words)]


def test_shares_that_were_rounded_by_hand_are_a_whole() -> None:
    """A third each."""
    third = {"share": 0.3333333, "days": 3}
    retention = {"a": third, "b": third, "c": {"share": 0.3333334, "days": 3}}
    loaded(small(footage={**FOOTAGE, "retention": retention}))


# ------------------------------------------------------------------------------ money


@pytest.mark.parametrize(
    "settings", ["match_share = 0.5", "amount = 5\nshare = 0.5", ""]
)
def test_a_grant_says_how_large_it_is_in_one_way(settings: str) -> None:
    """Amount, amount_per_camera or share."""
    expected = "expected amount, amount_per_camera or share, and one of them"
    text = f"{HEAD}{LINE}[funding.bja]\n{settings}\n"
    assert faults(text) == [(8, f"funding.bja: {expected}")]


def test_the_appropriation_covers_somebody() -> None:
    """An empty list would leave no local cost at all."""
    words = "appropriation_covers is empty; expected the payers that the money is for"
    assert faults(f"{HEAD}appropriation_covers = []\n{LINE}") == [(5, words)]


# ------------------------------------------------------------------------------ waves


@pytest.mark.parametrize(
    "tables",
    [
        ("cameras = 60", "cameras = 40"),
        ("cameras = 60", ""),
        ("cameras = 100", ""),
        ("",),
    ],
)
def test_waves_that_add_up_are_sound(tables: tuple[str, ...]) -> None:
    """Exactly, or with one that takes the rest, were it nothing."""
    loaded(waves(*tables))


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (
            ("cameras = 60", "cameras = 30"),
            (
                "the waves add up to 90 cameras, the program has 100; one wave may "
                "leave cameras out and take the rest"
            ),
        ),
        (
            ("cameras = 60", "cameras = 50"),
            (
                "the waves add up to 110 cameras, the program has 100; one wave may "
                "leave cameras out and take the rest"
            ),
        ),
        (
            ("cameras = 60", "cameras = 50", ""),
            (
                "the waves add up to 110 cameras, the program has 100, and nothing is "
                "left for c"
            ),
        ),
        (
            ("", "cameras = 50", ""),
            "a, c all leave out cameras; expected one of them at most",
        ),
        (
            ("cameras = 100\nofficers = 120", ""),
            "the waves add up to 120 officers, the program has 100",
        ),
        (
            ("cameras = 60\nofficers = 50", "cameras = 40\nofficers = 40"),
            (
                "the waves add up to 90 officers, the program has 100; a wave may "
                "leave officers out"
            ),
        ),
    ],
)
def test_waves_that_do_not_add_up_are_told(tables: tuple[str, ...], words: str) -> None:
    """At the first of them, with both sums and the way out."""
    assert faults(waves(*tables)) == [(8, f"waves: {words}")]


def test_waves_that_are_ranges_leave_one_to_take_the_rest() -> None:
    """Else their draws could not add up to the cameras."""
    text = waves("cameras = { low = 50, likely = 60, high = 70 }", "cameras = 40")
    words = "leave cameras out of one wave, which takes the rest"
    assert faults(text) == [(8, f"waves: a count of cameras is a range; {words}")]
    loaded(text.replace("cameras = 40", ""))


def test_officers_of_waves_add_up_to_those_of_the_program() -> None:
    """Where it gives its own count."""
    head = f"{HEAD}officers = 90\n"
    tables = ("cameras = 60\nofficers = 50", "cameras = 40\nofficers = 40")
    loaded(waves(*tables, head=head))


def test_fewer_cameras_of_a_later_layer_are_taken_from_the_waves() -> None:
    """So that --set cameras=… works for any rollout."""
    loaded(waves("cameras = 60", "cameras = 40"), "cameras=70")
    loaded(waves("cameras = 60", ""), "cameras=50")


def test_more_cameras_of_a_later_layer_go_to_the_wave_that_takes_the_rest() -> None:
    """Without one they are refused, with the way out."""
    loaded(waves("cameras = 60", ""), "cameras=200")
    words = (
        "waves: the waves add up to 100 cameras, the program has 200; add a wave "
        "without cameras, which takes the rest"
    )
    fixed = waves("cameras = 60", "cameras = 40")
    assert faults(fixed, "cameras=200") == [(0, words)]
    scenario = f"{fixed}[scenarios.more]\ncameras = 200\n"
    assert faults(scenario, scenarios=("more",)) == [(15, words)]


def test_waves_of_the_same_or_a_later_layer_must_add_up() -> None:
    """They are not older than the count."""
    text = waves("cameras = 60", "cameras = 40")
    both = f"{text}[scenarios.s]\ncameras = 200\nwaves.a.cameras = 70\n"
    ((number, words),) = faults(both, scenarios=("s",))
    assert number == 16
    assert words.startswith("waves: the waves add up to 110 cameras, the program has ")
    ((_, words),) = faults(text, "waves.a.cameras=70")
    assert words.startswith("waves: the waves add up to 110 cameras, the program has ")


def test_a_wave_whose_date_alone_is_later_does_not_count_as_set_later() -> None:
    """A delay is not a new count."""
    text = waves("cameras = 60", "cameras = 40")
    loaded(text, "cameras=70", "waves.a.go_live_month=2023-10")


# ----------------------------------------------------------------------- all together

EVERYTHING = """\
title = "My City"
fiscal_year_start_month = 7
first_month = "2023-07"
cameras = -5
colour = "red"
spare_share = 5

[waves.a]
cameras = 3

[lines.x]
price = { value = 5, source = "nowhere" }
per = "item"

[lines.y]
prise = 5

[lines.z]
price = 5
per = "camera"
first_month = "2023-06"

[lines.total]
amounts = { 2024 = 5 }

[sources.memo]
publisher = "P"
"""


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    """Of single values and between values, required settings at fault included."""
    told = faults(EVERYTHING)
    assert [(number, text.split(" ")[0]) for number, text in told] == [
        (4, "cameras"),
        (5, "colour"),
        (6, "spare_share"),
        (8, "waves.a.go_live_month"),
        (11, "lines.x"),
        (12, "lines.x.price:"),
        (16, "lines.y.prise"),
        (21, "lines.z.first_month"),
        (24, "lines.total.amounts.2024"),
        (26, "sources.memo.title"),
    ]


def test_a_misspelt_setting_is_one_fault_even_where_it_is_required() -> None:
    """Not also a setting that is missing, or a rule that lacks it."""
    text = HEAD.replace("cameras", "camras").replace("title", "titel") + LINE
    text = text.replace('per = "camera"', 'peer = "camera"')
    assert faults(text) == [
        (1, "titel is not a setting; did you mean title?"),
        (4, "camras is not a setting; did you mean cameras?"),
        (7, "lines.x.peer is not a setting; did you mean per?"),
    ]


def test_rules_that_need_a_setting_at_fault_are_not_asked() -> None:
    """What they would say follows from the first fault."""
    text = waves("cameras = 60", "cameras = 50").replace("cameras = 100", "cameras = 0")
    assert [number for number, _ in faults(text)] == [4]
    text = f'{HEAD}{LINE}first_month = "2023-06"\n'.replace("2023-07", "July")
    assert [number for number, _ in faults(text)] == [3]

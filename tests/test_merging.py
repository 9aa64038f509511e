"""Merging: ``extends`` < file < scenarios < ``--set``, rule by rule."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Data, faults, figures_in, loaded, toml, write

from bodycam_cli.program.figures import Figure
from bodycam_cli.program.problems import UsageError
from bodycam_cli.program.reading import LoadedProgram, load

NO_PER = 'has a price and no per; expected what it is per, such as per = "camera-year"'

BASE = """\
title = "Base City"
fiscal_year_start_month = 7
first_month = "2023-07"
cameras = { value = 100, source = "memo", note = "counted" }
appropriation_covers = ["city", "state"]

[lines.licenses]
title = "Licenses"
price = { low = 600, likely = 950, high = 1_350, source = "memo", year = "FY2019" }
per = "camera-year"
escalation_rate = { value = 0.03, source = "memo" }
first_month = "2023-08"

[lines.docks]
price = { value = 250, source = "memo", note = "seen", year = "FY2015" }
per = "item"
count = 4

[sources.memo]
title = "Memo"
"""
"""What a scenario, appended to it, changes."""

SCHEDULE = """\
title = "Schedule City"
fiscal_year_start_month = 7
first_month = "2023-07"
cameras = 100

[lines.contract]
amounts = { FY2024 = 780_000, FY2025 = 790_000 }
cameras = 300
recurrence = "recurring"
renewal_rate = 0.2
escalation_rate = 0.05
last_month = "2027-06"
"""


def changed(scenario: str, *sets: str, base: str = BASE) -> LoadedProgram:
    """A program with a scenario ``s`` of these settings applied, and ``--set``."""
    return loaded(f"{base}\n[scenarios.s]\n{scenario}\n", *sets, scenarios=("s",))


def figure(program: LoadedProgram, key: str) -> Figure:
    """A figure of a program in force."""
    found = figures_in(program)[key]
    assert isinstance(found, Figure)
    return found


def extending(tmp_path: Path, text: str, base: str = BASE) -> LoadedProgram:
    """A program that extends ``base.toml`` beside it."""
    write(base, tmp_path / "base.toml")
    head = 'fiscal_year_start_month = 1\nfirst_month = "2023-01"\n'
    return load(str(write(head + text, tmp_path / "city.toml")))


# ------------------------------------------------------------- what is replaced whole


def test_a_figure_is_replaced_whole() -> None:
    """A plain number keeps neither the source nor the note of the old one."""
    cameras = figure(changed("cameras = 120"), "cameras")
    assert (cameras.value, cameras.source, cameras.note) == (120, None, None)


def test_a_number_over_a_range_keeps_nothing_of_the_range() -> None:
    """Neither low nor high nor source."""
    price = figure(changed("lines.licenses.price = 800"), "lines.licenses.price")
    assert (price.value, price.low, price.likely, price.high) == (800, None, None, None)
    assert price.source is None


def test_unknown_over_a_number_is_unknown() -> None:
    """And the number is gone."""
    price = figure(
        changed("lines.docks.price = { unknown = true }"), "lines.docks.price"
    )
    assert price.is_unknown
    assert (price.value, price.source, price.note) == (None, None, None)


def test_a_list_is_replaced_whole() -> None:
    """Lists have no names to merge by."""
    program = changed('appropriation_covers = ["county"]').program
    assert program.appropriation_covers == ("county",)


def test_tables_merge_key_by_key() -> None:
    """What the scenario does not say stays as it was."""
    program = changed('lines.licenses.title = "New"').program
    line = program.lines["licenses"]
    assert (line.title, line.per) == ("New", "camera-year")
    assert line.price is not None
    assert line.price.likely == 950


def test_what_has_a_name_merges_by_name() -> None:
    """A new line joins the others, and the others stay in their order."""
    program = changed('[scenarios.s.lines.extra]\nprice = 1\nper = "camera"').program
    assert list(program.lines) == ["licenses", "docks", "extra"]


def test_appropriations_merge_by_fiscal_year() -> None:
    """Each year by itself."""
    base = f"{BASE}\n[appropriations]\nFY2024 = 1\nFY2025 = 2\n"
    program = changed("appropriations.FY2025 = 3", base=base).program
    amounts = {year: figure.value for year, figure in program.appropriations.items()}
    assert amounts == {"FY2024": 1, "FY2025": 3}


# ------------------------------------------------------------------ kinds of pricing


def test_amounts_drop_every_setting_of_a_price() -> None:
    """Price, per, count and growth go; title and months stay."""
    text = "lines.licenses.amounts = { FY2024 = 5 }\n"
    line = changed(text).program.lines["licenses"]
    assert (line.price, line.per, line.escalation_rate) == (None, None, None)
    assert line.title == "Licenses"
    assert line.first_month is not None
    assert line.amounts is not None
    docks = changed("lines.docks.amounts = { FY2024 = 5 }").program.lines["docks"]
    assert (docks.price, docks.per, docks.count) == (None, None, None)


def test_amounts_drop_steps_billing_refresh_and_bills_ahead() -> None:
    """All that goes with a price alone."""
    line = """
[lines.x]
price = 1
per = "camera-year"
billed = "yearly"
paid_months_before = 2
steps = [{ month = "2025-01", rate = 0.1 }]
[lines.y]
price = 1
per = "camera"
refresh_months = 30
"""
    text = "lines.x.amounts = { FY2024 = 5 }\nlines.y.amounts = { FY2024 = 5 }"
    lines = changed(text, base=BASE + line).program.lines
    assert (lines["x"].billed, lines["x"].steps) == ("monthly", ())
    assert lines["x"].paid_months_before is None
    assert lines["y"].refresh_months is None


def test_a_price_drops_every_setting_of_a_schedule() -> None:
    """Amounts, what they are for, renewal and growth go; the months stay."""
    text = 'lines.contract.price = 5\nlines.contract.per = "camera-year"'
    line = changed(text, base=SCHEDULE).program.lines["contract"]
    assert (line.amounts, line.cameras, line.recurrence) == (None, None, None)
    assert (line.renewal_rate, line.escalation_rate) == (None, None)
    assert line.last_month is not None


def test_a_price_alone_replaces_only_that_figure() -> None:
    """Per, count and growth stay."""
    line = changed("lines.docks.price = 300").program.lines["docks"]
    assert line.per == "item"
    assert line.count is not None
    assert line.count.value == 4


def test_amounts_over_amounts_replace_the_schedule() -> None:
    """No year of the old one is left; what goes with any schedule stays."""
    text = "lines.contract.amounts = { FY2025 = 1 }"
    line = changed(text, base=SCHEDULE).program.lines["contract"]
    assert line.amounts is not None
    assert {year: dollars.value for year, dollars in line.amounts.items()} == {
        "FY2025": 1
    }
    assert line.cameras is not None
    assert line.renewal_rate is not None
    assert line.escalation_rate is not None


def test_set_changes_one_payment_and_leaves_the_others() -> None:
    """It names a figure; a schedule that it names is replaced whole."""
    one = loaded(SCHEDULE, "lines.contract.amounts.FY2025=1")
    assert figure(one, "lines.contract.amounts.FY2024").value == 780_000
    assert figure(one, "lines.contract.amounts.FY2025").value == 1
    more = loaded(SCHEDULE, "lines.contract.amounts.FY2024.value=1")
    assert figure(more, "lines.contract.amounts.FY2025").value == 790_000
    whole = loaded(SCHEDULE, "lines.contract.amounts={ FY2025 = 1 }")
    assert "lines.contract.amounts.FY2024" not in figures_in(whole)
    first = loaded(BASE, "lines.docks.amounts.FY2025=1")
    assert "lines.docks.price" not in figures_in(first)


def test_a_price_without_its_driver_is_told_so() -> None:
    """A schedule has no driver that a price could keep."""
    text = f"{SCHEDULE}\n[scenarios.s]\nlines.contract.price = 5\n"
    assert faults(text, scenarios=("s",)) == [(15, f"lines.contract {NO_PER}")]


def test_both_kinds_in_one_layer_are_refused() -> None:
    """Nobody can tell which is meant."""
    text = f"{SCHEDULE}price = 5\n"
    assert faults(text) == [
        (13, "lines.contract has amounts and price; expected a price or amounts")
    ]


# --------------------------------------------------------------- the year of a price


def test_a_plain_number_of_a_scenario_keeps_the_price_year() -> None:
    """Somebody who changes a price means the same dollars."""
    assert figure(changed("lines.docks.price = 300"), "lines.docks.price").year == (
        "FY2015"
    )


def test_a_plain_number_of_set_keeps_the_price_year() -> None:
    """Of a range too."""
    price = figure(loaded(BASE, "lines.licenses.price=800"), "lines.licenses.price")
    assert (price.value, price.year, price.source) == (800, "FY2019", "--set")


def test_the_price_year_is_kept_through_several_layers() -> None:
    """Scenario over file, --set over scenario."""
    program = changed("lines.docks.price = 300", "lines.docks.price=310")
    assert figure(program, "lines.docks.price").year == "FY2015"


def test_a_line_level_source_does_not_change_whose_dollars_they_are() -> None:
    """The number is as plain with it as without."""
    program = changed('lines.docks.price = 300\nlines.docks.source = "memo"')
    price = figure(program, "lines.docks.price")
    assert (price.value, price.year, price.source) == (300, "FY2015", "memo")


def test_a_price_that_names_its_year_has_that_one() -> None:
    """It is not plain."""
    text = 'lines.docks.price = { value = 300, year = "FY2024" }'
    assert figure(changed(text), "lines.docks.price").year == "FY2024"


def test_a_new_range_does_not_keep_the_price_year() -> None:
    """It is not a number that somebody only changed."""
    text = "lines.docks.price = { low = 1, likely = 2, high = 3 }"
    assert figure(changed(text), "lines.docks.price").year is None


def test_a_number_in_a_file_does_not_keep_the_year_of_what_it_extends(
    tmp_path: Path,
) -> None:
    """A city that writes down a price means dollars of its own."""
    text = 'title = "C"\ncameras = 5\nextends = "base.toml"\nlines.docks.price = 300\n'
    program = extending(tmp_path, text)
    assert figure(program, "lines.docks.price").year is None
    assert figure(program, "lines.licenses.price").year == "FY2019"


def test_prices_without_a_year_are_in_dollars_of_the_base_year_of_their_file(
    tmp_path: Path,
) -> None:
    """Each file has its own."""
    base = BASE.replace(', year = "FY2015"', "")
    base += '\n[finance]\nbase_fiscal_year = "FY2018"\n'
    text = (
        'title = "C"\ncameras = 5\nextends = "base.toml"\n'
        'finance.base_fiscal_year = "FY2024"\n'
        '[lines.own]\nprice = 1\nper = "camera"\n'
        "[scenarios.s]\nlines.own.price = 2\nlines.docks.price = 3\n"
        'lines.added = { price = 4, per = "camera" }\n'
    )
    years = {
        key: figure.year
        for key, figure in figures_in(extending(tmp_path, text, base=base)).items()
        if isinstance(figure, Figure) and key.endswith("price")
    }
    assert years == {
        "lines.licenses.price": "FY2019",
        "lines.docks.price": "FY2018",
        "lines.own.price": "FY2024",
    }
    program = load(f"{tmp_path}/city.toml@s")
    assert figure(program, "lines.own.price").year == "FY2024"
    assert figure(program, "lines.docks.price").year == "FY2018"
    assert figure(program, "lines.added.price").year == "FY2024"


def test_a_base_year_that_is_none_is_one_fault_and_not_one_a_price() -> None:
    """Its own."""
    text = BASE + "\n[finance]\nbase_fiscal_year = 2019\n"
    assert [line for line, _ in faults(text)] == [23]


# ------------------------------------------------------------------------------- omit


def test_omit_removes_a_line_before_the_layer_is_merged() -> None:
    """What the layer then says of it starts from nothing."""
    text = 'omit = ["lines.docks"]\nlines.docks = { price = 9, per = "camera" }'
    line = changed(text).program.lines["docks"]
    assert (line.per, line.count) == ("camera", None)


def test_omit_removes_a_setting() -> None:
    """At any depth."""
    text = 'omit = ["lines.licenses.escalation_rate", "lines.docks"]'
    program = changed(text).program
    assert list(program.lines) == ["licenses"]
    assert program.lines["licenses"].escalation_rate is None


def test_omit_in_a_file_removes_what_it_extends(tmp_path: Path) -> None:
    """And nothing of its own."""
    text = (
        'title = "C"\ncameras = 5\nextends = "base.toml"\nomit = ["lines.docks"]\n'
        'lines.own = { price = 1, per = "camera" }\n'
    )
    assert list(extending(tmp_path, text).program.lines) == ["licenses", "own"]


def test_omit_takes_effect_once_and_is_not_inherited(tmp_path: Path) -> None:
    """A file may bring back what the one that it extends left out."""
    write(BASE, tmp_path / "lowest.toml")
    middle = 'extends = "lowest.toml"\nomit = ["lines.docks"]\n'
    text = (
        'title = "C"\ncameras = 5\nextends = "base.toml"\n'
        'lines.docks = { price = 1, per = "camera" }\n'
    )
    program = extending(tmp_path, text, base=middle).program
    assert list(program.lines) == ["licenses", "docks"]
    assert program.lines["docks"].per == "camera"


def test_omit_of_a_scenario_does_not_reach_the_next_one() -> None:
    """Scenarios merge from left to right."""
    text = (
        f'{BASE}\n[scenarios.less]\nomit = ["lines.docks"]\n'
        '[scenarios.more]\nlines.docks = { price = 1, per = "camera" }\n'
    )
    more = loaded(text, scenarios=("less+more",)).program
    assert "docks" in more.lines
    less = loaded(text, scenarios=("more+less",)).program
    assert "docks" not in less.lines


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("lines.dock", "did you mean lines.docks?"),
        ("last_month", "did you mean first_month?"),
        ("funding.x.y", "omit takes out what the program sets"),
        ("lines..docks", "did you mean lines.docks?"),
        ("", "omit takes out what the program sets"),
        ("title.x", "did you mean title?"),
    ],
)
def test_omitting_what_is_not_there_is_an_error(key: str, hint: str) -> None:
    """At the line of the key in the list."""
    text = f'{BASE}\n[scenarios.s]\nomit = [\n  "cameras.note",\n  "{key}",\n]\n'
    words = f"omit: {key} is not there to be left out; {hint}"
    assert faults(text, scenarios=("s",)) == [(25, words)]


def test_a_file_that_extends_nothing_has_nothing_to_omit() -> None:
    """Even what it sets itself."""
    text = 'omit = ["lines.docks"]\n' + BASE
    words = "omit: lines.docks is not there to be left out; omit takes out what extends"
    assert faults(text) == [(1, f"{words} brings")]


@pytest.mark.parametrize("omit", ['"lines.docks"', "3", "[3]", '{ a = "b" }'])
def test_omit_is_a_list_of_keys(omit: str) -> None:
    """And is told so, in a file and in a scenario, with all other faults."""
    words = 'omit is not a list of keys; expected omit = ["lines.licenses"]'
    text = f"omit = {omit}\n{BASE}\ncamras = 3\n"
    assert faults(text)[0] == (1, words)
    assert len(faults(text)) == 2
    text = f"{BASE}\n[scenarios.s]\nomit = {omit}\n"
    assert faults(text, scenarios=("s",)) == [(23, words)]


def test_what_a_scenario_left_out_and_did_not_replace_is_its_fault() -> None:
    """The fault stands at its omit, not at the file that had all it needs."""
    text = f'{BASE}\n[scenarios.s]\ncameras = 5\nomit = ["lines.docks.per"]\n'
    assert faults(text, scenarios=("s",)) == [(24, f"lines.docks {NO_PER}")]
    text = f'{BASE}\n[scenarios.s]\nomit = ["first_month"]\n'
    ((line, words),) = faults(text, scenarios=("s",))
    assert line == 23
    assert words.startswith("first_month is missing; expected first month of spending")


# ---------------------------------------------------------------------------- extends


def test_extends_brings_lines_spares_and_sources_alone(tmp_path: Path) -> None:
    """A program is not a copy of another: its own dates and money are its own."""
    base = (
        BASE
        + """
[published]
initial_years = 1
initial_cost = 5
[appropriations]
FY2024 = 5
[waves.all]
go_live_month = "2023-09"
[funding.grant]
amount = 5
"""
    )
    base = 'place = "B"\nlast_month = "2024-12"\nspare_share = 0.1\n' + base
    program = extending(
        tmp_path, 'title = "C"\ncameras = 5\nextends = "base.toml"\n', base=base
    ).program
    assert list(program.lines) == ["licenses", "docks"]
    assert program.spare_share is not None
    assert list(program.sources) == ["memo"]
    assert (program.title, program.place, program.last_month) == ("C", "", None)
    assert program.first_month.value == "2023-01"
    assert (program.published, program.waves) == (None, {})
    assert (program.appropriations, program.funding) == ({}, {})
    assert program.appropriation_covers == ("city",)


def test_extends_brings_footage_requests_training_and_finance() -> None:
    """Those of the typical program."""
    text = (
        'title = "C"\nfiscal_year_start_month = 7\nfirst_month = "2024-07"\n'
        'cameras = 5\nextends = "typical"\n'
    )
    own, typical = loaded(text).program, load("typical").program
    for name in ("lines", "footage", "requests", "training", "finance"):
        assert getattr(own, name) == getattr(typical, name)


@pytest.mark.parametrize("key", ["title", "fiscal_year_start_month", "cameras"])
def test_a_file_says_itself_what_extends_never_brings(tmp_path: Path, key: str) -> None:
    """Although the file that it extends says it."""
    write(BASE, tmp_path / "base.toml")
    own = {
        "title": "C",
        "fiscal_year_start_month": 7,
        "first_month": "2023-07",
        "cameras": 5,
        "extends": str(tmp_path / "base.toml"),
    }
    del own[key]
    ((line, text),) = faults(toml(own))
    assert line == 0
    assert text.startswith(f"{key} is missing; expected ")


# ------------------------------------------------- source and note of a line or a wave


def test_a_source_of_a_line_is_that_of_its_plain_numbers() -> None:
    """Of its amounts, counts and months too."""
    text = """
[lines.x]
source = "memo"
note = "from the contract"
amounts = { FY2024 = 5, FY2025 = { value = 6, source = "assumed" } }
cameras = 300
last_month = "2025-06"
"""
    found = figures_in(loaded(BASE + text))
    shared = ("memo", "from the contract")
    for key in ("amounts.FY2024", "cameras", "last_month"):
        each = found[f"lines.x.{key}"]
        assert (each.source, each.note) == shared
    own = found["lines.x.amounts.FY2025"]
    assert (own.source, own.note) == ("assumed", None)


def test_a_figure_that_states_a_source_or_a_note_has_only_its_own() -> None:
    """One of the two is enough: the other is not mixed in."""
    text = """
[lines.x]
source = "memo"
note = "shared"
price = { value = 5, note = "own" }
per = "item"
count = { value = 2, source = "assumed" }
escalation_rate = { low = 0.01, likely = 0.02, high = 0.03 }
"""
    found = figures_in(loaded(BASE + text))
    price, count = found["lines.x.price"], found["lines.x.count"]
    assert (price.source, price.note) == (None, "own")
    assert (count.source, count.note) == ("assumed", None)
    rate = found["lines.x.escalation_rate"]
    assert (rate.source, rate.note) == ("memo", "shared")


def test_a_source_of_a_wave_is_that_of_its_plain_numbers() -> None:
    """And of its month."""
    text = '[waves.a]\nsource = "memo"\ngo_live_month = "2023-09"\ncameras = 100\n'
    found = figures_in(loaded(BASE + text))
    assert found["waves.a.go_live_month"].source == "memo"
    assert found["waves.a.cameras"].source == "memo"


def test_a_source_of_a_line_is_not_that_of_other_layers() -> None:
    """A scenario that changes a price does not take the old line's source."""
    text = '[lines.x]\nsource = "memo"\nprice = 5\nper = "item"\ncount = 2\n'
    program = changed("lines.x.price = 6", base=BASE + text)
    assert figure(program, "lines.x.price").source is None
    assert figure(program, "lines.x.count").source == "memo"
    back = changed('lines.x = { source = "assumed", price = 6 }', base=BASE + text)
    assert figure(back, "lines.x.price").source == "assumed"
    assert figure(back, "lines.x.count").source == "memo"


def test_a_source_of_a_step_is_that_of_its_rate() -> None:
    """Items of lists have theirs too."""
    text = (
        '[lines.x]\nprice = 1\nper = "camera-year"\n'
        'steps = [{ month = "2025-01", rate = 0.1, source = "memo" }]\n'
    )
    found = figures_in(loaded(BASE + text))
    assert found["lines.x.steps.0.rate"].source == "memo"


# ----------------------------------------------------------------------------- implied

PUBLISHED = "\n[published]\ninitial_years = 3\ninitial_cost = 9\n"


def test_a_published_estimate_is_for_the_cameras_of_the_program() -> None:
    """Where it names none; with their source."""
    cameras = figure(loaded(BASE + PUBLISHED), "published.cameras")
    assert (cameras.value, cameras.source) == (100, "memo")


def test_a_later_camera_count_does_not_scale_a_published_estimate() -> None:
    """What was announced for 100 cameras stays what it was."""
    program = changed("cameras = 120", base=BASE + PUBLISHED)
    assert figure(program, "published.cameras").value == 100
    program = loaded(BASE + PUBLISHED, "cameras=130")
    assert figure(program, "published.cameras").value == 100


def test_the_layer_that_states_the_estimate_implies_its_cameras() -> None:
    """A scenario with a new estimate means its own cameras."""
    text = "cameras = 120\npublished.initial_cost = 10"
    program = changed(text, base=BASE + PUBLISHED)
    assert figure(program, "published.cameras").value == 120


def test_cameras_that_an_estimate_names_are_never_implied() -> None:
    """Not even in a layer that states more of it."""
    base = f"{BASE}{PUBLISHED}cameras = 90\n"
    text = "cameras = 120\npublished.initial_cost = 10"
    assert figure(changed(text, base=base), "published.cameras").value == 90
    text += "\npublished.cameras = 95"
    assert figure(changed(text, base=base), "published.cameras").value == 95
    later = changed("published.cameras = 95", "published.initial_cost=3", base=base)
    assert figure(later, "published.cameras").value == 95


WAVES = BASE.replace("cameras = {", "# cameras = {") + (
    '\n[waves.a]\ngo_live_month = "2023-09"\ncameras = 60\n'
    '[waves.b]\ngo_live_month = "2023-10"\ncameras = { value = 30, source = "memo" }\n'
)


def test_waves_that_all_have_cameras_imply_how_many_there_are() -> None:
    """60 + 30."""
    cameras = figure(loaded(WAVES), "cameras")
    assert (cameras.value, cameras.note) == (90, "the sum of the waves")


def test_an_estimate_of_a_program_of_waves_is_for_their_sum() -> None:
    """As it was where the estimate was stated."""
    assert figure(loaded(WAVES + PUBLISHED), "published.cameras").value == 90
    later = loaded(WAVES + PUBLISHED, "waves.a.cameras=70")
    assert figure(later, "cameras").value == 100
    assert figure(later, "published.cameras").value == 90


def test_a_wave_without_cameras_implies_nothing() -> None:
    """It takes the rest, and there is none to take it from."""
    ((line, text),) = faults(WAVES.replace("cameras = 60", ""))
    assert line == 0
    assert text.startswith("cameras is missing; expected cameras in service after the ")


def test_a_fault_in_an_implied_figure_is_told_once() -> None:
    """Where it was written."""
    text = (BASE + PUBLISHED).replace("value = 100", "value = -5")
    assert [line for line, _ in faults(text)] == [4]
    text = (BASE + PUBLISHED).replace('100, source = "memo"', '100, source = "mem"')
    assert [line for line, _ in faults(text)] == [4]
    text = (WAVES + PUBLISHED).replace("cameras = 60", "cameras = -60")
    assert [line for line, _ in faults(text)] == [24]


# ------------------------------------------------------------------------------ --set


def test_set_comes_last_and_is_its_own_source() -> None:
    """Over scenarios, and over earlier --set."""
    program = changed("cameras = 120", "cameras=130", "cameras=140")
    cameras = figure(program, "cameras")
    assert (cameras.value, cameras.source, cameras.note) == (140, "--set", None)


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("cameras=1_500", "cameras", 1_500),
        (" cameras = 7 ", "cameras", 7),
        ("cameras={ value = 8 }", "cameras", 8),
        ("cameras.value=9", "cameras", 9),
        ("lines.licenses.price=0.5", "lines.licenses.price", 0.5),
        ('lines."docks".count=6', "lines.docks.count", 6),
        ("appropriations.FY2026=3", "appropriations.FY2026", 3),
        ("lines={ docks = { count = 7 } }", "lines.docks.count", 7),
    ],
)
def test_the_value_of_set_is_toml(setting: str, key: str, value: float) -> None:
    """And its key a dotted key of TOML."""
    found = figure(loaded(BASE, setting), key)
    assert (found.value, found.source) == (value, "--set")


def test_the_value_of_set_is_a_text_where_it_is_no_toml() -> None:
    """So that words and months need no quotes in quotes."""
    program = loaded(
        BASE, "first_month=2023-06", "title=New York, NY", 'place="Here"'
    ).program
    assert program.first_month.value == "2023-06"
    assert (program.title, program.place) == ("New York, NY", "Here")


def test_a_value_of_set_may_hold_an_equals_sign() -> None:
    """Only the first one divides."""
    assert loaded(BASE, "title=a=b").program.title == "a=b"


def test_set_may_name_a_source_of_the_program() -> None:
    """Then that is the source."""
    setting = 'cameras={ value = 5, source = "memo", note = "n" }'
    cameras = figure(loaded(BASE, setting), "cameras")
    assert (cameras.source, cameras.note) == ("memo", "n")


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("cameras", "expected KEY=VALUE, such as cameras=500"),
        ("=5", "expected KEY=VALUE, such as cameras=500"),
        ("a b=5", "expected KEY=VALUE, such as cameras=500"),
        ("lines..x=5", "expected KEY=VALUE, such as cameras=500"),
        ("", "expected KEY=VALUE, such as cameras=500"),
        ("omit=[]", "omit stands in the file alone"),
        ("extends=boston", "extends stands in the file alone"),
        ("scenarios.s.cameras=5", "scenarios.s.cameras stands in the file alone"),
        (
            "finance.base_fiscal_year=FY2020",
            "finance.base_fiscal_year stands in the file alone",
        ),
        ("lines.dock.price=5", "there is no lines.dock; did you mean docks?"),
        ("lines.dock=5", "there is no lines.dock; did you mean docks?"),
        ("lines.zzz.price=5", "there is no lines.zzz; there are: licenses, docks"),
        (
            'lines.new={ price = 5, per = "camera" }',
            "there is no lines.new; there are: licenses, docks",
        ),
        (
            'lines={ new = { price = 5, per = "camera" } }',
            "there is no lines.new; there are: licenses, docks",
        ),
        ("waves.first.cameras=5", "there is no waves.first; nor any other"),
        ("funding.bja.amount=5", "there is no funding.bja; nor any other"),
        (
            "footage.retention.evidence.days=5",
            "there is no footage.retention.evidence; nor any other",
        ),
        (
            "lines.docks.source=memo",
            (
                "a source is set with its figure, such as cameras={ value = 500, "
                'source = "assumed" }'
            ),
        ),
        (".".join("a" * 5_000) + "=1", "no setting has so many parts"),
        ("title=\udce9", "this is not text in UTF-8"),
    ],
)
def test_a_set_that_can_set_nothing_is_a_usage_error(setting: str, text: str) -> None:
    """Exit 2, with what there is."""
    with pytest.raises(UsageError) as error:
        loaded(BASE, setting)
    assert str(error.value) == f"--set {setting}: {text}"
    assert error.value.exit_code == 2


def test_a_named_table_that_is_no_table_is_told_by_the_command_line() -> None:
    """Whatever stands in its place."""
    for lines in ("3", '"abc"', "[]"):
        with pytest.raises(UsageError, match=r"there is no lines\.x; nor any other"):
            loaded(f'title = "C"\nlines = {lines}\n', "lines.x.price=5")


# -------------------------------------------------------------------- whatever is said

PATHS = ("cameras", "officers", "lines.a.price", "lines.b.price", "lines.b.count")
FORMS = ("plain", "value", "sourced", "noted", "range", "uniform", "unknown")


def stated(form: str, layer: int) -> Any:
    """A figure that can be traced to its layer by each of its parts."""
    number = layer + 1
    told = {"source": f"s{layer}", "note": f"n{layer}"}
    return {
        "plain": number,
        "value": {"value": number},
        "sourced": {"value": number, "source": f"s{layer}"},
        "noted": {"value": number, "note": f"n{layer}"},
        "range": {"low": number, "likely": number, "high": number} | told,
        "uniform": {"low": number, "high": number, "shape": "uniform"} | told,
        "unknown": {"unknown": True} | told,
    }[form]


def as_tables(figures: dict[str, str], layer: int, *, is_shared: bool) -> Data:
    """A layer as tables, its line ``b`` perhaps with a source for all of it."""
    data: dict[str, Any] = {}
    for path, form in figures.items():
        table = data
        *names, last = path.split(".")
        for name in names:
            table = table.setdefault(name, {})
        can_be_unknown = path.startswith("lines")
        is_refused = form == "unknown" and not can_be_unknown
        table[last] = stated("plain" if is_refused else form, layer)
    if is_shared and "b" in data.get("lines", {}):
        data["lines"]["b"] |= {"source": f"s{layer}", "note": f"n{layer}"}
    return data


some_figures = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(FORMS))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(some_figures, st.booleans()), max_size=3),
    st.dictionaries(st.sampled_from(PATHS), st.sampled_from(FORMS), max_size=2),
)
def test_a_new_number_keeps_nothing_of_an_old_one(
    scenarios: list[tuple[dict[str, str], bool]], sets: dict[str, str]
) -> None:
    """Every part of a figure is of the last layer that states it."""
    lowest = dict.fromkeys(PATHS, "range")
    layers = [lowest, *(figures for figures, _ in scenarios), sets]
    data = {
        "title": "T",
        "fiscal_year_start_month": 7,
        "first_month": "2023-07",
        **as_tables(lowest, 0, is_shared=False),
        "sources": {f"s{layer}": {"title": "S"} for layer in range(len(layers))},
        "scenarios": {
            f"x{layer}": as_tables(figures, layer, is_shared=is_shared)
            for layer, (figures, is_shared) in enumerate(scenarios, start=1)
        },
    }
    data["lines"]["a"]["per"] = "camera"
    data["lines"]["b"]["per"] = "item"
    top = len(layers) - 1
    settings_ = [
        f"{path}={toml({'x': stated(form, top)})[4:].strip()}"
        for path, form in sets.items()
        if form != "unknown" or path.startswith("lines")
    ]
    names = tuple(f"x{layer}" for layer in range(1, top))
    found = figures_in(loaded(data, *settings_, scenarios=names))
    for path in PATHS:
        figure = found[path]
        assert isinstance(figure, Figure)
        last = max(
            layer
            for layer, figures in enumerate(layers)
            if path in figures
            and not (
                layer == top
                and figures[path] == "unknown"
                and not path.startswith("lines")
            )
        )
        numbers = {figure.value, figure.low, figure.likely, figure.high} - {None}
        assert numbers == (set() if figure.is_unknown else {last + 1})
        assert figure.source in {None, f"s{last}", *(["--set"] if last == top else [])}
        assert figure.note in {None, f"n{last}"}

"""What must hold between the values of a program; each rule returns its faults."""

import difflib
from collections.abc import Callable, Collection, Iterator

from bodycam_cli.program.dates import (
    fiscal_year_number,
    fiscal_year_of,
)
from bodycam_cli.program.figures import ASSUMED, SET, Figure, MonthFigure
from bodycam_cli.program.lines import BOUGHT, COUNTED, DRIVERS, NEEDS, Line
from bodycam_cli.program.merging import Merged
from bodycam_cli.program.model import Program
from bodycam_cli.program.structure import Leaf, Path, dotted, figures_of, node_at

Fault = tuple[Path, str]
"""Where a rule is broken, and what is wrong, expected and to do."""

_ROUNDING = 1e-6
"""By so much shares may miss the whole, when they were rounded by hand."""

_MOST_COMPARED = 200
"""Among more names the nearest to a wrong one is not looked for: it takes long."""

RESERVED = ("published", "contingency", "total")
"""Names that a line cannot have: they are names in the answer."""


def faults_of(
    program: Program, merged: Merged, left_out: Collection[Path] = ()
) -> Iterator[Fault]:
    """Every broken rule of a program whose single values are sound.

    Args:
        program: The program.
        merged: The layers that it is made from.
        left_out: Where values at fault were left out: nothing is said of their
            tables, and no rule that needs one of them is asked.
    """
    yield from _sources(program, merged)
    tables = {
        path[:-1] or path if isinstance(node_at(path), Leaf | None) else path
        for path in left_out
    }
    around = {table[:depth] for table in tables for depth in range(1, len(table) + 1)}
    for rule, needs in _RULES.items():
        if any((need,) in left_out for need in needs):
            continue
        for path, text in rule(program, merged):
            inside = any(path[:depth] in tables for depth in range(1, len(path) + 1))
            if path not in around and not inside:
                yield path, text


def nearest_other(name: str, names: Collection[str]) -> str | None:
    """The one of a few names that another name was probably meant to be."""
    if len(names) > _MOST_COMPARED:
        return None
    others = sorted(other for other in names if other != name)
    return next(iter(difflib.get_close_matches(name, others, 1)), None)


def cameras_set_last(merged: Merged) -> bool:
    """Whether the camera count was set in a later layer than every wave."""
    # A wave's table is touched when only its date changes; its count is not.
    counts = [
        index
        for path, index in merged.set_at.items()
        if path[:1] == ("waves",) and path[2:] == ("cameras",)
    ]
    return merged.set_at.get(("cameras",), 0) > max(counts, default=0)


def _sources(program: Program, merged: Merged) -> Iterator[Fault]:
    """Every source that a figure names is a source of the program."""
    sources = merged.data.get("sources")
    names = {ASSUMED, *sources} if isinstance(sources, dict) else {ASSUMED}
    for path, figure, _ in figures_of(program):
        source = figure.source
        was_set = source == SET and merged.layer_of(path).kind == "set"
        if source is None or source in names or was_set or merged.implied_by(path):
            continue
        nearest = nearest_other(source, names)
        way = f'add [sources.{source}], or use "{ASSUMED}"'
        if nearest:
            way = f"did you mean {nearest}?"
        text = f'source "{source}" is not in [sources]'
        yield path, f"{dotted(path)}: {text}; {way}"
    if isinstance(sources, dict) and ASSUMED in sources:
        text = "is what a figure says that has no source; choose another name"
        yield ("sources", ASSUMED), f"sources.{ASSUMED} {text}"


def _something_to_cost(program: Program, merged: Merged) -> Iterator[Fault]:
    """There is a line or a published estimate, and the estimate that leads exists."""
    # One that is at fault is there all the same.
    has_lines = bool(merged.data.get("lines"))
    has_published = "published" in merged.data
    if not has_lines and not has_published:
        expected = (
            'a line under [lines], a [published] estimate, or extends = "typical"'
        )
        yield (), f"there is nothing to cost; expected {expected}"
    elif program.estimate == "published" and not has_published:
        yield ("estimate",), 'estimate is "published", but there is no [published]'
    elif program.estimate == "lines" and not has_lines:
        yield ("estimate",), 'estimate is "lines", but there is no line under [lines]'


def _span(program: Program, merged: Merged) -> Iterator[Fault]:
    """The last month does not come before the first."""
    del merged
    last = program.last_month
    if last is not None and last.month < program.first_month.month:
        first = program.first_month.value
        yield ("last_month",), f"last_month {last.value} is before first_month {first}"


def _months(program: Program, merged: Merged) -> Iterator[Fault]:
    """Waves go live, and lines begin and end, within the program."""
    del merged
    for name, wave in program.waves.items():
        path = ("waves", name, "go_live_month")
        yield from _outside(program, path, wave.go_live_month)
    for name, line in program.lines.items():
        for key in ("first_month", "last_month"):
            month = getattr(line, key)
            if month is not None:
                yield from _outside(program, ("lines", name, key), month)
        first, last = line.first_month, line.last_month
        if first and last and last.month < first.month:
            text = f"lines.{name}.last_month {last.value} is before its first_month"
            yield ("lines", name, "last_month"), f"{text} {first.value}"


def _outside(program: Program, path: Path, month: MonthFigure) -> Iterator[Fault]:
    first, last = program.first_month, program.last_month
    if month.month < first.month:
        text = f"is before the program's first month, {first.value}"
    elif last is not None and first.month <= last.month < month.month:
        text = f"is after the program's last month, {last.value}"
    else:
        return
    key = ".".join(map(str, path))
    yield path, f"{key} {month.value} {text}; expected a month of the program"


def _schedules(program: Program, merged: Merged) -> Iterator[Fault]:
    """A schedule of amounts has only years of the program."""
    del merged
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first = fiscal_year_of(program.first_month.month, start, label)
    last, span = None, f"FY{first} or later"
    if program.last_month is not None:
        last = fiscal_year_of(program.last_month.month, start, label)
        span = f"FY{first} to FY{last}"
    for name, line in program.lines.items():
        for year in line.amounts or {}:
            number = fiscal_year_number(year)
            if number < first or (last is not None and number > last):
                path = ("lines", name, "amounts", year)
                text = f"lines.{name}.amounts.{year} lies outside the program"
                yield path, f"{text}; expected {span}"
            elif outside := _outside_line(program, line, number):
                path = ("lines", name, "amounts", year)
                yield path, f"lines.{name}.amounts.{year} lies {outside}"


def _outside_line(program: Program, line: Line, fiscal_year: int) -> str:
    """On which side of the line's own months a fiscal year lies, or nothing."""
    start, label = program.fiscal_year_start_month, program.fiscal_year_label
    first, last = line.first_month, line.last_month
    if first and fiscal_year < fiscal_year_of(first.month, start, label):
        return f"before the line's first_month, {first.value}"
    if last and fiscal_year > fiscal_year_of(last.month, start, label):
        return f"after the line's last_month, {last.value}"
    return ""


def _pricing(program: Program, merged: Merged) -> Iterator[Fault]:
    """A line has one kind of pricing, with the settings of that kind."""
    del merged
    for name, line in program.lines.items():
        path: Path = ("lines", name)
        key = f"lines.{name}"
        if name in RESERVED:
            yield path, f"{key} is a reserved name; choose another"
        if line.amounts is None:
            is_whole = line.price is not None and line.per is not None
            hint = "" if is_whole else _or_another_line(program, name)
            yield from _priced(path, key, line, hint)
        else:
            yield from _scheduled(path, key, line)


def _or_another_line(program: Program, name: str) -> str:
    """The line that one which cannot be priced was perhaps meant to be."""
    near = nearest_other(name, program.lines)
    return f"; or did you mean lines.{near}?" if near else ""


def _priced(path: Path, key: str, line: Line, hint: str) -> Iterator[Fault]:
    if line.price is None:
        text = f"{key} has neither price nor amounts; expected one of the two"
        yield path, text + hint
    elif line.per is None:
        expected = 'expected what it is per, such as per = "camera-year"'
        yield path, f"{key} has a price and no per; {expected}{hint}"
    for name in ("cameras", "renewal_rate"):
        if getattr(line, name) is not None:
            yield (*path, name), f"{key}.{name} is only for a schedule of amounts"
    counted = line.per in COUNTED
    if counted and line.count is None:
        expected = "expected how many, such as count = 3"
        yield path, f"{key} is per {line.per} and has no count; {expected}"
    if line.count is not None and line.per is not None and not counted:
        expected = "per item, item-year or post-year"
        yield (*path, "count"), f"{key}.count is only for a line {expected}"
    yield from _only_for(path, key, line)


def _only_for(path: Path, key: str, line: Line) -> Iterator[Fault]:
    """Settings that go with some drivers only."""
    if line.per is None:
        return
    rules = (
        ("benefits_rate", line.per == "post-year", "per post-year"),
        ("refresh_months", line.per in BOUGHT, f"per {' or '.join(BOUGHT)}"),
        ("billed", line.per.endswith(("-month", "-year")), "per month or year"),
    )
    for name, is_allowed, expected in rules:
        if getattr(line, name) not in (None, "monthly") and not is_allowed:
            yield (*path, name), f"{key}.{name} is only for a line {expected}"


def _scheduled(path: Path, key: str, line: Line) -> Iterator[Fault]:
    names = ["price", "per", "count", "benefits_rate", "refresh_months"]
    names += ["paid_months_before", "steps", "billed"]
    if line.renewal_rate is None:
        names.append("escalation_rate")
    for name in names:
        if getattr(line, name) not in (None, (), "monthly"):
            text = f"{key} has amounts and {name}; expected a price or amounts"
            yield (*path, name), text
    if not line.amounts:
        yield (*path, "amounts"), f"{key}.amounts is empty; expected FY2019 = 780_000"


def _drivers(program: Program, merged: Merged) -> Iterator[Fault]:
    """What a line is priced per can be counted."""
    del merged
    for name, line in program.lines.items():
        driver = DRIVERS.get(line.per or "")
        table = NEEDS.get(driver.counts) if driver else None
        path: Path = ("lines", name, "per")
        text = f"lines.{name} is per {line.per}, and there is no"
        if table and getattr(program, table) is None:
            way = 'add one, or extends = "typical", which brings one'
            yield path, f"{text} [{table}] to count it from; {way}"
        elif table == "footage" and program.footage and not program.footage.retention:
            yield path, f"{text} [footage.retention.NAME] that says what is kept"
        elif line.per == "redacted-hour" and program.requests:
            for minutes in (
                "footage_minutes_per_request",
                "redaction_minutes_per_footage_minute",
            ):
                if getattr(program.requests, minutes) is None:
                    yield path, f"{text} requests.{minutes}"


def _retention(program: Program, merged: Merged) -> Iterator[Fault]:
    """Each class of video is kept for a time, and their shares make a whole."""
    del merged
    classes = program.footage.retention if program.footage else {}
    path: Path = ("footage", "retention")
    for name, retention in classes.items():
        key = f"footage.retention.{name}"
        if (retention.days is None) == (retention.months is None):
            yield (*path, name), f"{key}: expected days or months, and one of the two"
        for index, change in enumerate(retention.changes):
            if (change.days is None) == (change.months is None):
                text = f"{key}.changes, item {index + 1}: expected days or months"
                yield (*path, name, "changes"), text
    shares = [retention.share for retention in classes.values()]
    total = sum((share.likely_value or 0) for share in shares if share is not None)
    open_classes = sum(share is None for share in shares)
    if open_classes > 1:
        yield (
            path,
            "footage.retention: one class may leave out share, and takes the rest",
        )
    elif total > 1 + _ROUNDING or (
        classes and not open_classes and total < 1 - _ROUNDING
    ):
        way = "one class may leave its share out and take the rest"
        yield path, f"footage.retention: the shares add up to {total:g}, not 1; {way}"


def _grants(program: Program, merged: Merged) -> Iterator[Fault]:
    """A grant says how large it is, in one way."""
    del merged
    for name, grant in program.funding.items():
        ways = (grant.amount, grant.amount_per_camera, grant.share)
        if sum(way is not None for way in ways) != 1:
            expected = "expected amount, amount_per_camera or share, and one of them"
            yield ("funding", name), f"funding.{name}: {expected}"
    if not program.appropriation_covers:
        text = (
            "appropriation_covers is empty; expected the payers that the money is for"
        )
        yield ("appropriation_covers",), text


def _waves(program: Program, merged: Merged) -> Iterator[Fault]:
    """The waves add up to the cameras, or one of them takes the rest."""
    counts = {name: wave.cameras for name, wave in program.waves.items()}
    yield from _add_up(program, merged, "cameras", program.cameras, counts)
    figures = [count for count in counts.values() if count is not None]
    is_ranged = any(figure.is_ranged for figure in (program.cameras, *figures))
    if counts and len(figures) == len(counts) and is_ranged:
        way = "leave cameras out of one wave, which takes the rest"
        yield ("waves",), f"waves: a count of cameras is a range; {way}"


def _add_up(
    program: Program,
    merged: Merged,
    what: str,
    total: Figure,
    counts: dict[str, Figure | None],
) -> Iterator[Fault]:
    del program
    open_waves = [name for name, count in counts.items() if count is None]
    likely = total.likely_value or 0
    fixed = sum(count.likely_value or 0 for count in counts.values() if count)
    text = f"waves: the waves add up to {fixed:,.0f} {what}, the program has"
    if len(open_waves) > 1:
        names = ", ".join(open_waves)
        yield (
            ("waves",),
            f"waves: {names} all leave out {what}; expected one of them at most",
        )
    elif not counts or (cameras_set_last(merged) and likely <= fixed):
        return
    elif cameras_set_last(merged) and not open_waves:
        way = "add a wave without cameras, which takes the rest"
        yield ("cameras",), f"{text} {likely:,.0f}; {way}"
    elif (open_waves and fixed > likely) or (not open_waves and fixed != likely):
        way = "; one wave may leave cameras out and take the rest"
        if open_waves:
            way = f", and nothing is left for {open_waves[0]}"
        yield ("waves",), f"{text} {likely:,.0f}{way}"


def _officers(program: Program, merged: Merged) -> Iterator[Fault]:
    """Officers given by wave fit the officers of the program."""
    del merged
    given = {name: wave.officers for name, wave in program.waves.items()}
    fixed = sum(count.likely_value or 0 for count in given.values() if count)
    total = (program.officers or program.cameras).likely_value or 0
    complete = bool(given) and all(count is not None for count in given.values())
    if fixed > total or (complete and fixed != total):
        text = f"waves: the waves add up to {fixed:,.0f} officers, the program has"
        way = "; a wave may leave officers out" if complete else ""
        yield ("waves",), f"{text} {total:,.0f}{way}"


_RULES: dict[Callable[[Program, Merged], Iterator[Fault]], tuple[str, ...]] = {
    _something_to_cost: ("extends",),
    _span: ("first_month", "last_month"),
    _months: ("first_month", "last_month"),
    _schedules: (
        "fiscal_year_start_month",
        "fiscal_year_label",
        "first_month",
        "last_month",
    ),
    _pricing: (),
    _drivers: ("footage", "requests", "training"),
    _retention: (),
    _grants: (),
    _waves: ("cameras",),
    _officers: ("cameras", "officers"),
}
"""Each rule, with the settings at the top of a program that it needs."""

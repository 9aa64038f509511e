"""How the columns of the budget were made: cost, funding, what is left or lacks."""

from collections.abc import Iterable

from bodycam_cli.analysis.derivation import (
    Derivation,
    constant,
    given,
    joined,
    known_as,
    made,
    unknown,
)
from bodycam_cli.analysis.ground import Ground
from bodycam_cli.analysis.line_derivations import line_as_told, line_dollars
from bodycam_cli.analysis.stocks import newly_in_service
from bodycam_cli.program.dates import fiscal_year_number
from bodycam_cli.program.problems import UsageError
from bodycam_cli.projection.budget import is_local
from bodycam_cli.projection.costs import CONTINGENCY, LineCost
from bodycam_cli.projection.funding import GrantDrawn


def months(ground: Ground, index: int) -> Derivation:
    """Months of the program in a fiscal year."""
    label, count = ground.label("months", index), len(ground.months_of(index))
    return constant(count, label, "months")


def cost(ground: Ground, index: int) -> Derivation:
    """All lines."""
    return _sum_of_lines(ground, "cost", index, ground.projection.lines)


def paid_by_others(ground: Ground, index: int) -> Derivation:
    """The lines of payers that the appropriations do not cover."""
    others = [x for x in ground.projection.lines if not is_local(ground.program, x)]
    return _sum_of_lines(ground, "paid by others", index, others)


def _sum_of_lines(
    ground: Ground, name: str, index: int, lines: Iterable[LineCost]
) -> Derivation:
    parts = [line_dollars(ground, line, index) for line in lines]
    label = ground.label(name, index)
    if not parts:
        return constant(0, label, "dollars")
    return made("sum", label, "dollars", parts)


def funding(ground: Ground, index: int) -> Derivation:
    """What all grants pay."""
    parts = [grant_drawn(ground, each, index) for each in ground.projection.grants]
    label = ground.label("funding", index)
    if not parts:
        return constant(0, label, "dollars")
    return made("sum", label, "dollars", parts)


def grant_drawn(ground: Ground, grant: GrantDrawn, index: int) -> Derivation:
    """What a grant pays: its share of the eligible cost, and no more than is left."""
    label = ground.label(f"funding.{grant.name}", index)
    keys, drawn = grant.missing[index], float(grant.drawn[0, index])
    source = ground.program.funding[grant.name]
    if keys and not drawn:
        return unknown(label, "dollars", [ground.missing(key) for key in keys])
    if not _is_in_years(ground, source.fiscal_years, index):
        return constant(0, f"{label}: not one of its years", "dollars")
    share = _grant_share(ground, grant, index)
    if source.share is not None:
        return known_as(share, drawn, keys)
    earlier = [
        given(ground.label(f"funding.{grant.name}", each), paid, "dollars")
        for each in range(index)
        if (paid := float(grant.drawn[0, each]))
    ]
    award = _award(ground, grant)
    left = made("difference", "award left", "dollars", [award, *earlier])
    parts = [left if earlier else award, share]
    return known_as(made("least", label, "dollars", parts), drawn, keys)


def _is_in_years(ground: Ground, years: tuple[str, ...], index: int) -> bool:
    numbers = {fiscal_year_number(year) for year in years}
    return not numbers or ground.fiscal_years[index] in numbers


def _grant_share(ground: Ground, grant: GrantDrawn, index: int) -> Derivation:
    """The most that a grant pays of a year's eligible cost, rounded down."""
    key = f"funding.{grant.name}"
    match = [constant(1), ground.of(f"{key}.match_share")]
    pays = made("difference", "what the match leaves", "", match)
    if ground.program.funding[grant.name].share is not None:
        parts = [pays, ground.of(f"{key}.share")]
        pays = made("least", "its share", "", parts)
    product = made(
        "product",
        "before rounding",
        "dollars",
        [_eligible(ground, grant, index), pays],
    )
    return made("floor", ground.label(key, index), "dollars", [product])


def _eligible(ground: Ground, grant: GrantDrawn, index: int) -> Derivation:
    """Local lines outside the excluded categories, less what earlier grants pay."""
    excluded = (*ground.program.funding[grant.name].excluded_categories, CONTINGENCY)
    lines = [
        line_as_told(ground, line, index)
        for line in ground.projection.lines
        if is_local(ground.program, line) and line.category not in excluded
    ]
    total = made("sum", "eligible cost", "dollars", lines)
    names = [each.name for each in ground.projection.grants]
    earlier = [
        _at_most(ground, each, index)
        for each in ground.projection.grants[: names.index(grant.name)]
    ]
    if not earlier:
        return total
    parts = [total, *earlier]
    left = made("difference", "eligible cost left", "dollars", parts)
    return made("at_least_zero", "eligible cost left", "dollars", [left])


def _at_most(ground: Ground, grant: GrantDrawn, index: int) -> Derivation:
    """The most that a grant can pay of the known cost; told under its own name."""
    amount = float(grant.at_most[0, index])
    label = ground.label(f"funding.{grant.name}", index)
    if amount != float(grant.drawn[0, index]):
        label += ", at most"
    return known_as(given(label, amount, "dollars"), amount, grant.missing[index])


def _award(ground: Ground, grant: GrantDrawn) -> Derivation:
    """The award in whole dollars, rounded down."""
    key = f"funding.{grant.name}"
    source = ground.program.funding[grant.name]
    amount = ground.of(f"{key}.amount")
    if source.amount_per_camera is not None:
        cameras = [
            newly_in_service(ground, ground.months_of(each))
            for each in range(len(ground.fiscal_years))
            if _is_in_years(ground, source.fiscal_years, each)
        ]
        count = joined("sum", "cameras of its years", "cameras", cameras)
        parts = [ground.of(f"{key}.amount_per_camera"), count]
        amount = made("product", "award, before rounding", "dollars", parts)
    if amount.known == int(amount.known):
        return amount
    return made("floor", "award", "dollars", [amount])


def local_cost(ground: Ground, index: int) -> Derivation:
    """Cost less what others pay and what grants pay, or could pay."""
    grants = [_at_most(ground, each, index) for each in ground.projection.grants]
    is_same = all(
        float(each.at_most[0, index]) == float(each.drawn[0, index])
        for each in ground.projection.grants
    )
    paid = funding(ground, index)
    if not is_same:
        paid = made("sum", "funding, at most", "dollars", grants)
    parts = [cost(ground, index), paid_by_others(ground, index), paid]
    label = ground.label("local cost", index)
    whole = made("difference", label, "dollars", parts)
    kept = ground.projection.budget.local_cost
    # What is missing from others' lines alone is missing from no local cost.
    return known_as(whole, whole.known, kept.missing[index])


def appropriation(ground: Ground, index: int) -> Derivation:
    """What was approved for a fiscal year.

    Raises:
        UsageError: Nothing was.
    """
    year = ground.fiscal_years[index]
    if ground.projection.budget.appropriations[index] is None:
        raise UsageError(
            f"there is no appropriation for FY{year}, and so nothing to be left of it; "
            "cost.unfunded says what lacks"
        )
    return ground.whole(f"appropriations.FY{year}", f"appropriation, FY{year}")


def left(ground: Ground, index: int) -> Derivation:
    """Appropriation less local cost.

    Raises:
        UsageError: There is no appropriation.
    """
    parts = [appropriation(ground, index), local_cost(ground, index)]
    return made("difference", ground.label("left", index), "dollars", parts)


def unfunded(ground: Ground, index: int) -> Derivation:
    """Local cost above the appropriation."""
    local = local_cost(ground, index)
    gap, label = local, ground.label("unfunded", index)
    if ground.projection.budget.appropriations[index] is not None:
        parts = [local, appropriation(ground, index)]
        gap = made("difference", "above the appropriation", "dollars", parts)
    return made("at_least_zero", label, "dollars", [gap])


def cumulative(ground: Ground, index: int) -> Derivation:
    """Cost of the fiscal years so far."""
    parts = [cost(ground, each) for each in range(index + 1)]
    return made("sum", ground.label("cumulative", index), "dollars", parts)


def per_camera(ground: Ground, index: int) -> Derivation:
    """Cost by the camera count of the estimate."""
    published = ground.program.published
    is_published = ground.projection.estimate == "published"
    has_its_own = published is not None and published.cameras is not None
    key = "published.cameras" if is_published and has_its_own else "cameras"
    parts = [cost(ground, index), ground.whole(key)]
    quotient = made("quotient", "before rounding", "dollars", parts)
    return made("round", ground.label("per camera", index), "dollars", [quotient])

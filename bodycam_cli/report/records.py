"""Tables as plain records, for notebooks and scripts."""

from bodycam_cli.projection.projecting import Projection
from bodycam_cli.report.breakdown import By, lines_table
from bodycam_cli.report.cost import cost_table
from bodycam_cli.report.document import Value


def cost_records(projection: Projection) -> list[dict[str, Value]]:
    """A record for each fiscal year, with the columns of the JSON table ``cost``.

    Money is in whole dollars; a number that is unknown is None.
    """
    return [dict(row) for row in cost_table(projection).rows]


def line_records(projection: Projection, by: By = "line") -> list[dict[str, Value]]:
    """A record for each line, category, payer, class or recurrence."""
    return [dict(row) for row in lines_table(projection, by).rows]

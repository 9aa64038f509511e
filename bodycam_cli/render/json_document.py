"""A report as JSON: the shape that scripts rely on."""

import json
import re
from collections.abc import Mapping

from bodycam_cli.render.symbols import HIDDEN
from bodycam_cli.report.document import Notice, Report, Stamp, Table, Value

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes away, not when one is added."""

Json = Mapping[str, object]

# Legal in JSON as they are, but obeyed by terminals, editors or JavaScript.
_OBEYED = re.compile(f"[{HIDDEN}\u2028\u2029\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def to_json(report: Report) -> str:
    """The report as a JSON document, two spaces of indent, a newline at its end.

    Numbers are numbers, unknown is null, fiscal years are integers. Any character
    stands as itself, except those that something would obey.

    Raises:
        ValueError: A number is not finite, which JSON cannot say.
    """
    text = json.dumps(_document(report), ensure_ascii=False, allow_nan=False, indent=2)
    return _OBEYED.sub(_escape, text) + "\n"


def ascii_json(text: str) -> str:
    """The same JSON document in ASCII alone, for an output that takes no more."""
    return _NOT_ASCII.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    """A character as JSON writes it in ASCII, by its number."""
    return json.dumps(match.group())[1:-1]


def _document(report: Report) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "command": report.command,
        "title": report.title,
        "estimate": report.estimate,
        "basis": report.basis,
        "answer": report.answer,
        "tables": [_table(table) for table in report.tables],
        **_sections(report),
        "notes": report.notes,
        "notices": [_notice(notice) for notice in report.notices],
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "date": source.date,
                "url": source.url,
            }
            for source in report.sources
        ],
        "stamp": _stamp(report.stamp),
    }


def _sections(report: Report) -> Json:
    """The parts of a long answer, by the names of their tables; nothing for a short."""
    if not report.sections:
        return {}
    parts = [
        {
            "name": section.name,
            "title": section.title,
            "text": section.text,
            "tables": section.tables,
        }
        for section in report.sections
    ]
    return {"sections": parts}


def _table(table: Table) -> Json:
    return {
        "name": table.name,
        "title": table.title,
        "columns": [{"name": one.name, "unit": one.unit} for one in table.columns],
        "rows": [_row(table, row) for row in table.rows],
        "totals": dict(table.totals),
        "incomplete": [
            {"row": cell.row, "column": cell.column, "missing": cell.missing}
            for cell in table.incomplete
        ],
        "notes": table.notes,
    }


def _row(table: Table, row: Mapping[str, Value]) -> Json:
    """Every column by name, in the order of the columns; null where not given."""
    return {column.name: row.get(column.name) for column in table.columns}


def _notice(notice: Notice) -> Json:
    return {"kind": notice.kind, "text": notice.text, "facts": dict(notice.facts)}


def _stamp(stamp: Stamp) -> Json:
    return {
        "version": stamp.version,
        "arguments": stamp.arguments,
        "programs": [{"id": name, "sha256": sha} for name, sha in stamp.programs],
        "seed": stamp.seed,
        "draws": stamp.draws,
    }

"""``bodycam programs``: the program files themselves."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bodycam_cli.commands.completers import complete_program
from bodycam_cli.commands.options import Output, Program, output_options

_JULY = 7


@click.group()
def programs() -> None:
    """The program files: list, show, new, validate, schema, score."""


@programs.command("list")
@output_options
def list_programs(
    output: Output,
) -> None:
    """The built-in programs and their scenarios."""
    from bodycam_cli.program.listing import built_in_summaries
    from bodycam_cli.report.programs import list_report

    report = list_report(built_in_summaries(), output.arguments)
    output.hand_over(report)


@programs.command("show")
@click.argument("program", type=Program(), shell_complete=complete_program)
@output_options
def show(
    program: str,
    output: Output,
) -> None:
    """The file of a program, as it stands.

    \b
    bodycam programs show boston > my-city.toml
    """
    from bodycam_cli.program.opening import open_program, split_argument
    from bodycam_cli.report.programs import text_report

    file = open_program(split_argument(program)[0])
    report = text_report("programs show", file.name, file.text, output.arguments)
    output.hand_over(report)


@programs.command("new")
@click.argument("name")
@output_options
def new(name: str, output: Output) -> None:
    """Write NAME.toml here: a program ready to edit, with typical values.

    \b
    bodycam programs new my-city && bodycam cost my-city.toml
    """
    from bodycam_cli.program.problems import RefusedError, UsageError
    from bodycam_cli.program.template import new_program_text
    from bodycam_cli.render.files import write_file
    from bodycam_cli.report.programs import new_report

    path = Path(f"{name.removesuffix('.toml')}.toml")
    if path.name == ".toml":
        raise UsageError("NAME is empty; expected a name such as my-city")
    if os.path.lexists(path):
        raise RefusedError(f"{path} is there already; choose another name")
    today = datetime.now(tz=UTC).date()
    next_july = (today.year + (today.month >= _JULY)) * 12 + _JULY - 1
    write_file(path, new_program_text(path.stem, next_july).encode())
    output.hand_over(new_report(str(path), output.arguments))


@programs.command("score")
@output_options
def score(output: Output) -> None:
    """How far typical lies from each published program, misses included."""
    from bodycam_cli.analysis.scoring import scores
    from bodycam_cli.report.score import score_report

    output.hand_over(score_report(list(scores()), output.arguments))


@programs.command("validate")
@click.argument(
    "files",
    type=Program(),
    nargs=-1,
    required=True,
    metavar="FILE...",
    shell_complete=complete_program,
)
@output_options
def validate(
    files: tuple[str, ...],
    output: Output,
) -> None:
    """Check program files, each with every one of its scenarios; exit 2 on a fault."""
    from bodycam_cli.analysis.soundness import problems_of
    from bodycam_cli.program.problems import ProgramError
    from bodycam_cli.report.programs import validate_report

    problems = [problem for file in files for problem in problems_of(file)]
    if problems and output.is_screen:
        raise ProgramError(problems)
    report = validate_report(list(files), problems, output.arguments)
    output.hand_over(report)
    if problems:
        sys.exit(ProgramError.exit_code)


@programs.command("schema")
@click.argument(
    "kind", type=click.Choice(["program", "output"]), default="program", required=False
)
@output_options
def schema(
    kind: str,
    output: Output,
) -> None:
    """The JSON Schema of a program file, for editors, or of the JSON output.

    \b
    bodycam programs schema program > program.schema.json
    bodycam programs schema output
    """
    import json

    from bodycam_cli.program.schema import program_schema
    from bodycam_cli.render.json_schema import output_schema
    from bodycam_cli.report.programs import text_report

    schemas = {"program": program_schema, "output": output_schema}
    text = json.dumps(schemas[kind](), indent=2) + "\n"
    title = f"JSON Schema of the {kind}"
    report = text_report("programs schema", title, text, output.arguments)
    output.hand_over(report)

"""Shell completion: what is offered, and what real shells make of it."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from programs import Run, small, toml
from startup import heavy_modules_after

from bodycam_cli.cli import cli
from bodycam_cli.commands.completion import use_own_scripts

Offer = Callable[[str], list[str]]
Type = Callable[[str, str], str]

_BODYCAM = Path(sys.executable).parent / "bodycam"
_SECONDS = 20
_BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")
_START = {
    "bash": 'eval "$(bodycam completion bash)"\n',
    "zsh": 'autoload -U compinit; compinit -u -D; eval "$(bodycam completion zsh)"\n',
    "fish": "bodycam completion fish | source\n",
}
_START_INSTALLED = {
    "bash": f". {_BASH_COMPLETION}\n",
    "zsh": "fpath=(~/functions $fpath); autoload -U compinit; compinit -u -D\n",
    "fish": "",
}
_PLACE = {
    "bash": "data/bash-completion/completions/bodycam",
    "zsh": "functions/_bodycam",
    "fish": ".config/fish/completions/bodycam.fish",
}
# Ctrl-X Ctrl-D writes the command line into a file; the prompt says when to type.
_SHOW = {
    "bash": r"""
        show() { printf '%s' "$READLINE_LINE" > shown; }
        bind -x '"\C-x\C-d": show'
        PS1='rea''dy> '
    """,
    "zsh": """
        show() { print -rn -- "$BUFFER" > shown }
        zle -N show
        bindkey '^X^D' show
        PS1='rea''dy> '
    """,
    "fish": r"""
        bind \cx\cd 'commandline | string collect > shown'
        function fish_greeting; end
        function fish_prompt; echo -n 'rea''dy> '; end
    """,
}
_COMMAND = {
    "bash": ["bash", "--noprofile", "--rcfile", "start", "-i"],
    "zsh": ["zsh", "-i"],
    "fish": ["fish", "--init-command", "source start", "-i"],
}


@pytest.fixture(name="offered")
def _offered(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """What is offered at the end of a command line."""

    def offered(line: str) -> list[str]:
        monkeypatch.setenv("COMP_LINE", line)
        shell = ShellComplete(cli, {}, "bodycam", "_BODYCAM_COMPLETE")
        *words, incomplete = line.split(" ")
        items = shell.get_completions(words[1:], incomplete)
        return [item.value if item.type == "plain" else item.type for item in items]

    return offered


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program of two scenarios, as the current one."""
    scenarios = {"slow": {"title": "Slowly", "slip_months": 6}, "fast": {}}
    text = toml(small(title="My City", scenarios=scenarios))
    (tmp_path / "my-city.toml").write_text(text, encoding="utf-8")
    (tmp_path / "budget").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bodycam co", ["cost", "compare", "completion"]),
        ("bodycam cost bos", ["boston"]),
        ("bodycam compare boston wor", ["worcester"]),
        ("bodycam programs show ty", ["typical"]),
        ("bodycam cost boston@c", ["boston@citywide"]),
        ("bodycam cost boston@citywide+", ["boston@citywide+as-built"]),
        ("bodycam cost boston --scenario c", ["citywide"]),
        ("bodycam compare worcester boston --scenario e", ["estimate-2020"]),
        ("bodycam cost --scenario as", ["as-built"]),
        ("bodycam cost --form", ["--format"]),
        ("bodycam cost --format j", ["json"]),
        ("bodycam cost -o ", ["file"]),
        ("bodycam completion z", ["zsh"]),
        ("bodycam cost nothing@", []),
        ("bodycam cost -@", []),
    ],
)
def test_offers(offered: Offer, line: str, expected: list[str]) -> None:
    """Commands, options, choices, programs and their scenarios."""
    assert offered(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bodycam cost my", ["my-city.toml"]),
        ("bodycam cost ./my", ["file"]),
        ("bodycam cost budget", ["file"]),
        ("bodycam cost ~/", ["file"]),
        ("bodycam cost my-city.toml@", ["my-city.toml@slow", "my-city.toml@fast"]),
        ("bodycam cost ./my-city.toml@fast+s", ["./my-city.toml@fast+slow"]),
        ("bodycam programs validate my", ["my-city.toml"]),
    ],
)
@pytest.mark.usefixtures("here")
def test_offers_files(offered: Offer, line: str, expected: list[str]) -> None:
    """Program files and their scenarios; the shell itself knows paths."""
    assert offered(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bodycam cost --set came", ["cameras="]),
        ("bodycam cost boston --set published.ann", ["published.annual_cost_after="]),
        ("bodycam cost boston --set appropriations.FY2019", ["appropriations.FY2019="]),
        ("bodycam cost worcester --set lines.don", ["lines.donation."]),
        ("bodycam cost --set lines.licenses.pr", ["lines.licenses.price="]),
        ("bodycam cost --set cameras.v", []),
        ("bodycam cost --set nothing.here.", []),
        ("bodycam cost nothing --set lines.", []),
        ("bodycam cost --set extend", []),
    ],
)
def test_offers_settings(offered: Offer, line: str, expected: list[str]) -> None:
    """The keys of a program, names of lines included, for ``--set``."""
    assert offered(line) == expected


@pytest.mark.usefixtures("here")
def test_a_broken_file_offers_nothing(offered: Offer) -> None:
    """A file at fault, or none at all, is no reason for a message at a key press."""
    Path("broken.toml").write_text("title = ", encoding="utf-8")
    Path("odd.toml").write_text('scenarios = 3\n"a b" = 1', encoding="utf-8")
    assert offered("bodycam cost broken.toml@") == []
    assert offered("bodycam cost odd.toml@") == []
    assert offered("bodycam cost ./absent.toml@") == []
    assert offered("bodycam cost broken.toml --set lines.") == []


@pytest.mark.parametrize(
    "line", ["bodycam co", "bodycam cost bos", "bodycam cost boston@c"]
)
def test_a_key_press_loads_nothing_heavy(line: str) -> None:
    """Programs and scenarios are found without the engine."""
    environment = {"_BODYCAM_COMPLETE": "zsh_complete", "COMP_LINE": line}
    assert heavy_modules_after([], environment) == []


def test_settings_load_no_arithmetic() -> None:
    """The keys of ``--set`` need the models, and neither numpy nor rich."""
    line = "bodycam cost --set lines."
    environment = {"_BODYCAM_COMPLETE": "zsh_complete", "COMP_LINE": line}
    assert heavy_modules_after([], environment) == ["pydantic"]


@pytest.mark.parametrize(
    ("line", "word", "expected"),
    [
        ("bodycam cost bos", "bos", "boston"),
        ("bodycam cost boston@c", "@c", "@citywide"),
        ("bodycam cost boston@c", "boston@c", "boston@citywide"),
        ("bodycam cost --format=j", "j", "json"),
        ("bodycam cost --format=j", "--format=j", "--format=json"),
        ("bodycam cost 'bos", "bos", "boston"),
    ],
)
def test_bash_gets_what_it_replaces(
    monkeypatch: pytest.MonkeyPatch, run: Run, line: str, word: str, expected: str
) -> None:
    """Bash may end a word at ``@`` or ``=``; it then replaces only what follows."""
    use_own_scripts()
    monkeypatch.setenv("_BODYCAM_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_WORD", word)
    assert run().stdout.split("\t")[:2] == ["plain", expected]


def test_meaning_cannot_harm_a_terminal(
    monkeypatch: pytest.MonkeyPatch, here: Path, run: Run
) -> None:
    """What a title holds besides text is not sent to the shell."""
    use_own_scripts()
    text = toml(small(scenarios={"slow": {"title": "Slow\n\t\x1b[31mly"}}))
    (here / "my-city.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("_BODYCAM_COMPLETE", "fish_complete")
    monkeypatch.setenv("COMP_LINE", "bodycam cost my-city.toml@")
    assert run().stdout == "plain\tmy-city.toml@slow\tSlow   [31mly\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_says_where_it_goes(run: Run, shell: str) -> None:
    """Each script begins with how to install it."""
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"# Completion of bodycam for {shell}." in result.stdout
    assert f"bodycam completion {shell}" in result.stdout


def test_another_shell_is_refused(run: Run) -> None:
    """A shell that has no script is one line and exit code 2."""
    result = run("completion", "tcsh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_in_a_real_shell(shell: str, here: Path) -> None:
    """TAB in the shell itself: programs, scenarios, files, options, settings."""
    _need(shell)
    (here / "bud get.toml").write_text("scenarios.fast.cameras = 3", encoding="utf-8")
    with _terminal(shell, here, _START[shell]) as typed:
        assert typed("bodycam cost bos\t") == "bodycam cost boston "
        assert typed("bodycam cost boston@c\t") == "bodycam cost boston@citywide "
        assert typed("bodycam cost ./my\t") == "bodycam cost ./my-city.toml "
        assert typed("bodycam cost my\t") == "bodycam cost my-city.toml "
        assert typed("bodycam roll\t") == "bodycam rollout "
        assert typed("bodycam cost --quie\t") == "bodycam cost --quiet "
        assert typed("bodycam cost --format=js\t") == "bodycam cost --format=json "
        assert typed("bodycam cost --set came\t") == "bodycam cost --set cameras="
        assert typed("bodycam cost --set=came\t") == "bodycam cost --set=cameras="
        assert typed("bodycam cost --output=my\t") == (
            "bodycam cost --output=my-city.toml "
        )
        assert typed("bodycam cost 'bud get.toml@\t") == (
            "bodycam cost 'bud get.toml@fast' "
        )
        assert typed("ls; A=1 bodycam cost bos\t") == "ls; A=1 bodycam cost boston "


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_installed_in_a_real_shell(run: Run, shell: str, here: Path) -> None:
    """The script as a file, where the comment in it says; at the second TAB too."""
    _need(shell)
    place = here / _PLACE[shell]
    if shell == "bash" and not _BASH_COMPLETION.exists():
        pytest.skip("bash-completion is not installed")
    place.parent.mkdir(parents=True)
    place.write_text(run("completion", shell).stdout, encoding="utf-8")
    with _terminal(shell, here, _START_INSTALLED[shell]) as typed:
        assert typed("bodycam cost bos\t") == "bodycam cost boston "
        assert typed("bodycam cost wor\t") == "bodycam cost worcester "


def _need(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    if not _BODYCAM.exists():
        pytest.skip("the command bodycam is not installed beside Python")


@contextmanager
def _terminal(shell: str, folder: Path, start: str) -> Iterator[Callable[[str], str]]:
    """A shell in a terminal, to type into; gives back what then stands at its prompt.

    The shell has a folder of its own as home, and answers Ctrl-X Ctrl-D by writing its
    command line into a file.
    """
    (folder / "start").write_text(start + _SHOW[shell], encoding="utf-8")
    (folder / ".zshrc").write_text(start + _SHOW[shell], encoding="utf-8")
    outside, inside = pty.openpty()
    terminal = os.ttyname(inside)
    # A shell of a new session that opens a terminal owns it, which job control needs.
    become_owner = 'exec "$@" <"$0" >"$0" 2>&1'
    process = subprocess.Popen(  # noqa: S603 (shells named above)
        ["/bin/sh", "-c", become_owner, terminal, *_COMMAND[shell]],
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        _read_until(outside, "ready> ")
        yield lambda keys: _typed(outside, folder / "shown", keys)
    finally:
        process.kill()
        process.wait()
        os.close(inside)
        os.close(outside)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": f"{_BODYCAM.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "ZDOTDIR": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
    }


def _typed(terminal: int, shown: Path, keys: str) -> str:
    """Type on an empty command line, and read what stands there afterwards."""
    shown.unlink(missing_ok=True)
    os.write(terminal, f"{keys}\x18\x04".encode())
    end = time.monotonic() + _SECONDS
    while not (shown.exists() and shown.stat().st_size) and time.monotonic() < end:
        _read(terminal)
    text = shown.read_text(encoding="utf-8").removesuffix("\n")
    os.write(terminal, b"\x15")  # Ctrl-U: an empty line again
    return text


def _read_until(terminal: int, text: str) -> None:
    end, seen = time.monotonic() + _SECONDS, ""
    while text not in seen:
        assert time.monotonic() < end, seen
        seen += _read(terminal)


def _read(terminal: int) -> str:
    """What the shell has printed, so that it never waits for a reader."""
    ready, _, _ = select.select([terminal], [], [], 0.05)
    return os.read(terminal, 65_536).decode(errors="replace") if ready else ""

"""``bodycam completion``, and what its scripts and bodycam say to each other.

Click has completion scripts of its own. These differ in two things: bash takes ``@``
and ``=``, which stand in PROGRAM and KEY=VALUE, for ends of a word; and an installed
script must understand the next version of bodycam, whichever click that comes with.

A script sends the command line as far as the cursor in ``COMP_LINE`` and gets a line
for each offer: type (``plain``, ``file`` or ``dir``), value and meaning, with a tab
between them.
"""

import os
from typing import Literal

import click
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    split_arg_string,
)

_BASH = """\
# Completion of bodycam for bash. Add to ~/.bashrc:
#     eval "$(bodycam completion bash)"
# or, where the package bash-completion is installed, do this once:
#     bodycam completion bash > ~/.local/share/bash-completion/completions/bodycam
%(complete_func)s() {
    local type value quote=yes
    [[ ${COMP_WORDS[COMP_CWORD]} != [\\"\\']* ]] || quote=
    COMPREPLY=()
    while IFS=$'\\t' read -r type value _; do
        [[ -z $quote ]] || printf -v value %%q "$value"
        case $type in
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_LINE=${COMP_LINE:0:COMP_POINT} COMP_WORD=$2 \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
    [[ ${COMPREPLY[*]} != *[=.] ]] || compopt -o nospace
}
complete -F %(complete_func)s %(prog_name)s
"""

_ZSH = """\
#compdef %(prog_name)s
# Completion of bodycam for zsh. Add to ~/.zshrc, after compinit:
#     eval "$(bodycam completion zsh)"
# or put it into a folder of $fpath, once:
#     bodycam completion zsh > "${fpath[1]}/_bodycam"
_%(prog_name)s() {
    local answer offer type value
    local -a whole open
    answer=$(COMP_LINE="${(j: :)words[1,CURRENT]}" \\
        %(complete_var)s=zsh_complete ${words[1]} 2>/dev/null)
    for offer in ${(f)answer}; do
        type=${offer%%%%$'\\t'*} offer=${offer#*$'\\t'}
        value=${offer%%%%$'\\t'*} offer="${value//:/\\\\:}:${offer#*$'\\t'}"
        case $type:$value in
            (file:*) compset -P '--*='; _files ;;
            (dir:*) compset -P '--*='; _files -/ ;;
            (plain:*[=.]) open+=(${offer%%:}) ;;
            (plain:*) whole+=(${offer%%:}) ;;
        esac
    done
    (( ! $#whole )) || _describe -V %(prog_name)s whole
    (( ! $#open )) || _describe -V %(prog_name)s open -S ''
}
if [[ $funcstack[1] == _%(prog_name)s ]]; then
    _%(prog_name)s "$@"
else
    compdef _%(prog_name)s %(prog_name)s
fi
"""

_FISH = """\
# Completion of bodycam for fish. Do this once:
#     bodycam completion fish > ~/.config/fish/completions/bodycam.fish
function %(complete_func)s
    set -lx COMP_LINE (commandline --cut-at-cursor --current-process | string collect)
    set -lx %(complete_var)s fish_complete
    for offer in (%(prog_name)s 2>/dev/null)
        set -l part (string split \\t -- $offer)
        switch $part[1]
            case file
                set -l option (string replace -rf '^(--[^=]*=).*' '$1' -- $part[2])
                set -l path (string replace -- "$option" '' $part[2])
                string replace -r -- '^' "$option" (__fish_complete_path $path)
            case dir
                __fish_complete_directories $part[2]
            case plain
                printf '%%s\\t%%s\\n' $part[2] $part[3]
        end
    end
end
complete --command %(prog_name)s --no-files --keep-order \\
    --arguments '(%(complete_func)s)'
"""


class _Complete(ShellComplete):
    """Completion in a shell that knows where a word ends as click does."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one at the cursor, and that one as far as it goes."""
        # A letter at the cursor, so that there is a word even after a space.
        *words, word = split_arg_string(f"{os.environ['COMP_LINE']}x")
        return words[1:], word[:-1]

    def format_completion(self, item: "CompletionItem[str]") -> str:
        """One offer as a line."""
        help_ = "".join(c if c.isprintable() else " " for c in item.help or "")
        return f"{item.type}\t{self._whole(item.value)}\t{help_}"

    def _whole(self, value: str) -> str:
        """A value as the whole word at the cursor."""
        _, word = self.get_completion_args()
        option, equals, _ = word.partition("=")
        # click offers `json` for `--format=j`; the shell replaces all of the word.
        return f"{option}={value}" if equals and option.startswith("--") else value


class _Bash(_Complete):
    """Completion in bash, which replaces only what follows an ``@`` or ``=``."""

    name = "bash"
    source_template = _BASH

    def _whole(self, value: str) -> str:
        """A value without that part of the word that bash leaves as it is."""
        _, word = self.get_completion_args()
        replaced = os.environ.get("COMP_WORD", word)
        left = word.removesuffix(replaced) if word.endswith(replaced) else ""
        return super()._whole(value).removeprefix(left)


class _Zsh(_Complete):
    name = "zsh"
    source_template = _ZSH


class _Fish(_Complete):
    name = "fish"
    source_template = _FISH


_SHELLS = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}


def use_own_scripts() -> None:
    """Answer the scripts printed here in place of click's own."""
    for shell in _SHELLS.values():
        add_completion_class(shell)


@click.command()
@click.argument("shell", type=click.Choice([*_SHELLS]))
@click.pass_context
def completion(ctx: click.Context, shell: Literal["bash", "zsh", "fish"]) -> None:
    """A script for your shell that completes commands, programs and scenarios.

    \b
    eval "$(bodycam completion bash)"       in ~/.bashrc
    bodycam completion fish > ~/.config/fish/completions/bodycam.fish
    """
    root = ctx.find_root().command
    script = _SHELLS[shell](root, {}, "bodycam", "_BODYCAM_COMPLETE").source()
    click.echo(script, nl=False)

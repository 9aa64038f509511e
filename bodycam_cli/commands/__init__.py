"""The command line: one file a command.

A command imports what calculates and answers when it runs, so that ``--help`` and shell
completion load none of it.
"""

STDIN_MARK = "\0"
"""Stands before ``-@SCENARIO`` so that click does not take it for an option."""

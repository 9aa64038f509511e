"""The command line: one file a command.

A command imports what calculates and answers when it runs, so that ``--help`` and shell
completion load none of it.
"""

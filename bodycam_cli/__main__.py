"""``python -m bodycam_cli``."""

from bodycam_cli.cli import main

main()

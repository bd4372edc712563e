"""``python -m lecturebook.cli`` is the command ``lecturebook``."""

from lecturebook.cli import main

main()

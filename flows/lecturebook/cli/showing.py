"""``lecturebook preview`` and ``upload``: a built site shown on this machine, and put where others see it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lecturebook.terminal import one_line_errors, printable


def upload(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Where to, such as s3://bucket/course.")],
) -> None:
    """Copy a built site to an object store, under a name of its own; the entry page there comes last."""
    from lecturebook.course.upload import upload as upload_site

    with one_line_errors():
        typer.echo(f"the entry page is {upload_site(output, url)}")


def preview(
    output: Annotated[Path, typer.Argument(help="A built site.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 8000,
) -> None:
    """Serve a built site on this machine until Ctrl-C."""
    from lecturebook.preview import serve

    with one_line_errors():
        serve(
            output, port, announce=lambda url: typer.echo(f"Serving {printable(str(output))} at {url} (Ctrl-C stops)")
        )

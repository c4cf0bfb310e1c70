"""The command that draws a sample again: sample."""

from typing import Annotated

import typer

from workers.console import ALTERED, HERE, AsJson, Data, Listing, Stop, show
from workers.installation import open_books
from workers.redraw import redraw

app = typer.Typer()


@app.command("sample")
def draw_again(
    key: Annotated[str, typer.Argument(help="Kennung der Stichprobe · Key of the sample")],
    data: Data = HERE,
    as_json: AsJson = False,
) -> None:
    """Eine Stichprobe nachziehen und prüfen · Draw a sample again and check it."""
    with open_books(data).looking("sample", key) as books:
        found = redraw(books.record, key)
    rows = [
        ("Grundgesamtheit · Population", found.population),
        ("Gezogen · Drawn", ", ".join(found.drawn)),
        ("Nachgezogen · Drawn again", ", ".join(found.again)),
        ("Fehlt · Left out", ", ".join(found.left_out)),
    ]
    show(found, as_json=as_json, listing=Listing(key, ("", ""), rows))
    if found.faults:
        raise Stop("; ".join(found.faults), ALTERED)

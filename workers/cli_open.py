"""The command that writes the open data files: opendata."""

from pathlib import Path
from typing import Annotated

import typer

from projections.open_data import open_grants
from web.open_data import files, published
from workers.console import HERE, AsJson, Data, Listing, show
from workers.installation import open_books

app = typer.Typer()


@app.command("opendata")
def write_open_data(
    into: Annotated[Path, typer.Argument(help="In diesen Ordner · Into this folder")],
    data: Data = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Bewilligungen und Zahlungen als offene Daten schreiben · Write the open data files."""
    with open_books(data) as books:
        with books.views.read() as connection:
            rows = open_grants(connection)
        package = published(rows, books.office.desk(), today=books.office.today())
    into.mkdir(parents=True, exist_ok=True)
    written = files(package)
    for name, content in written.items():
        (into / name).write_bytes(content)
    sizes = {name: len(content) for name, content in written.items()}
    heads = ("Datei · File", "Bytes")
    show(sizes, as_json=as_json, listing=Listing(str(into), heads, list(sizes.items())))

"""The command `bundle`: one file with which an auditor proves cases, or all, without us."""

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from projections.audit.bundle import Kind, Scope
from workers.bundler import Bundler
from workers.cli_seal import sealed_now
from workers.console import HERE, USAGE, Data, Stop, say
from workers.installation import settings_of
from workers.wiring import Akte

app = typer.Typer()


@app.command("bundle")
def bundle(
    cases: Annotated[list[str] | None, typer.Argument(help="Akten · Cases.")] = None,
    *,
    county: Annotated[str | None, typer.Option("--county", help="Ein Kreis · One county.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Ein Jahr · One year.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Die ganze Akte · All of it.")] = False,
    to: Annotated[Path, typer.Option("--to", help="Zieldatei · The file.")] = Path("bundle.zip"),
    after: Annotated[
        list[Path] | None, typer.Option("--after", help="Frühere Bündel · Earlier bundles.")
    ] = None,
    data: Data = HERE,
) -> None:
    """Ein Prüfbündel schreiben · Write a bundle for auditors."""
    kind = _kind(cases, county, year=year, everything=everything)
    with Akte(settings_of(data)) as akte:
        sealed_now(akte.seal)
        bundler = Bundler(akte)
        known = bundler.cases(county=county, year=year)
        chosen = cases or known
        if unknown := sorted({*chosen} - {*known}):
            names = ", ".join(unknown)
            raise Stop(f"Keine solche Akte: {names} · No such case: {names}", USAGE)
        if not chosen and not everything:
            raise Stop("Dazu gibt es keine Akte. · There is no such case.", USAGE)
        akte.looking("bundle", *([] if everything else chosen))
        sizes = [_size(path) for path in after or ()]
        count = bundler.write(to, Scope(kind), chosen, after=sizes)
        say(f"{to}: {count} Ereignisse · events")
        say(f"Schlüssel · Key: {akte.seal.public_key()}")


def _kind(
    cases: list[str] | None, county: str | None, *, year: int | None, everything: bool
) -> Kind:
    given: dict[Kind, object] = {"cases": cases, "county": county, "year": year, "all": everything}
    chosen = [kind for kind, value in given.items() if value]
    if len(chosen) != 1:
        raise Stop(
            "Bitte Akten nennen oder --county, --year oder --all. · "
            "Please name cases, or --county, --year or --all.",
            USAGE,
        )
    return chosen[0]


def _size(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as earlier:
            return int(earlier.read("checkpoint").split(b"\n")[1])
    except (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile):
        raise Stop(f"Kein Bündel: {path} · No bundle: {path}", USAGE) from None

"""The command that reports what was erased in a case, with proof from the record: erasure."""

from typing import Annotated

import typer

from office.boxes import boxes
from office.erasures import ErasureReport, erasures_of
from office.verify import verify
from workers.books import Books
from workers.console import ALTERED, HERE, USAGE, AsJson, Data, Listing, Stop, show
from workers.installation import open_books

app = typer.Typer()

_STAYS = (
    "Beträge, Tage, Entscheidungen und Handelnde der Behörde (§ 71 LHO, Art. 17 Abs. 3 Buchst. b "
    "DSGVO); Bankdateien der Kasse · Amounts, days, decisions and who acted; the treasury's files"
)


@app.command("erasure")
def report_erasure(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    data: Data = HERE,
    again: Annotated[
        bool,
        typer.Option("--again", help="Zurückgekehrte Schlüssel vernichten · Destroy them again."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Löschbericht eines Vorgangs · The erasure report of a case."""
    with open_books(data).looking("erasure", case) as books:
        if again:
            _destroy_again(books, erasures_of(books.office, case))
        reports = erasures_of(books.office, case)
        if not reports:
            raise Stop(f"In {case} wurde nichts gelöscht · Nothing was erased in {case}", USAGE)
        verified = verify(books.settings.database)
        elsewhere = _elsewhere(books, case, reports)
    found = {
        "case": case,
        "erasures": reports,
        "events": verified.events,
        "verified": verified.ok,
        "other_boxes": elsewhere,
        "stays": _STAYS,
    }
    listing = Listing(case, ("", ""), [*_rows(reports), *_rest(verified.ok, elsewhere)])
    show(found, as_json=as_json, listing=listing)
    if not verified.ok or not all(one.proof.gone and one.proof.same for one in reports):
        raise Stop("Der Nachweis hält nicht · The proof does not hold", ALTERED)


def _destroy_again(books: Books, reports: list[ErasureReport]) -> None:
    """Destroys what two persons ordered, where a restored backup brought the keys back."""
    for key in {key for one in reports for key in one.locked.keys}:
        books.keys.forget(key, reason="erasure", by="system")


def _elsewhere(books: Books, case: str, reports: list[ErasureReport]) -> list[int]:
    """Entries about the case that are still sealed with a living key, such as the recipient's."""
    gone = {key for one in reports for key in one.locked.keys}
    own = [one for one in boxes(books.settings.database) if _is_about(one.stream, case)]
    return [one.position for one in own if one.key not in gone]


def _is_about(stream: str, case: str) -> bool:
    return stream.partition(":")[2].partition(".")[0] == case


def _rows(reports: list[ErasureReport]) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    for one in reports:
        locked, proof = one.locked, one.proof
        rows += [
            ("Gelöscht · Erased", f"{one.data} ({one.ground})" if one.ground else one.data),
            ("Schlüssel · Keys", ", ".join(locked.keys)),
            ("Versiegelte Einträge · Sealed entries", len(locked.boxes)),
            ("Nummern · Numbers", ", ".join(map(str, locked.boxes))),
            ("Schlüssel vernichtet · Keys gone", proof.gone),
            ("Kopf davor · Head before", f"{locked.head_position}: {locked.head}"),
            ("Heute gleich · The same now", proof.same),
            ("Dokumente vernichtet · Documents destroyed", one.destroyed),
            ("Dokumente behalten · Documents kept", one.kept),
        ]
    return rows


def _rest(verified: bool, elsewhere: list[int]) -> list[tuple[str, object]]:
    others = ", ".join(map(str, elsewhere)) or "keine · none"
    return [
        ("Akte unverändert · Record unaltered", verified),
        ("Andere versiegelte Einträge · Other sealed entries", others),
        ("Ansichten · Read models", "ohne versiegelte Angaben · nothing sealed in them"),
        ("Es bleibt · What stays", _STAYS),
    ]

"""The command `seal`: seals what was filed, brings it to the witnesses, shows how far each is."""

from typing import Annotated

import typer

from projections.audit.notes import NoteRefused
from projections.audit.sealer import Altered
from workers.console import ALTERED, HERE, AsJson, Data, Listing, Stop, say, show
from workers.installation import settings_of
from workers.seal import Seal, Standing

app = typer.Typer()


@app.command("seal")
def seal_record(
    data: Data = HERE,
    next_key: Annotated[
        bool, typer.Option("--next-key", help="Nächsten Schlüssel anlegen · Make the next key.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Versiegeln und den Zeugen zustellen · Seal, and deliver to the witnesses."""
    seal = Seal(settings_of(data))
    if next_key and (made := seal.keys.next(make=True)):
        say(f"Nächster Schlüssel · Next key: {made.verifier()}")
        return
    sealed_now(seal)
    for witness in seal.witnesses:
        seal.deliver(witness)
    seal.end_day()
    show_seal(seal, as_json=as_json)


def sealed_now(seal: Seal) -> None:
    """Seals up to the end of the record. Errors: `Stop` where it was altered."""
    try:
        seal.seal()
    except Altered as altered:
        raise Stop(
            f"Verändert ab Nummer {altered.position}: nicht mehr, was versiegelt wurde. · "
            f"Altered from number {altered.position}: no longer what was sealed.",
            ALTERED,
        ) from None
    except NoteRefused as refused:
        raise Stop(broken(refused), ALTERED) from None


def broken(refused: NoteRefused) -> str:
    """One line about a seal that is itself wrong."""
    return f"Das Siegel ist gebrochen ({refused}). · The seal is broken ({refused})."


def show_seal(seal: Seal, *, as_json: bool) -> None:
    """Prints the last checkpoint and how far each witness is."""
    head, standings = seal.head(), seal.standings()
    if as_json:
        root = head.root.hex()
        key = seal.public_key()
        show({"size": head.size, "root": root, "key": key, "witnesses": standings}, as_json=True)
        return
    say(f"Versiegelt bis Nr. {head.size} · Sealed up to no. {head.size}")
    say(f"Wurzel · Root: {head.root.hex()}")
    say(f"Schlüssel · Key: {seal.public_key()}")
    rows = [(one.witness, _words(one, head.size), one.cosigned) for one in standings]
    heads = ("Zeuge · Witness", "Stand · State", "Bestätigt bis · Co-signed up to")
    show(None, as_json=False, listing=Listing("Zeugen · Witnesses", heads, rows))


def _words(standing: Standing, size: int) -> str:
    if standing.size is None:
        return "nicht erreichbar · away"
    if standing.size < size:
        return f"{size - standing.size} zurück · behind"
    return "auf dem Stand · up to date"

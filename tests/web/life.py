"""One grant that lives step by step: `live` takes it as far as a test needs it.

Every person and account is invented.
"""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from domain.approval import Approval
from domain.proof_of_use import ProofOfUse
from tests.web.world import World

COUNTY, NEIGHBOUR = "main-kinzig-kreis", "gross-gerau"
CASE = "WIR-2016-7K3QF"
IBAN = "DE89370400440532013000"
ACCOUNTS = {COUNTY: IBAN, NEIGHBOUR: "DE02120300000000202051"}
FACTS = {"eligible_cents": 50_000_00, "months": 12}
CHECKLIST = ("form", "concept", "financing_plan", "one_post")


def application(case: str = CASE, recipient: str = COUNTY, **changes: object) -> dict[str, Any]:
    """The content of an application for a coordination post."""
    return {
        "case": case,
        "programme": "wir",
        "line": "coordination",
        "recipient": recipient,
        "year": 2016,
        "period_from": date(2016, 1, 1),
        "period_to": date(2016, 12, 31),
        "title": "WIR-Koordination 2016",
        "purpose": "Interkulturelle Öffnung der Kreisverwaltung",
        "plan": ({"name": "Personalausgaben", "amount_cents": 62_000_00},),
        "own_cents": 12_000_00,
        "requested_cents": 50_000_00,
        "facts": FACTS,
        "begun": False,
        "vat_deductible": False,
        "received_on": date(2015, 11, 2),
        **changes,
    }


def live(world: World, until: str = "closed", case: str = CASE, county: str = COUNTY) -> None:
    """Lives the grant's life up to and including a step."""
    for name, step in STEPS.items():
        step(world, case, county)
        if name == until:
            return


def _register(world: World, case: str, county: str) -> None:
    for key in (county, NEIGHBOUR):
        world.give(
            "k.adler",
            "register_recipient",
            recipient=key,
            name={COUNTY: "Main-Kinzig-Kreis", NEIGHBOUR: "Kreis Groß-Gerau"}.get(key, key),
            classes=({"recipient_class": "county", "valid_from": date(2014, 1, 1)},),
            court="Verwaltungsgericht Frankfurt am Main",
            address=("Barbarossastraße 16", "63571 Gelnhausen"),
            email=f"kasse@{key}.example",
        )
    world.give(
        "b.falk",
        "appropriate_funds",
        programme="wir",
        fund="wir",
        year=2016,
        amount_cents=1_940_000_00,
        reference="Kap. 08 05, HG 2016",
    )


def _apply(world: World, case: str, county: str) -> None:
    world.give(f"antrag.{county}", "submit_application", **application(case, county))


def _check(world: World, case: str, county: str) -> None:
    ticks = dict.fromkeys(CHECKLIST, True)
    world.give("k.adler", "check_application", case=case, checklist=ticks, no_conflict=True)


def _reserve(world: World, case: str, county: str) -> None:
    world.give("b.falk", "reserve_funds", case=case)


def _propose(world: World, case: str, county: str) -> None:
    world.give(
        "k.adler",
        "propose_approval",
        case=case,
        amount_cents=50_000_00,
        instalments=(
            {"amount_cents": 25_000_00, "from_on": date(2016, 3, 1)},
            {"amount_cents": 25_000_00, "from_on": date(2016, 9, 1)},
        ),
        conditions=("publicity",),
        reasons="Die Koordination dient dem Zweck der Richtlinie.",
    )


def _sign(world: World, case: str, county: str) -> None:
    proposal = world.office.read(Approval, case).proposal
    assert proposal is not None
    world.give("d.dorn", "sign_approval", case=case, content_hash=proposal.content_hash)


def _post(world: World, case: str, county: str) -> None:
    digest = world.documents.put(b"%PDF-1.7 Bescheid " + case.encode())
    letter = {"kind": "approval_notice", "about": "v1", "document": digest}
    world.engine("record_letter", subject=f"approval:{case}", **letter)
    world.engine("record_posting", case=case, channel="post", posted_on=world.office.today())
    world.clock.go_to(date(2015, 11, 9))
    world.engine("record_notification", case=case)


def _declare(world: World, case: str, county: str) -> None:
    world.give(
        f"antrag.{county}",
        "return_declaration",
        case=case,
        accepts=True,
        waives_remedies=True,
        signed_on=world.office.today(),
        signed_by_name="Vera Versuch",
        iban=ACCOUNTS.get(county, IBAN),
        holder="Kreiskasse Versuch",
        cash_reference="4711",
    )


def _confirm(world: World, case: str, county: str) -> None:
    world.confirm_account(county)
    world.clock.go_to(date(2016, 3, 2))


def _draw(world: World, case: str, county: str) -> None:
    world.give(f"kasse.{county}", "request_drawdown", case=case, amount_cents=25_000_00)


def _certify(world: World, case: str, county: str) -> None:
    amount = {"case": case, "number": 1, "amount_cents": 25_000_00}
    world.give("k.adler", "certify_factually", **amount)
    world.give("m.birke", "certify_arithmetically", **amount)


def _order(world: World, case: str, county: str) -> None:
    world.give("f.eiche", "order_payment", case=case, number=1)


def _pay(world: World, case: str, county: str) -> None:
    run = f"lauf-{case.lower()}"
    world.engine(
        "open_payment_run",
        run=run,
        execution_on=date(2016, 3, 3),
        debtor={"name": "Land Hessen", "iban": IBAN, "bic": "COBADEFFXXX"},
        orders=({"case": case, "number": 1},),
    )
    world.engine("record_payment_file", run=run, name=f"{run}.xml", sha256="a" * 64)
    world.engine("record_hand_over", run=run, name=f"{run}.xml")
    booking = {
        "end_to_end_id": f"{case}.1.1",
        "amount_cents": 25_000_00,
        "credit": False,
        "booked_on": date(2016, 3, 4),
        "entry_reference": "E1",
    }
    world.clock.go_to(date(2016, 3, 4))
    file = sha256(run.encode()).hexdigest()
    world.engine(
        "record_bank_message", file=file, kind="camt.053", message_id="M1", bookings=(booking,)
    )


def _use(world: World, case: str, county: str) -> None:
    world.clock.go_to(date(2016, 4, 20))
    use = {"used_on": date(2016, 4, 1), "amount_cents": 25_000_00}
    world.give(f"kasse.{county}", "report_use", case=case, number=1, uses=(use,))


def _prove(world: World, case: str, county: str) -> None:
    world.clock.go_to(date(2017, 2, 1))
    world.give(
        f"antrag.{county}",
        "submit_proof",
        case=case,
        report="Die Koordination hat gearbeitet.",
        expenditure=({"name": "Personalausgaben", "amount_cents": 60_000_00},),
        facts={**FACTS, "eligible_cents": 25_000_00},
    )


def _examine(world: World, case: str, county: str) -> None:
    world.give(
        "k.adler",
        "examine_proof",
        case=case,
        recognised_facts={**FACTS, "eligible_cents": 25_000_00},
        purpose_achieved=True,
        findings="Keine Beanstandung.",
        interest_considered=True,
        interest_reason="Fristgerecht verwendet.",
    )


def _settle(world: World, case: str, county: str) -> None:
    examined = world.office.read(ProofOfUse, case).examined
    assert examined is not None
    world.give("d.dorn", "close_examination", case=case, content_hash=examined.content_hash)


def _close(world: World, case: str, county: str) -> None:
    world.give("k.adler", "close_case", case=case)


Step = Callable[[World, str, str], None]
STEPS: dict[str, Step] = {
    "registered": _register,
    "submitted": _apply,
    "checked": _check,
    "reserved": _reserve,
    "proposed": _propose,
    "signed": _sign,
    "notified": _post,
    "declared": _declare,
    "confirmed": _confirm,
    "drawn": _draw,
    "certified": _certify,
    "ordered": _order,
    "paid": _pay,
    "used": _use,
    "proven": _prove,
    "examined": _examine,
    "settled": _settle,
    "closed": _close,
}
"""The life of a grant, step by step."""

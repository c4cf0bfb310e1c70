"""What the pages say is there in both languages, and everything they use is there."""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any, get_args

import pytest

import programmes
from domain.disbursement import Status
from domain.kernel import Role
from domain.reasons.general import NOT_YOUR_ROLE, WRONG_STAGE
from domain.reasons.proof import PERIOD_RUNNING
from domain.rules import facts_schema
from office.deciders import EVENTS
from web.acts import ACTS
from web.fields import Ask, Field, fields_of
from web.reading import Fault
from web.refusals import spoken
from web.texts import LANGUAGES, known, say, texts

USED = re.compile(
    r"""\bt\("([a-z_]+(?:\.[a-z_0-9]+)+)"[,)]|say\("([a-z_]+(?:\.[a-z_0-9]+)+)"[,)]"""
)
SCREEN_WIDTH = 180


def sources(folder: Traversable | None = None) -> Iterator[str]:
    for one in (folder or files("web")).iterdir():
        if one.is_dir():
            yield from sources(one)
        elif one.name.endswith((".html", ".py")):
            yield one.read_text(encoding="utf-8")


def all_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from all_fields(field.inner)


def shapes() -> Iterator[tuple[str, Field]]:
    """Every field that any form may show, with the command it is for."""
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    facts = [facts_schema(line) for one in loaded for line in one.lines]
    for act in ACTS:
        for schema in facts:
            for field in all_fields(fields_of(act.command.model_json_schema(), Ask(facts=schema))):
                yield act.name, field


def test_both_languages_are_there_and_ask_for_the_same_facts() -> None:
    assert len(texts()) > 500
    for key, said in texts().items():
        assert all(said[one].strip() == said[one] != "" for one in LANGUAGES), key
        asked = [{found[1] or "" for found in Formatter().parse(said[one])} for one in LANGUAGES]
        asked = [names - {""} for names in asked]
        assert asked[0] == asked[1], key


def test_every_key_in_use_exists() -> None:
    used = {one or other for source in sources() for one, other in USED.findall(source)}
    assert len(used) > 150
    assert {key for key in used if not known(key)} == set()


def test_no_text_is_left_over() -> None:
    """Sections whose keys are made at run time are watched by the tests of their own."""
    made = "role role_task act act_lead act_button act_done field field_of hint hint_of choice"
    made += " input problem stage recipient_class money paper deadline recipient_topic"
    made += " privacy privacy_standing"
    made += " rule_value what_if_stage money_sheet utilisation risk open_data findings"
    whole = "".join(sources())
    named = {key for key in texts() if key.partition(".")[0] not in made.split()}
    assert {key for key in named if key not in whole and "group_" not in key} == set()


def test_every_act_has_its_words() -> None:
    for act in ACTS:
        for section in ("act", "act_lead", "act_done"):
            assert known(f"{section}.{act.name}"), f"{section}.{act.name}"


def test_every_role_and_every_status_of_a_payment_has_its_word() -> None:
    assert [role for role in get_args(Role) if not known(f"role.{role}")] == []
    assert [status for status in get_args(Status) if not known(f"stage.{status}")] == []


def test_every_field_of_every_form_has_a_name_and_its_choices_have_words() -> None:
    for command, field in shapes():
        own, common = f"field_of.{command}.{field.name}", f"field.{field.name}"
        if field.kind not in {"sealed", "numbered"} and field.label is None:
            assert known(own) or known(common), f"{command}: {field.name}"
        for value, _ in field.choices:
            assert known(f"choice.{field.name}.{value}"), f"{command}: {field.name} {value}"


def test_recipients_topics_are_topics_of_the_record() -> None:
    topics = {event.TOPIC for event in EVENTS}
    told = {key.removeprefix("recipient_topic.") for key in texts() if "recipient_topic" in key}
    assert told <= topics
    assert not any("certified" in topic or "proposed" in topic for topic in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_a_page_is_short(language: Any) -> None:
    assert [key for key, said in texts().items() if len(said[language]) > SCREEN_WIDTH] == []


def test_a_missing_text_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(KeyError):
        say("nav.nowhere", "de")


def test_limits_are_filled_in_and_a_missing_one_does_no_harm() -> None:
    long = Fault("title", "string_too_long", {"max_length": 200})
    assert long.words("en") == "the text is longer than 200 characters"
    assert Fault("title", "string_too_long").words("en") == "the text is longer than … characters"
    assert Fault("x", "never_heard_of").words("de") == "die Angabe hat nicht die erwartete Form"


def test_a_refusal_is_spoken_with_words_for_codes_and_days() -> None:
    stage = spoken(WRONG_STAGE.because(stage="checked").refusal, "de")
    assert "„Antrag geprüft“" in stage.why
    role = spoken(NOT_YOUR_ROLE.because(role="clerk", allowed="signatory").refusal, "en")
    assert "“Clerk”" in role.why and "Signatory" in role.next
    until = PERIOD_RUNNING.because(until="2016-12-31").refusal
    assert "bis 31.12.2016" in spoken(until, "de").why
    assert "until 2016-12-31" in spoken(until, "en").why

"""Settings come from the environment, are described, and say what is wrong in one line."""

from pathlib import Path

import pytest

from workers.settings import Settings, SettingsRefused, unknown_variables

GIVEN = {"AKTE_DATABASE": "dbname=akte", "AKTE_KEYS_DATABASE": "dbname=akte_keys"}


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AKTE_{name}".upper(), raising=False)
    for key, value in GIVEN.items():
        monkeypatch.setenv(key, value)
    return monkeypatch


def test_folders_lie_under_the_data_folder_unless_told_otherwise(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environ.setenv("AKTE_DATA", str(tmp_path))
    environ.setenv("AKTE_BANK_FOLDER", "/srv/bank")
    environ.setenv("AKTE_MAIL_FOLDER", "outbox")
    settings = Settings.read()
    assert settings.bank_folder == Path("/srv/bank")
    assert settings.mail_folder == tmp_path / "outbox"
    assert settings.post_folder == tmp_path / "post"
    assert settings.documents_folder == tmp_path / "documents"
    assert settings.master_key_file == tmp_path / "master.key"


def test_by_default_only_this_machine_is_answered(environ: pytest.MonkeyPatch) -> None:
    assert Settings.read().host == "127.0.0.1"


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_what_is_missing_or_unreadable_is_named_by_its_variable_and_never_repeated(
    environ: pytest.MonkeyPatch,
) -> None:
    environ.delenv("AKTE_DATABASE")
    environ.setenv("AKTE_PORT", "secret")
    with pytest.raises(SettingsRefused) as refused:
        Settings.read()
    for words in (refused.value.german, refused.value.english):
        assert "AKTE_DATABASE (missing)" in words
        assert "AKTE_PORT" in words
        assert "secret" not in words


def test_connections_are_not_printed(environ: pytest.MonkeyPatch) -> None:
    environ.setenv("AKTE_DATABASE", "password=secret")
    assert "secret" not in repr(Settings.read())


def test_a_part_gets_the_same_settings_without_the_owners(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = Settings.for_embedded(tmp_path, 8421)
    assert settings.owner_database is not None
    for key, value in settings.environment().items():
        environ.setenv(key, value)
    part = Settings.read()
    assert part.owner_database is None
    owners = ("owner_database", "keys_owner_database", "witness_owner_database")
    assert part == settings.model_copy(update=dict.fromkeys(owners))


def test_one_machine_takes_the_other_settings_from_the_environment(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environ.setenv("AKTE_TRAINING", "true")
    environ.setenv("AKTE_DATABASE", "dbname=elsewhere")
    settings = Settings.for_embedded(tmp_path, 8421)
    assert settings.training
    assert "elsewhere" not in settings.database
    environ.setenv("AKTE_TRAINING", "perhaps")
    with pytest.raises(SettingsRefused, match="AKTE_TRAINING"):
        Settings.for_embedded(tmp_path, 8421)


def test_unknown_variables_are_one_line_with_the_likely_name() -> None:
    line = unknown_variables({"AKTE_DATABSE": "x", "AKTE_ZZZ": "y", "HOME": "/", **GIVEN})
    assert line is not None
    assert "AKTE_DATABSE → AKTE_DATABASE?" in line
    assert "AKTE_ZZZ" in line
    assert "HOME" not in line
    assert "\n" not in line


def test_known_variables_are_nothing_to_speak_of() -> None:
    assert unknown_variables(GIVEN | {"AKTE_LIFELINE": "3", "PATH": "/bin"}) is None

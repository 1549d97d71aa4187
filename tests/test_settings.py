import os
from pathlib import Path

import pytest

from settings import documented, load_settings
from vectorstore.errors import SettingsError


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env and no setting of the machine's."""
    for name in [name for name in os.environ if name.startswith("REFERAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.minutes) == ("127.0.0.1", 7860, Path("minutes"))


WRONG = [
    ("REFERAT_PROT", "7861", "Mente du REFERAT_PORT"),
    ("REFERAT_PORT", "mange", "REFERAT_PORT=mange: skal være et helt tal"),
    ("REFERAT_PORT", "99999", "REFERAT_PORT=99999: må højst være 65535"),
    ("REFERAT_HOST", "0.0.0.0", "REFERAT_OPEN_TO_ALL=1"),
    ("REFERAT_HOST", "192.168.1.5", "sæt også REFERAT_USERS"),
    ("REFERAT_PUBLIC_NAME", "referater.lindevang.dk", "lader andre maskiner læse alt"),
    ("REFERAT_PUBLIC_NAME", "https://x.dk", "REFERAT_PUBLIC_NAME=https://x.dk: skal være et navn"),
    ("REFERAT_LLM", "gemma3", "REFERAT_LLM=gemma3: skal være udbyder og model"),
    ("REFERAT_LLM", "huggingface:x", "udbyderen er openai, ollama eller anthropic"),
    ("REFERAT_LLM", "openai:", "skal være udbyder og model"),
    ("REFERAT_LLM_URL", "127.0.0.1:8000", "REFERAT_LLM_URL: skal være en adresse som http"),
    ("REFERAT_LLM_KEY", "nøgle", "REFERAT_LLM_KEY: må kun bestå af almindelige bogstaver"),
    ("REFERAT_LLM_TIMEOUT", "0", "REFERAT_LLM_TIMEOUT=0: skal være over 0"),
    ("REFERAT_LLM_TIMEOUT", "længe", "REFERAT_LLM_TIMEOUT=længe: skal være et tal"),
    ("REFERAT_CHROMA_URL", "chroma", "skal være en adresse"),
    ("REFERAT_OPEN_TO_ALL", "måske", "REFERAT_OPEN_TO_ALL=måske: skal være 0 eller 1"),
    ("REFERAT_MINUTES", "", "REFERAT_MINUTES=: skal være en mappe"),  # not the folder we stand in
    ("referat_titel", "Lindevang", "Mente du REFERAT_TITLE"),
]


@pytest.mark.parametrize(("name", "value", "told"), WRONG)
def test_a_wrong_setting_gets_one_clear_sentence(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=told) as raised:
        load_settings()
    assert "\n" not in str(raised.value)


def test_a_key_is_in_no_error_and_no_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_LLM", "openai:gpt-4o-mini")
    monkeypatch.setenv("REFERAT_LLM_KEY", "sk-hemmelig")
    settings = load_settings()
    assert settings.llm_secret == "sk-hemmelig"
    assert "hemmelig" not in repr(settings) + str(settings)
    monkeypatch.setenv("REFERAT_LLM_KEY", "sk-hemmelig nøgle")
    monkeypatch.setenv("REFERAT_LLM_URL", "http://bruger:hemmelig@127.0.0.1/v1")
    with pytest.raises(SettingsError, match=r"REFERAT_LLM_URL: .*; REFERAT_LLM_KEY: ") as raised:
        load_settings()
    assert "hemmelig" not in str(raised.value)


def test_a_providers_own_key_is_sent_to_the_provider_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-anthropic")
    for name, key in (("openai:x", "sk-openai"), ("anthropic:x", "sk-anthropic"), ("ollama:x", "")):
        monkeypatch.setenv("REFERAT_LLM", name)
        assert load_settings().llm_secret == key
    monkeypatch.setenv("REFERAT_LLM", "openai:x")
    monkeypatch.setenv("REFERAT_LLM_URL", "http://127.0.0.1:8000/v1")
    assert load_settings().llm_secret == ""


def test_the_file_is_read_and_its_unknown_names_refused() -> None:
    Path(".env").write_text("REFERAT_TITLE=Lindevang Kommune\nANOTHER_PROGRAM=1\n")
    assert load_settings().title == "Lindevang Kommune"
    Path(".env").write_text("REFERAT_TITEL=Lindevang\n")
    with pytest.raises(SettingsError, match="REFERAT_TITLE"):
        load_settings()


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_PORT", "0")
    monkeypatch.setenv("REFERAT_LLM", "gemma3")
    with pytest.raises(SettingsError, match=r"REFERAT_PORT=0: .*; REFERAT_LLM=gemma3: "):
        load_settings()


def test_a_file_in_another_encoding_is_told() -> None:
    Path(".env").write_bytes("REFERAT_TITLE=Ærø".encode("cp1252"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings()


def test_the_home_folder_may_be_written_as_in_the_shell() -> None:
    Path(".env").write_text("REFERAT_CACHE=~/.cache/referater\n")
    assert load_settings().cache == Path.home() / ".cache" / "referater"


def test_the_cache_follows_the_desktop_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/tmp/cache")
    assert load_settings().cache == Path("/var/tmp/cache/referater")


def test_another_address_is_served_when_it_is_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_HOST", "0.0.0.0")
    monkeypatch.setenv("REFERAT_OPEN_TO_ALL", "1")
    assert load_settings().host == "0.0.0.0"


@pytest.mark.parametrize("name", ["REFERAT_HOST", "REFERAT_PUBLIC_NAME"])
def test_users_are_enough_to_serve_others_and_administrators_are_not(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "referater.lindevang.dk")
    monkeypatch.setenv("REFERAT_ADMINS", "bo:hash")
    with pytest.raises(SettingsError, match="REFERAT_USERS"):
        load_settings()
    monkeypatch.setenv("REFERAT_USERS", "anna:hash")
    assert "hash" not in repr(load_settings())


def test_the_readme_and_the_example_list_every_setting() -> None:
    root = Path(__file__).parent.parent
    readme = (root / "README.md").read_text()
    example = (root / ".env.example").read_text()
    for name, default, meaning in documented():
        assert f"| `{name}` | {f'`{default}`' if default else '–'} | {meaning} |" in readme
        assert f"# {meaning}\n# {name}={default}\n" in example

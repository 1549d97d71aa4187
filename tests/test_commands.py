"""The command lines as a user types them, each in a process of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = sorted((ROOT / "minutes").glob("*.txt"))[0]


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `python …` in the project's folder with these settings only."""
    kept = ("REFERAT_CACHE",)  # so that the model is not unpacked a second time
    environment = {k: v for k, v in os.environ.items() if k in kept or not k.startswith("REFERAT_")}
    environment |= {f"REFERAT_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What stderr said, when that was one line and the exit code was 1."""
    assert done.returncode == 1, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    return lines[0]


@pytest.mark.parametrize("module", ["ingest", "retrieval", "evaluation"])
def test_help_comes_in_half_a_second(module: str) -> None:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        done = run("-m", module, "--help")
        times.append(time.perf_counter() - begun)
        assert done.returncode == 0 and "usage" in done.stdout
    assert min(times) < 0.5


def test_asking_prints_the_json_exactly(sample_index: Path) -> None:
    question = "Hvad blev besluttet om Frie Bymidter?"
    done = run("-m", "retrieval", question, "--json", index=str(sample_index))
    said = json.loads(done.stdout)
    assert list(said) == ["answer", "refused", "reason", "citations", "seconds"]
    assert said["citations"][0]["item"] == 2 and done.stderr == ""


def test_asking_in_the_terminal_shows_answer_and_sources(sample_index: Path) -> None:
    done = run("-m", "retrieval", "dagsorden 12-06-2024", index=str(sample_index))
    assert done.returncode == 0
    assert "Dagsordenen på mødet onsdag den 12. juni 2024" in done.stdout
    assert "[1] Teknik- og Miljøudvalget" in done.stdout


BAD = [
    (("-m", "retrieval", ""), {}, "Skriv et spørgsmål"),
    (("-m", "retrieval", "bro " * 5000), {}, "højst 2000 tegn"),
    (("-m", "retrieval", "Hvad?"), {"index": "{tmp}/tom"}, "Her er ingen referater endnu"),
    (("-m", "retrieval", "Hvad?"), {"embedding_model": "x/y"}, "multilingual-e5-small"),
    (("-m", "ingest", "sync", "{tmp}/findes-ikke"), {"index": "{tmp}/i"}, "findes ikke"),
    (("-m", "ingest", "remove", "intet"), {}, "ingest list"),
    (("-m", "ingest", "sync", str(SAMPLE)), {"index": "{tmp}/i", "embedding_model": "{tmp}/model"},
     "REFERAT_EMBEDDING_MODEL"),
    (("-m", "ingest", "sync"), {"embedding_model": "x/y"}, "multilingual-e5-small"),
    (("-m", "ingest", "list"), {"port": "nej"}, "REFERAT_PORT=nej"),
    (("-m", "ingest", "list"), {"prot": "1"}, "Mente du REFERAT_PORT"),
    (("app.py",), {"index": "/dev/null/x"}, "REFERAT_INDEX"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "settings", "told"), BAD)
def test_bad_input_gets_one_sentence_and_exit_code_1(
    words: tuple[str, ...],
    settings: dict[str, str],
    told: str,
    tmp_path: Path,
    sample_index: Path,
) -> None:
    (tmp_path / "tom").mkdir()
    filled = {key: value.format(tmp=tmp_path) for key, value in settings.items()}
    done = run(
        *(word.replace("{tmp}", str(tmp_path)) for word in words),
        **{"index": str(sample_index), **filled},
    )
    assert told in one_sentence(done)


def test_a_file_of_another_type_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("-m", "ingest", "add", str(tmp_path / "fil.pdf"), index=str(tmp_path / "index"))
    assert done.returncode == 1
    assert "fejl     fil.pdf: filen er et billede og kan ikke læses" in done.stdout


def test_a_port_in_use_is_told(sample_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = one_sentence(run("app.py", index=str(sample_index), port=port))
    assert port in told and "REFERAT_PORT" in told


def test_one_bad_file_is_told_and_the_rest_indexed(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes"
    minutes.mkdir()
    (minutes / "a-tom.txt").write_bytes(b"")
    (minutes / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    words = ("-m", "ingest", "sync", str(minutes))
    done = run(*words, index=str(tmp_path / "index"))
    assert done.returncode == 1 and "fejl     a-tom.txt" in done.stdout
    assert "1 nyt, 1 fejl. Indekset har nu 1 referat" in done.stdout
    assert run(*words, "--keep-going", index=str(tmp_path / "index")).returncode == 0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A page over an empty index, started as a user starts it, and ended by its own id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    index = tmp_path / "index"
    (tmp_path / "minutes").mkdir()
    environment = os.environ | {
        "REFERAT_INDEX": str(index),
        "REFERAT_PORT": port,
        "REFERAT_MINUTES": str(tmp_path / "minutes"),
        "REFERAT_WATCH": "1",
    }
    page = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert page.stdout is not None
        assert any("Åbn http://127.0.0.1:" in line for line in iter(page.stdout.readline, ""))
        yield index, port
    finally:
        page.terminate()
        page.wait(20)


def test_the_command_line_indexes_through_the_running_page(served: tuple[Path, str]) -> None:
    import httpx

    index, port = served
    home = f"http://127.0.0.1:{port}/"
    assert "ingen referater endnu" in httpx.get(home, timeout=30).text
    added = run("-m", "ingest", "add", str(SAMPLE), index=str(index))
    assert added.returncode == 0 and "den indlæser selv" in added.stdout
    assert "1 nyt. Indekset har nu 1 referat" in added.stdout
    assert "ingen referater endnu" not in httpx.get(home, timeout=30).text
    assert httpx.get(f"{home}kilde/{SAMPLE.stem}", timeout=30).status_code == 200
    removed = run("-m", "ingest", "remove", SAMPLE.stem, index=str(index))
    assert removed.returncode == 0 and "fjernet" in removed.stdout


def test_the_page_shows_what_others_indexed_in_five_seconds_and_what_it_saw_come(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    import httpx

    def shown(minutes: Path, seconds: float) -> bool:
        end = time.monotonic() + seconds
        page = f"http://127.0.0.1:{served[1]}/kilde/{minutes.stem}"
        while time.monotonic() < end:
            if httpx.get(page, timeout=30).status_code == 200:
                return True
            time.sleep(0.1)
        return False

    index, _ = served
    (index / "page.json").unlink()  # the command line does not know of the page: a process apart
    added = run("-m", "ingest", "add", str(SAMPLE), index=str(index))
    assert added.returncode == 0 and "Siden på" not in added.stdout
    assert shown(SAMPLE, 5.0)
    other = sorted((ROOT / "minutes").glob("*.txt"))[1]
    (tmp_path / "minutes" / other.name).write_bytes(other.read_bytes())
    assert shown(other, 120.0)  # watched; embedding takes its time


def test_nobody_else_can_have_the_page_index(served: tuple[Path, str]) -> None:
    import httpx

    _, port = served
    route = f"http://127.0.0.1:{port}/intern/indlaes"
    body = {"command": "add", "names": ["/etc/passwd"]}
    assert httpx.get(route, timeout=30).status_code == 404
    assert httpx.post(route, json=body, timeout=30).status_code == 404
    assert httpx.post(route, json=body, headers={"X-Referat-Secret": "guess"}).status_code == 404

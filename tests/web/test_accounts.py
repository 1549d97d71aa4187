"""Hashed passwords, the lists of accounts, sessions, and the slow-down for who guesses."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.requests import HTTPConnection

from vectorstore.errors import SettingsError
from web.access import Access, access
from web.accounts import Account, read_accounts
from web.attempts import Attempts
from web.password import Hash, hashed
from web.samesite import same_site
from web.sessions import LASTS, Sessions
from web.wayback import way_back

ROOT = Path(__file__).parents[2]
ANNA = "rugbrød og smør"
# Written down, for a test's name holds them and has to be the same in every process.
HASH = "scrypt.15.8.3._o21NkZzfgS0SGqLSFg9XA.OtpcdcFIpHiaWgh_UoLFJBDIKSb0QZB6bQRo7t3BHr0"
OTHER = "scrypt.15.8.3.H3NVa_9lRL_ER6-wNS2G7Q.JqWqmGL7_jrvn0RxSBBlO6qzszrlGtbbgL_SzlKRIFY"


def test_a_password_fits_its_own_hash_only() -> None:
    kept = Hash.read(HASH)
    assert kept.fits(ANNA) and not kept.fits("rugbrød og smor") and not kept.fits("")
    assert kept.fits("rugbrød og smør".replace("ø", "o\u0338")) is False  # another letter
    assert hashed("på").fits("pa\u030a")  # "å" typed as two signs
    assert str(kept) == HASH and HASH not in repr(kept)
    assert str(hashed(ANNA)) != HASH  # a salt of its own


def test_a_hash_has_no_sign_that_a_shell_or_make_reads() -> None:
    assert HASH.startswith("scrypt.15.8.3.")
    assert set(HASH) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")


@pytest.mark.parametrize(
    "text",
    [
        "", "hemmelig", HASH + "x", HASH.replace("scrypt", "md5"), HASH.replace(".15.", ".4."),
        HASH.replace(".15.8.", ".20.32."), ".".join(HASH.split(".")[:5]), HASH[:-8],
        "scrypt.15.8.3.æøå.æøå", "scrypt.a.b.c.d.e",
    ],
)  # fmt: skip
def test_what_is_no_hash_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Hash.read(text)


def test_accounts_are_read_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "brugere"
    file.write_text(f"# Sekretariatet\nAnna:{HASH}\n\n bo : {OTHER}\n")
    for value in (f"Anna:{HASH};bo:{OTHER}", str(file)):
        accounts = read_accounts(value, "")
        assert accounts.check("anna", ANNA) == Account("anna", False)
        assert accounts.check(" ANNA ", ANNA) == Account("anna", False)
        assert accounts.check("bo", ANNA) is None
        assert accounts.check("ingen", ANNA) is None
    both = read_accounts(f"bo:{OTHER}", f"anna:{HASH}")
    assert both.check("anna", ANNA) == Account("anna", True)
    assert not read_accounts("", " ")


def test_a_password_is_known_again_without_hashing_it() -> None:
    accounts = read_accounts(f"anna:{HASH}", "")
    assert accounts.seen("anna", ANNA) is None
    accounts.check("anna", ANNA)
    assert accounts.seen("Anna", ANNA) == Account("anna", False)
    assert accounts.seen("anna", "noget andet") is None
    assert accounts.seen("bo", ANNA) is None


WRONG = [
    ("anna:hemmelig", "", "REFERAT_USERS har ikke en gyldig hash for „anna“"),
    ("anna", "", "hverken navn:hash;navn:hash eller en fil"),
    (f":{HASH}", "", "hver bruger skrives som navn:hash"),
    (f"anna:{HASH};ANNA:{OTHER}", "", "har navnet „anna“ to gange"),
    (f"anna:{HASH}", f"anna:{HASH}", "både REFERAT_USERS og REFERAT_ADMINS"),
    ("", "bo:", "REFERAT_ADMINS har ikke en gyldig hash for „bo“"),
    ("{empty}", "", "REFERAT_USERS har ingen brugere"),
]


@pytest.mark.parametrize(("users", "admins", "told"), WRONG)
def test_wrong_accounts_get_a_sentence_without_what_was_written(
    users: str, admins: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "tom").write_text("# ingen endnu\n")
    with pytest.raises(SettingsError, match=told) as raised:
        read_accounts(users.replace("{empty}", str(tmp_path / "tom")), admins)
    assert "hemmelig" not in str(raised.value) and HASH not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_command_hashes_the_line_it_is_given() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "web.password"],
        input=f"{ANNA}\n", capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert Hash.read(done.stdout.strip()).fits(ANNA)
    short = subprocess.run(
        [sys.executable, "-m", "web.password"],
        input="kort\n", capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert (short.returncode, short.stdout) == (1, "")
    assert short.stderr == "Adgangskoden skal have mellem 10 og 256 tegn. Prøv igen.\n"


def test_a_typed_password_is_not_shown() -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "web.password"])
    shown = ""
    for asked in ("Adgangskode", "gang til"):
        while asked not in shown:
            shown += os.read(terminal, 1000).decode()
        os.write(terminal, f"{ANNA}\n".encode())
    while "scrypt." not in shown:
        shown += os.read(terminal, 1000).decode()
    os.waitpid(child, 0)
    assert ANNA not in shown
    assert Hash.read(shown.split()[-1]).fits(ANNA)


class Clock:
    """A clock that stands still."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_guessing_gets_slower_and_slower_by_name_and_address() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.wait("anna", "10.0.0.1") for _ in range(5)] == [0.0] * 5
    waits = []
    for _ in range(12):
        wait = attempts.wait("anna", "10.0.0.1")
        waits.append(wait)
        clock.now += wait
        assert attempts.wait("anna", "10.0.0.1") == 0.0
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert attempts.wait("anna", "10.0.0.2") == 0.0  # nobody else is locked out
    assert attempts.wait("bo", "10.0.0.1") == 0.0


def test_an_address_cannot_try_many_names_nor_many_addresses_one_name() -> None:
    attempts = Attempts(Clock())
    names = [attempts.wait(f"navn{n}", "10.0.0.1") for n in range(60)]
    assert names[49] == 0 and names[50] == 1
    attempts = Attempts(Clock())
    places = [attempts.wait("anna", f"10.0.0.{n}") for n in range(60)]
    assert places[49] == 0 and places[50] == 1
    attempts = Attempts(Clock())
    network = [attempts.wait(f"navn{n}", f"2001:db8:1:2::{n}") for n in range(60)]
    assert network[50] == 1 and attempts.wait("ny", "2001:db8:1:3::1") == 0


def test_the_right_password_and_an_hour_are_a_new_start() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(40):  # a program or a person who types it right
        assert attempts.wait("anna", "10.0.0.1") == 0.0
        attempts.right("anna", "10.0.0.1")
    for _ in range(5):
        attempts.wait("anna", "10.0.0.1")
    assert attempts.wait("anna", "10.0.0.1") > 0
    clock.now += 3601
    assert [attempts.wait("anna", "10.0.0.1") for _ in range(5)] == [0.0] * 5


def test_a_session_ends_when_it_is_said_or_after_twelve_hours() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    anna = Account("anna", False)
    first, second = sessions.begin(anna), sessions.begin(anna)
    assert first != second and len(first) >= 43
    assert sessions.who(first) == anna and sessions.who("gættet") is None
    sessions.end(first)
    assert sessions.who(first) is None and sessions.who(second) == anna
    clock.now += LASTS
    assert sessions.who(second) is None


@pytest.mark.parametrize(
    ("til", "back"),
    [
        ("/", "/"), ("/kilde/tmu?fra=1&til=2", "/kilde/tmu?fra=1&til=2"), ("/sag/23/4187",) * 2,
        ("", "/"), ("kilde", "/"), ("https://x.example", "/"), ("//x.example", "/"),
        ("/\\x.example", "/"), ("/\t/x.example", "/"), ("/\n/x.example", "/"), ("\\\\x", "/"),
        ("javascript:alert(1)", "/"), ("/a\\b", "/"),
    ],
)  # fmt: skip
def test_the_way_back_stays_here(til: str, back: str) -> None:
    assert way_back(til) == back


def asked(**headers: str) -> HTTPConnection:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return HTTPConnection({"type": "http", "headers": pairs})


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, True),  # a program
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "none"}, True),
        ({"sec_fetch_site": "same-site"}, False),  # another port of this machine
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "cross-site", "origin": "http://127.0.0.1:7860"}, False),
        ({"origin": "http://127.0.0.1:7860"}, True),
        ({"origin": "http://127.0.0.1:3000"}, False),
        ({"origin": "https://x.example"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_requests_of_other_sites_are_told_from_our_own(headers: dict[str, str], same: bool) -> None:
    assert same_site(asked(host="127.0.0.1:7860", **headers)) is same


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:7860", True), ("localhost", True), ("LOCALHOST.:7860", True),
        ("[::1]:7860", True), ("x.example", False), ("127.0.0.1.x.example:7860", False),
        ("", False), ("[::2]", False), ("localhost@x.example", False),
    ],
)  # fmt: skip
def test_only_names_of_this_machine_are_ours_on_loopback(host: str, known: bool) -> None:
    assert access("", "", "127.0.0.1").knows(asked(host=host)) is known
    assert access("", "", "0.0.0.0").knows(asked(host=host))
    assert access("", "", "127.0.0.1", "Ref.x.dk").knows(asked(host="ref.x.dk"))


LOOP, WIDE = access("", "", "127.0.0.1"), access("", "", "0.0.0.0")
PROXIED = access("", "", "127.0.0.1", "referater.lindevang.dk")
READERS = access(f"anna:{HASH}", "", "127.0.0.1")
ADMINS = access("", f"anna:{HASH}", "0.0.0.0")


@pytest.mark.parametrize(
    ("who", "headers", "reads", "administers"),
    [
        (Access(), {}, True, True),
        (LOOP, {}, True, True),
        (LOOP, {"x_forwarded_for": "203.0.113.7"}, True, False),  # a web server stands in front
        (WIDE, {}, True, False),
        (PROXIED, {}, True, False),
        (READERS, {}, False, False),
        (ADMINS, {}, True, False),
    ],
)
def test_what_a_visitor_may_do_who_has_not_logged_in(
    who: Access, headers: dict[str, str], reads: bool, administers: bool
) -> None:
    rights = who.rights(None, asked(host="127.0.0.1", **headers))
    assert (rights.user, rights.reads, rights.administers) == ("", reads, administers)


def test_an_account_may_read_and_an_administrator_administers() -> None:
    here = asked(host="127.0.0.1")
    assert READERS.rights(Account("anna", False), here).administers is False
    rights = ADMINS.rights(Account("anna", True), here)
    assert (rights.user, rights.reads, rights.administers) == ("anna", True, True)

"""Accounts of a team: made, given roles, closed; how passwords are kept, and what failed tries cost."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from servanda.errors import HeldUpError, LoginError, NotFoundError, UsageError
from servanda.faces import cli
from servanda.faces.commands import check
from servanda.ledger import Ledger, failures, members, passwords, sessions
from servanda.ledger.chain import broken_links
from servanda.ledger.schema import login_failure, login_session, member_act, member_key
from servanda.ledger.signing import Signing, signing
from servanda.model import RIGHTS

pytestmark = pytest.mark.usefixtures("store")

PASSWORD = "seven lanterns over Kessin"
OTHER = "a barge of wet chestnuts"
HERE, NOW, DAY = "192.0.2.7", 1_750_000_000, 24 * 3600
CHEAP = passwords.Cost(16, 8, 1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are quickly derived: what they cost is no matter here."""
    monkeypatch.setattr(passwords, "COST", CHEAP)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "talks.servanda") as opened:
        members.add(opened, "Anna", "reviewer", PASSWORD, by="root", at="2025-06-15T12:00:00+00:00")
        yield opened


def log_in(ledger: Ledger, name: str = "Anna", password: str = PASSWORD, *, address: str = HERE, now: int = NOW) -> str:
    return sessions.log_in(ledger, name, password, address=address, now=now)


def fail(ledger: Ledger, times: int, name: str = "Anna", *, address: str = HERE, now: int = NOW) -> None:
    for _ in range(times):
        with pytest.raises(LoginError):
            log_in(ledger, name, "wrong", address=address, now=now)


class TestAccounts:
    def test_what_an_account_is_follows_from_all_that_was_done_to_it(self, ledger: Ledger) -> None:
        members.set_role(ledger, "Anna", "steward", by="root")
        members.disable(ledger, "anna", by="root")
        members.enable(ledger, "ANNA", by="root")
        members.set_password(ledger, "Anna", OTHER, by="root")
        (anna,) = members.members(ledger)
        assert (anna.name, anna.role, anna.enabled, anna.since) == ("Anna", "steward", True, "2025-06-15T12:00:00+00:00")
        assert [one.action for one in members.acts(ledger)] == ["made", "role", "disabled", "enabled", "password"]
        assert {one.owner for one in members.acts(ledger)} == {"root"}

    def test_the_trail_shows_where_it_was_tampered_with(self, ledger: Ledger) -> None:
        members.set_role(ledger, "Anna", "reader")
        with ledger.writes() as connection:
            assert broken_links(connection) == []
            told = json.dumps({"name": "Anna", "role": "steward"}, sort_keys=True)
            connection.execute(update(member_act).where(member_act.c.id == 2).values(attributes=told))
            assert broken_links(connection) == [(member_act, 2)]
        assert [found.code for found in check._broken_log(ledger)] == ["member_acts.broken"]

    def test_no_two_accounts_differ_by_case_or_by_how_a_letter_is_composed(self, ledger: Ledger) -> None:
        members.add(ledger, "René", "reader", PASSWORD)
        for name in ("ANNA", "anna ", "Rene\u0301", "RENÉ"):
            with pytest.raises(UsageError, match="already"):
                members.add(ledger, name, "reader", PASSWORD)

    @pytest.mark.parametrize("name", ["", " ", "a\nb", "a\u202eb", "<b>", "x" * 65, "a  b", "..", "a\0", "a;b"])
    def test_a_name_is_one_that_can_be_read_and_typed(self, ledger: Ledger, name: str) -> None:
        with pytest.raises(UsageError, match="no name"):
            members.add(ledger, name, "reader", PASSWORD)

    @pytest.mark.parametrize("name", ["Ilse Aichinger-Varga", "o'hara", "desk@ardania", "Жанна", "नीता"])
    def test_a_name_may_be_of_any_people(self, ledger: Ledger, name: str) -> None:
        assert members.add(ledger, name, "reader", PASSWORD).name == name

    def test_each_role_may_do_all_that_the_one_before_may(self) -> None:
        assert RIGHTS["reader"] < RIGHTS["reviewer"] < RIGHTS["steward"]

    def test_an_unknown_role_or_account_is_told_with_what_there_is(self, ledger: Ledger) -> None:
        with pytest.raises(UsageError, match="no role") as told:
            members.set_role(ledger, "Anna", "admin")
        assert "steward" in str(told.value)
        with pytest.raises(NotFoundError, match="no account 'Boris'"):
            members.disable(ledger, "Boris")

    def test_what_changes_nothing_is_no_act(self, ledger: Ledger) -> None:
        with pytest.raises(UsageError):
            members.set_role(ledger, "Anna", "reviewer")
        with pytest.raises(UsageError):
            members.enable(ledger, "Anna")
        assert len(members.acts(ledger)) == 1


class TestPasswords:
    @given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40))
    @settings(max_examples=60, deadline=None)
    def test_a_password_fits_what_is_kept_of_it_and_no_other_does(self, password: str) -> None:
        kept = passwords.kept(password)
        assert passwords.fits(password, kept)
        assert not passwords.fits(password + "x", kept)
        assert not passwords.fits("", kept)

    def test_what_is_kept_holds_no_word_of_it_and_differs_each_time(self) -> None:
        one, other = passwords.kept(PASSWORD), passwords.kept(PASSWORD)
        assert one != other
        assert "lanterns" not in one
        assert one.startswith("scrypt$16$8$1$")

    def test_new_ones_cost_thirty_two_megabytes_and_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        assert 128 * passwords.COST.n * passwords.COST.r >= 32 * 2**20
        assert passwords.fits(PASSWORD, passwords.kept(PASSWORD))

    def test_it_is_the_same_on_every_keyboard(self) -> None:
        assert passwords.fits("Cafe\u0301 in der \ufb01nsteren Gasse", passwords.kept("Café in der finsteren Gasse"))

    @pytest.mark.parametrize("password", ["too short", "", "a" * 40, "abababababababab", "AnnaannaANNAanna1", "x" * 2000])
    def test_one_that_is_easily_guessed_is_refused(self, ledger: Ledger, password: str) -> None:
        with pytest.raises(UsageError, match="a password has"):
            members.set_password(ledger, "Anna", password)

    def test_a_long_passphrase_will_do(self, ledger: Ledger) -> None:
        long = "the ferry to the islands leaves when the fog is gone, " * 10
        members.set_password(ledger, "Anna", long)
        assert log_in(ledger, password=long)

    def test_what_was_kept_at_less_cost_is_kept_anew_at_the_next_login(
        self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(passwords, "COST", passwords.Cost(32, 8, 1))
        log_in(ledger)
        with ledger.reads() as connection:
            kept = connection.scalar(select(member_key.c.password))
        assert kept.startswith("scrypt$32$")
        assert log_in(ledger)

    def test_an_unknown_name_costs_as_much_as_a_known_one(self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        derived: list[passwords.Cost] = []
        real = passwords._derived
        monkeypatch.setattr(passwords, "_derived", lambda *given: derived.append(given[2]) or real(*given))
        fail(ledger, 1, "Anna")
        fail(ledger, 1, "Nobody")
        assert derived == [CHEAP, CHEAP]


class TestFailedTries:
    def test_after_a_few_one_has_to_wait_even_with_the_right_password(self, ledger: Ledger) -> None:
        fail(ledger, failures.FREE_BY_NAME)
        with pytest.raises(HeldUpError, match="too many") as told:
            log_in(ledger)
        assert "wait 1 minute," in str(told.value)
        assert log_in(ledger, now=NOW + failures.FIRST_WAIT)

    def test_many_tries_at_once_are_no_more_than_one_after_the_other(
        self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked_at: list[str] = []
        monkeypatch.setattr(passwords, "fits", lambda password, _: bool(looked_at.append(password)))
        told: list[type[Exception]] = []

        def guess(number: int) -> None:
            try:
                log_in(ledger, password=f"guess {number}")
            except LoginError as fault:
                told.append(type(fault))

        guesses = [threading.Thread(target=guess, args=(number,)) for number in range(16)]
        for one in guesses:
            one.start()
        for one in guesses:
            one.join()
        assert len(looked_at) == failures.FREE_BY_NAME
        assert told.count(HeldUpError) == 16 - failures.FREE_BY_NAME + 1, "the last that was free is told to wait"

    def test_the_wait_grows_with_each_try_up_to_an_hour(self, ledger: Ledger) -> None:
        fail(ledger, failures.FREE_BY_NAME)
        now, waits = NOW, []
        for _ in range(9):
            with ledger.writes() as connection:
                waits.append(failures.wait(connection, "Anna", HERE, now))
            now += waits[-1]
            fail(ledger, 1, now=now)
        assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]

    def test_whoever_waits_is_told_the_same_whether_there_is_such_an_account(self, ledger: Ledger) -> None:
        told = []
        for name in ("Anna", "Nobody"):
            fail(ledger, failures.FREE_BY_NAME, name)
            with pytest.raises(HeldUpError) as fault:
                log_in(ledger, name)
            told.append(str(fault.value))
        assert told[0] == told[1]
        assert "Anna" not in told[0]

    def test_a_refusal_is_the_same_for_no_account_a_closed_one_and_a_wrong_password(self, ledger: Ledger) -> None:
        members.add(ledger, "Boris", "reader", PASSWORD)
        members.disable(ledger, "Boris")
        told = set()
        for name, password in (("Anna", "wrong"), ("Nobody", PASSWORD), ("Boris", PASSWORD), ("a\0\ud800", PASSWORD)):
            with pytest.raises(LoginError) as fault:
                log_in(ledger, name, password)
            told.add(str(fault.value))
        assert len(told) == 1

    def test_many_names_from_one_address_are_held_up_and_others_are_not(self, ledger: Ledger) -> None:
        for number in range(failures.FREE_BY_ADDRESS):
            fail(ledger, 1, f"guess {number}")
        with pytest.raises(HeldUpError):
            log_in(ledger)
        assert log_in(ledger, address="192.0.2.8")

    def test_an_office_has_one_address_of_the_new_kind(self, ledger: Ledger) -> None:
        for number in range(failures.FREE_BY_ADDRESS):
            fail(ledger, 1, f"guess {number}", address=f"2001:db8::{number:x}")
        with pytest.raises(HeldUpError):
            log_in(ledger, address="2001:db8::ffff")
        assert log_in(ledger, address="2001:db8:1::1")

    def test_a_restart_forgets_nothing(self, ledger: Ledger) -> None:
        fail(ledger, failures.FREE_BY_NAME)
        with Ledger.open(ledger.place) as again, pytest.raises(HeldUpError):
            log_in(again)

    def test_who_succeeds_starts_anew_and_a_day_later_all_is_forgotten(self, ledger: Ledger) -> None:
        fail(ledger, failures.FREE_BY_NAME - 1)
        log_in(ledger)
        fail(ledger, failures.FREE_BY_NAME - 1)
        log_in(ledger)
        fail(ledger, failures.FREE_BY_NAME + 0)
        assert log_in(ledger, now=NOW + DAY + 1)
        with ledger.reads() as connection:
            assert connection.execute(select(login_failure)).all() == []

    def test_a_new_password_or_a_steward_lifts_the_wait(self, ledger: Ledger) -> None:
        fail(ledger, failures.FREE_BY_NAME)
        members.enable(ledger, "Anna")
        assert log_in(ledger)
        fail(ledger, failures.FREE_BY_NAME)
        members.set_password(ledger, "Anna", OTHER)
        assert log_in(ledger, password=OTHER)

    def test_a_clock_that_is_set_back_holds_nobody_longer(self, ledger: Ledger) -> None:
        fail(ledger, failures.FREE_BY_NAME)
        with ledger.writes() as connection:
            assert failures.wait(connection, "Anna", HERE, NOW - DAY) == failures.FIRST_WAIT

    def test_no_name_that_was_tried_is_kept(self, ledger: Ledger) -> None:
        fail(ledger, 1, "my secret by mistake")
        with ledger.reads() as connection:
            assert not any("secret" in row.source for row in connection.execute(select(login_failure)))


class TestSessions:
    def test_a_session_is_its_members_until_nothing_was_asked_for_too_long(self, ledger: Ledger) -> None:
        session = log_in(ledger)
        assert sessions.session_of(ledger, session, NOW).member.name == "Anna"
        assert sessions.session_of(ledger, session, NOW + sessions.IDLE - 1)
        assert sessions.session_of(ledger, session, NOW + 2 * sessions.IDLE - 2), "asking keeps it"
        assert sessions.session_of(ledger, session, NOW + 4 * sessions.IDLE) is None

    def test_it_ends_in_any_case(self, ledger: Ledger) -> None:
        session = log_in(ledger)
        for now in range(NOW, NOW + sessions.LONGEST + 1, sessions.IDLE // 2):
            assert sessions.session_of(ledger, session, now)
        assert sessions.session_of(ledger, session, NOW + sessions.LONGEST + 1) is None

    def test_every_login_has_a_session_of_its_own_and_one_can_be_left(self, ledger: Ledger) -> None:
        one, other = log_in(ledger), log_in(ledger)
        assert one != other
        sessions.log_out(ledger, one)
        assert sessions.session_of(ledger, one, NOW) is None
        assert sessions.session_of(ledger, other, NOW)

    def test_closing_an_account_ends_its_sessions_and_opening_it_brings_none_back(self, ledger: Ledger) -> None:
        session = log_in(ledger)
        members.disable(ledger, "Anna")
        assert sessions.session_of(ledger, session, NOW) is None
        members.enable(ledger, "Anna")
        assert sessions.session_of(ledger, session, NOW) is None

    def test_a_new_password_ends_them_all(self, ledger: Ledger) -> None:
        session = log_in(ledger)
        own = sessions.change_password(ledger, "Anna", PASSWORD, OTHER, address=HERE, now=NOW, at="2025-06-15T12:00:00Z")
        assert sessions.session_of(ledger, session, NOW) is None
        assert sessions.session_of(ledger, own, NOW)
        with pytest.raises(LoginError):
            sessions.change_password(ledger, "Anna", PASSWORD, OTHER, address=HERE, now=NOW, at="2025-06-15T12:00:00Z")

    def test_another_role_holds_from_the_next_request_on(self, ledger: Ledger) -> None:
        session = log_in(ledger)
        members.set_role(ledger, "Anna", "reader")
        assert not sessions.session_of(ledger, session, NOW).member.may("rule")

    def test_what_is_kept_of_a_session_is_of_no_use_to_whoever_reads_it(self, ledger: Ledger) -> None:
        session = log_in(ledger)
        with ledger.reads() as connection:
            (row,) = connection.execute(select(login_session)).all()
        assert session not in tuple(row)
        assert sessions.session_of(ledger, row.id, NOW) is None

    @given(place=st.integers(0, 85), bit=st.integers(0, 7))
    def test_a_cookie_of_which_one_bit_is_another_is_nobodys(self, place: int, bit: int) -> None:
        known = Signing(b"k" * 32)
        cookie = known.cookie("s" * 43)
        assert known.session(cookie) == "s" * 43
        raw = bytearray(cookie.encode())
        raw[place % len(raw)] ^= 1 << bit
        assert known.session(raw.decode("latin-1")) is None

    def test_the_key_that_signs_is_made_once(self, ledger: Ledger) -> None:
        assert signing(ledger).cookie("x") == signing(ledger).cookie("x")

    def test_a_key_of_feeds_opens_until_it_is_taken_back(self, ledger: Ledger) -> None:
        known, anna = signing(ledger), members.members(ledger)[0]
        key = known.feed(anna.number, sessions.new_feed(ledger, "Anna"))
        assert sessions.follower(ledger, *known.feed_of(key)) == anna
        newer = known.feed(anna.number, sessions.new_feed(ledger, "Anna"))
        assert sessions.follower(ledger, *known.feed_of(key)) is None
        assert sessions.follower(ledger, *known.feed_of(newer)) == anna
        sessions.end_feed(ledger, "Anna")
        assert sessions.follower(ledger, *known.feed_of(newer)) is None
        for guess in ("", "1", "1.1", "1.1.", "1.1.x", "a.b.c", f"{anna.number}.0.{key.split('.')[2]}", "٣.1.x"):
            assert known.feed_of(guess) is None

    def test_a_password_that_a_steward_sets_ends_the_key_and_one_that_a_member_sets_does_not(self, ledger: Ledger) -> None:
        known, anna = signing(ledger), members.named(ledger, "anna")
        key = known.feed(anna.number, sessions.new_feed(ledger, "Anna"))
        sessions.change_password(ledger, "Anna", PASSWORD, OTHER, address=HERE, now=NOW, at="2025-06-15T12:00:00+00:00")
        assert sessions.follower(ledger, *known.feed_of(key)) == anna
        members.set_password(ledger, "Anna", PASSWORD)
        assert sessions.follower(ledger, *known.feed_of(key)) is None

    def test_what_a_steward_did_meanwhile_is_not_undone_by_a_members_new_password(
        self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fits = passwords.fits

        def meanwhile(password: str, known: str | None) -> bool:
            found = fits(password, known)
            monkeypatch.setattr(passwords, "fits", fits)
            members.set_password(ledger, "Anna", "a ladder on the harbour wall")
            return found

        monkeypatch.setattr(passwords, "fits", meanwhile)
        with pytest.raises(LoginError):
            sessions.change_password(ledger, "Anna", PASSWORD, OTHER, address=HERE, now=NOW, at="2025-06-15T12:00:00+00:00")
        assert log_in(ledger, password="a ladder on the harbour wall")


class Told(NamedTuple):
    """What a command ended with, and what it printed."""

    status: int
    out: str
    err: str


User = Callable[..., Told]


class TestCommand:
    @pytest.fixture
    def user(self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> User:
        """Types a command, and what it reads from its standard input."""

        def user(*arguments: str, typed: str = "") -> Told:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
            status = cli.main(["user", *arguments, "--ledger", ledger.place])
            return Told(status, *capsys.readouterr())

        return user

    def test_an_account_is_made_shown_and_closed(self, ledger: Ledger, user: User) -> None:
        made = user("add", "Boris Varga", "--role", "steward", "--password-stdin", typed=f"{OTHER}\n")
        assert made.status == 0, made.err
        assert "Boris Varga is a steward" in made.out
        assert log_in(ledger, "boris varga", OTHER)
        assert user("disable", "Boris Varga").status == 0
        told = [json.loads(line) for line in user("list", "--json").out.splitlines()]
        assert [(one["name"], one["role"], one["enabled"]) for one in told] == [
            ("Anna", "reviewer", True),
            ("Boris Varga", "steward", False),
        ]
        assert "closed" in user("list").out
        log = [json.loads(line) for line in user("log", "--json").out.splitlines()]
        assert [one["action"] for one in log] == ["made", "made", "disabled"]

    def test_a_role_and_a_password_are_given(self, ledger: Ledger, user: User) -> None:
        assert "Anna is a steward now" in user("role", "anna", "steward").out
        told = user("password", "anna", "--password-stdin", typed=OTHER)
        assert told.status == 0, told.err
        assert log_in(ledger, password=OTHER)

    def test_what_cannot_be_meant_is_told_with_what_to_do(self, ledger: Ledger, user: User) -> None:
        for arguments, typed, words in (
            (("add", "Boris", "--role", "reader", "--password-stdin"), "short\n", "at least 15 characters"),
            (("add", "Boris", "--role", "reader", "--password-stdin"), "", "no password"),
            (("add", "anna", "--role", "reader", "--password-stdin"), OTHER, "servanda user list"),
            (("disable", "Boris"), "", "no account 'Boris'"),
            (("add", "Boris", "--role", "reader"), "", "--password-stdin"),
        ):
            told = user(*arguments, typed=typed)
            assert told.status in (cli.USAGE, cli.FAILED), told.err
            assert words in told.err
            assert "Traceback" not in told.err
        assert len(members.members(ledger)) == 1

    def test_at_a_terminal_a_password_is_asked_for_twice_and_not_shown(self, ledger: Ledger) -> None:
        call = [sys.executable, "-m", "servanda", "user", "password", "Anna", "--ledger", ledger.place]
        on_terminal = [sys.executable, "-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]))", *call]
        with subprocess.Popen(on_terminal, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
            assert asked.stdin is not None
            assert asked.stdout is not None
            said = asked.stdout.readline()
            assert b"at least 15 characters" in said
            for prompt in (b"Password: ", b"Repeat for confirmation: "):
                while not said.endswith(prompt):
                    said += asked.stdout.read(1) or pytest.fail(said.decode())
                asked.stdin.write(f"{OTHER}\n".encode())
                asked.stdin.flush()
            said += asked.stdout.read()
        assert OTHER.encode() not in said
        assert b"another password now" in said
        assert log_in(ledger, password=OTHER)

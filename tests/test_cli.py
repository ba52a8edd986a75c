"""The command line: what it prints, where, and the exit code it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from servanda._version import __version__
from servanda.errors import DamagedError
from servanda.faces import cli, options, wording
from servanda.faces.commands.export import KINDS
from servanda.faces.jsonlines import json_lines
from servanda.faces.terminal import Progress, wrapped
from servanda.model import Origin, Span, Time
from servanda.outward import entries
from servanda.readings.quotes import tagger

TALK = """Press conference of President Elena Marsh
Velmar, 14 March 2025

President of Ardania Elena Marsh: Trade between us exceeded $6 billion last year.
Anna Reyes: What about the railway?
Elena Marsh: About 40 percent of the line has been laid.
"""
PROGRAM = [sys.executable, "-m", "servanda"]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERVANDA_LEDGER", raising=False)


@pytest.fixture
def talk(tmp_path) -> Path:
    (tmp_path / "records").mkdir()
    path = tmp_path / "records" / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, as a shell starts it."""
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_the_version_is_told_without_loading_the_reader():
    script = "import sys; from servanda.faces.cli import main; main(['--version']); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    version, modules = said.split("\n", 1)
    assert version == f"servanda {__version__}"
    assert not {"servanda.model", "servanda.work", "lxml", "sqlalchemy", "alembic"} & set(modules.split())


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself_by_example(name, capsys):
    assert cli.main([name, "--help"]) == cli.OK
    assert f"servanda {name}" in capsys.readouterr().out.split("Usage:", 1)[1].split("\n", 1)[1]


def test_reading_tells_one_line_a_record_where_no_terminal_is(talk, capsys):
    assert cli.main(["read", "records"]) == cli.OK
    out, err = capsys.readouterr()
    assert out.startswith("records/talk.txt: ")
    assert "Elena Marsh" in out
    assert out.count("\n") == 1
    assert err == ""


def test_the_full_account_ends_with_what_to_type_next(talk, capsys):
    cli.main(["read", "records", "--hints", "--ledger", "my ledger.servanda"])
    out = capsys.readouterr().out
    assert "1 new in the ledger my ledger.servanda" in out
    assert "export SERVANDA_LEDGER='my ledger.servanda'" in out
    assert "show talk.txt" in out


def test_reading_twice_changes_nothing_and_says_so(talk, capsys):
    cli.main(["read", "records"])
    cli.main(["export"])
    before = capsys.readouterr().out.split("\n", 1)[1]
    assert cli.main(["read", "records"]) == cli.OK
    assert "not read again" in capsys.readouterr().out
    assert cli.main(["read", "records", "--again"]) == cli.OK
    assert "nothing changed" in capsys.readouterr().out
    cli.main(["export"])
    assert capsys.readouterr().out == before


def test_quiet_means_errors_only(talk, capsys):
    assert cli.main(["read", "records", "absent.txt", "-q"]) == cli.PART_FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_one_bad_record_never_stops_the_others(talk, capsys):
    (talk.parent / "a-broken.docx").write_bytes(b"PK\x03\x04 cut off")
    (talk.parent / "empty.txt").write_bytes(b"")
    assert cli.main(["read", "records"]) == cli.PART_FAILED
    out, err = capsys.readouterr()
    assert "talk.txt" in out
    assert [line.split(":")[0] for line in err.splitlines()] == ["records/a-broken.docx", "records/empty.txt"]
    assert "Traceback" not in err


def test_nothing_read_is_a_failure(capsys):
    assert cli.main(["read", "absent.txt"]) == cli.FAILED
    assert capsys.readouterr().err.startswith("absent.txt: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x", "--date", "2025-02-30"],
        ["read", "x", "--date", "yesterday"],
        ["read", "x", "--kind", "poem"],
        ["read", "x", "--language", "English"],
        ["read", "x", "--to", "-", "--report", "-"],
        ["raed"],
        ["export", "--format", "xml"],
    ],
)
def test_a_call_that_cannot_be_meant_is_code_2(arguments, capsys):
    assert cli.main(arguments) == cli.USAGE
    assert "Error" in capsys.readouterr().err


def test_json_lines_touch_no_ledger(talk, tmp_path, monkeypatch, capfdbinary):
    monkeypatch.setenv("SERVANDA_LEDGER", str(tmp_path / "mine.servanda"))
    assert cli.main(["read", str(talk), "--to", "-"]) == cli.OK
    out, err = capfdbinary.readouterr()
    entries = [json.loads(line) for line in out.splitlines()]
    assert entries[0]["kind"] == "record"
    assert entries[0]["text"] == TALK
    assert {"turn", "figure", "time"} <= {entry["kind"] for entry in entries}
    assert all(TALK[entry["start"] : entry["end"]] == entry["text"] for entry in entries if "start" in entry)
    assert b"talk.txt" in err
    assert list(tmp_path.glob("*servanda*")) == []


def test_json_lines_go_to_a_file_whole_or_not_at_all(talk, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out.jsonl"
    out.write_text("kept")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("servanda.work.read_all", interrupted)
        assert cli.main(["read", "records", "--to", str(out)]) == cli.INTERRUPTED
    assert out.read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []
    assert cli.main(["read", "records", "--to", str(out)]) == cli.OK
    assert out.read_text().startswith('{"kind":"record"')


def test_a_record_is_read_from_standard_input():
    done = subprocess.run([*PROGRAM, "read", "-", "--to", "-", "-q"], input=TALK, capture_output=True, text=True, check=False)
    assert done.returncode == cli.OK
    assert json.loads(done.stdout.splitlines()[0])["text"] == TALK


def test_the_date_asked_for_is_what_today_means(tmp_path, capfdbinary):
    (tmp_path / "note.txt").write_text("Elena Marsh arrived today.")
    cli.main(["read", "note.txt", "--to", "-", "-q", "--date", "2025-03-14", "--kind", "report", "--language", "EN"])
    record, *entries = (json.loads(line) for line in capfdbinary.readouterr().out.splitlines())
    assert (record["reference_date"], record["record_kind"], record["language"]) == ("2025-03-14", "report", "en")
    assert [entry["value"] for entry in entries if entry["kind"] == "time"] == ["2025-03-14"]


def test_a_report_is_written_beside_the_reading(talk, tmp_path, capsys):
    assert cli.main(["read", "records", "--report", "out/page.html"]) == cli.OK
    page = (tmp_path / "out" / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Trade between us" in page


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_one_line_with_the_place_and_the_remedy(talk, capsys):
    assert cli.main(["read", str(talk), "--to", "/dev/full"]) == cli.FAILED
    assert capsys.readouterr().err == "servanda: /dev/full: No space left on device (free some, or name another place)\n"


def test_the_ledger_lists_its_records(talk, capsys):
    cli.main(["read", "records"])
    capsys.readouterr()
    assert cli.main(["list"]) == cli.OK
    assert "2025-03-14" in capsys.readouterr().out
    assert cli.main(["list", "--json"]) == cli.OK
    listed = json.loads(capsys.readouterr().out)
    assert listed["counts"]["figure"] == 2


def test_the_environment_names_the_ledger(talk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SERVANDA_LEDGER", str(tmp_path / "mine.servanda"))
    cli.main(["read", "records", "-q"])
    assert (tmp_path / "mine.servanda").exists()
    assert cli.main(["list", "--json"]) == cli.OK


def test_show_names_speakers_and_marks_figures_and_dates(talk, capsys):
    cli.main(["read", "records", "-q"])
    assert cli.main(["show", "talk.txt"]) == cli.OK
    shown = capsys.readouterr().out
    assert "\nElena Marsh · " in shown
    flat = re.sub(r"[ \n]+", " ", shown)
    assert "‹exceeded $6 billion = more than 6\u202f000\u202f000\u202f000 USD›" in flat
    assert "‹last year = 2024›" in flat
    assert "\x1b" not in shown
    cli.main(["show", "talk.txt", "--no-values"])
    assert "‹last year›" in " ".join(capsys.readouterr().out.split())


REPORT = """Talks in Velmar
14 March 2025

President of Ardania Elena Marsh said that the line would open in May.
“Tickets will be cheap,” she added.
"""


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_show_tells_behind_reported_words_whose_they_are(report, capsys):
    cli.main(["read", "report.txt", "-q", "--no-model"])
    cli.main(["show", "report.txt"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "said that ⟦the line would open in ‹May = 2025-05› [Elena Marsh, “said”, indirect]⟧." in shown
    assert "⟦“Tickets will be cheap,” [Elena Marsh, “added”, direct]⟧ she added." in shown
    cli.main(["show", "report.txt", "--no-values"])
    assert "⟦“Tickets will be cheap,”⟧ she added." in " ".join(capsys.readouterr().out.split())


def test_quotations_alone_can_be_exported(report, capsys):
    cli.main(["read", "report.txt", "-q"])
    cli.main(["export", "--kind", "quotation"])
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(entry["kind"], entry["source"], entry["cue"]["text"]) for entry in entries] == [
        ("quotation", "Elena Marsh", "said"),
        ("quotation", "Elena Marsh", "added"),
    ]


def test_without_the_model_the_rules_say_what_is_quoted(report, capsys):
    assert cli.main(["read", "report.txt", "--no-model", "--to", "-", "-q"]) == cli.OK
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    rules = [entry["rule"] for entry in entries if entry["kind"] == "quotation"]
    assert len(rules) == 2
    assert not [rule for rule in rules if "model" in rule]


@pytest.mark.skipif(not tagger.available(), reason="the trained model is not installed")
def test_where_the_model_is_installed_it_reads_unless_told_not_to(report, capsys):
    readers = []
    for asked in ([], ["--model"], ["--no-model"]):
        assert cli.main(["read", "report.txt", "--to", "-", "-q", *asked]) == cli.OK
        readers.append({json.loads(line)["reader"] for line in capsys.readouterr().out.splitlines()})
    assert readers[0] == readers[1] != readers[2]
    assert tagger.NAME in next(iter(readers[0]))


def test_rules_alone_are_said_to_read_once_where_the_model_is_missing(report, capsys, monkeypatch):
    monkeypatch.setattr(tagger, "available", lambda: False)
    shutil.copy("report.txt", "again.txt")
    assert cli.main(["read", "report.txt", "again.txt"]) == cli.OK
    (said,) = [line for line in capsys.readouterr().err.splitlines() if "rules alone" in line]
    assert "pip install 'servanda[model]'" in said
    for asked in (["-q"], ["--no-model"]):
        assert cli.main(["read", "report.txt", *asked]) == cli.OK
        assert "rules alone" not in capsys.readouterr().err
    assert cli.main(["read", "report.txt", "--model"]) == cli.USAGE
    assert "pip install 'servanda[model]'" in capsys.readouterr().err


def test_neither_the_version_nor_rules_load_the_model_s_runtime(report):
    for call in ("['--version']", "['read', 'report.txt', '-q', '--no-model']"):
        program = (
            f"import sys; from servanda.faces import cli; cli.main({call}); "
            "sys.exit(any(name in sys.modules for name in ('numpy', 'onnxruntime')))"
        )
        assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0


def test_what_strangers_wrote_never_steers_the_terminal(tmp_path, capsys):
    hostile = TALK + "\nElena Marsh: \x1b]0;owned\x07\x9b2J\u202etext \x7f\r\x08 and 5 percent more.\n"
    (tmp_path / "\x1b[31mred.txt").write_text(hostile, encoding="utf-8")
    cli.main(["read", ".", "--hints", "--report", "r.html"])
    for command in (["list"], ["show", "\x1b[31mred.txt"], ["check"], ["show", "absent\x1b[2J"], ["read", "absent\x1b[2J"]):
        cli.main(command)
    out, err = capsys.readouterr()
    assert not set("\x1b\x07\x9b\u202e\x7f\r\x08") & set(out + err)
    assert "␛" in out


def test_json_on_a_terminal_is_escaped_and_means_the_same(monkeypatch):
    monkeypatch.setattr("sys.stdout", Terminal())
    entry = {"text": "\x9b2J \u202e \x7f \x1b é"}
    (line,) = json_lines([entry], "-")
    assert line.decode().rstrip("\n").isprintable()
    assert json.loads(line) == entry
    (line,) = json_lines([entry], "file.jsonl")
    assert "\u202e" in line.decode()


def test_an_unknown_record_is_one_line_with_the_remedy(talk, capsys):
    cli.main(["read", "records", "-q"])
    assert cli.main(["show", "absent"]) == cli.FAILED
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "servanda list" in err


def test_no_ledger_is_one_line_with_the_remedy(capsys):
    assert cli.main(["list"]) == cli.FAILED
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "servanda read" in err


def test_check_prints_problems_as_file_line_message(tmp_path, capsys):
    (tmp_path / "bad.txt").write_bytes(b"First line.\nA NUL \0 here, " + b"and much that is no fault at all. " * 40)
    assert cli.main(["check", "bad.txt"]) == cli.PART_FAILED
    assert capsys.readouterr().out.startswith("bad.txt:2: ")
    assert not (tmp_path / "ledger.servanda").exists()
    cli.main(["read", "bad.txt", "-q"])
    assert cli.main(["check", "--json"]) == cli.PART_FAILED
    assert json.loads(capsys.readouterr().out)["line"] == 2
    assert cli.main(["check", "ledger.servanda"]) == cli.PART_FAILED
    assert capsys.readouterr().out.startswith("bad.txt:2: ")


def test_check_says_nothing_where_all_is_well(talk, capsys):
    assert cli.main(["check", str(talk)]) == cli.OK
    assert capsys.readouterr().out == ""


def test_check_counts_a_file_that_cannot_be_read_as_a_problem(capsys):
    assert cli.main(["check", "absent.txt"]) == cli.PART_FAILED
    assert capsys.readouterr().out.startswith("absent.txt: ")


def test_export_gives_what_reading_gave(talk, capfdbinary):
    cli.main(["read", "records", "-q"])
    cli.main(["read", "records", "--to", "-", "-q"])
    straight = capfdbinary.readouterr().out
    assert cli.main(["export"]) == cli.OK
    assert capfdbinary.readouterr().out == straight
    cli.main(["export", "talk.txt", "--kind", "record", "--kind", "figure", "--no-text"])
    entries = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert {entry["kind"] for entry in entries} == {"record", "figure"}
    assert "text" not in entries[0]


def test_every_kind_of_entry_can_be_asked_for():
    assert set(KINDS) == {"record", "problem", *(kind.kind for kind in entries._ATTRIBUTES)}


def test_a_record_in_the_ledger_becomes_a_page(talk, tmp_path, capsys):
    cli.main(["read", "records", "-q"])
    assert cli.main(["report", "talk.txt", "-o", "page.html"]) == cli.OK
    assert "Trade between us" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_their_completion(shell, capsys):
    assert cli.main(["completion", shell]) == cli.OK
    assert "_SERVANDA_COMPLETE" in capsys.readouterr().out


def test_completion_knows_the_records(talk, monkeypatch, capsys):
    cli.main(["read", "records", "-q"])
    environment = os.environ | {"_SERVANDA_COMPLETE": "bash_complete", "COMP_WORDS": "servanda show ta", "COMP_CWORD": "2"}
    done = subprocess.run(PROGRAM, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "plain,talk.txt"


def test_a_reader_that_goes_away_ends_us_in_silence(talk):
    with subprocess.Popen(
        [*PROGRAM, "read", *["records"] * 3, "--to", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        err = process.stderr.read()
        assert process.wait(60) == cli.PIPE_CLOSED
    assert b"Traceback" not in err
    assert b"Broken" not in err


def test_an_interrupt_is_one_word_and_its_own_code(talk, monkeypatch, capsys):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("servanda.faces.inputs.expand", interrupted)
    assert cli.main(["read", "records"]) == cli.INTERRUPTED
    assert capsys.readouterr().err.strip() == "servanda: interrupted"


def test_a_fault_of_ours_is_one_line_and_debug_shows_all(monkeypatch, capsys):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("servanda.work.open_ledger", broken)
    assert cli.main(["list"]) == cli.FAILED
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "ZeroDivisionError: by zero" in err
    with pytest.raises(ZeroDivisionError):
        cli.main(["--debug", "list"])


def test_an_error_travels_to_the_face_with_its_remedy(monkeypatch, capsys):
    def damaged(*_: object, **__: object) -> None:
        raise DamagedError("it ends too soon", place="x.docx", remedy="send it again")

    monkeypatch.setattr("servanda.work.open_ledger", damaged)
    assert cli.main(["list"]) == cli.FAILED
    assert capsys.readouterr().err == "servanda: x.docx: it ends too soon (send it again)\n"


def test_a_place_that_cannot_be_written_is_one_line(talk, capsys):
    assert cli.main(["read", "records", "--to", str(talk / "below-a-file.jsonl")]) == cli.FAILED
    assert capsys.readouterr().err.count("\n") == 1


class Terminal:
    """A terminal that remembers what was written to it."""

    def __init__(self) -> None:
        self.written = ""

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


def test_the_bar_moves_and_leaves_a_clean_line(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with Progress(2, terminal) as progress:  # type: ignore[arg-type]
        progress.step("one")
        progress.step("two\x1b[2J")
    assert "1/2  one" in terminal.written
    assert "2/2  two␛[2J" in terminal.written
    assert terminal.written.endswith("\r\x1b[2K")


def test_lines_are_filled_without_parting_words_or_numbers():
    fragments = [("Trade ", ""), ("grew by 1\u202f000", "figure"), ("; and more was to come", "")]
    lines = list(wrapped(fragments, 20, colour=False, indent="  "))
    assert lines == ["  Trade grew by", "  1\u202f000; and more", "  was to come"]


def test_colours_stay_within_words():
    (line,) = wrapped([("a ", ""), ("b", "figure"), (".", "")], 80, colour=True)
    assert line == "a \x1b[32m\x1b[1mb\x1b[0m."


def test_writing_replaces_a_file_only_when_it_is_whole(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    with contextlib.suppress(RuntimeError), options.writing(str(path)) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert path.read_text() == "old"
    with options.writing(str(path)) as stream:
        stream.write(b"new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-06-27", "2024-06-27"),
        ("P30D", "30 days"),
        ("P1Y6M", "1 year 6 months"),
        ("PT1H", "1 hour"),
        ("PXD", "some days"),
        ("2025-Q3", "3rd quarter of 2025"),
        ("2026-H1", "1st half of 2026"),
        ("2025-W08", "week 8 of 2025"),
        ("199", "1990s"),
        ("PRESENT_REF", "the present"),
        ("P", "P"),
    ],
)
def test_a_code_of_time_is_told_in_words(value, words):
    origin = Origin("0" * 64, "0" * 64)
    assert wording.time_value(Time(origin=origin, span=Span(0, 1, "x"), type="DATE", value=value)) == words

"""What the documentation shows is so, and the example records are read as a careful reader reads them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import servanda
from servanda import work
from servanda.comparison import Comparison
from servanda.faces import cli
from servanda.model import Exchange, Figure, Quotation, Reading, Turn
from servanda.readings.quotes import tagger

ROOT = Path(__file__).parent.parent
RECORDS = sorted((ROOT / "examples" / "records").iterdir())
TALKS = sorted((ROOT / "examples" / "talks").iterdir())


def commands_in(page: str) -> list[str]:
    """The command lines in a page's shell blocks, each up to a pipe or a redirection."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    calls = [re.search(r"servanda (?!\d)[^|>]*", line) for line in lines if not line.startswith(("#", " "))]
    return [call.group() for call in calls if call]


PAGES = ("README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")))


@pytest.mark.parametrize("call", [call for page in PAGES for call in commands_in(page)])
def test_every_command_in_the_documentation_can_be_typed(call):
    name, *arguments = shlex.split(call, comments=True)[1:]
    command = cli.servanda.get_command(click.Context(cli.servanda), name)
    assert command is not None
    command.make_context(name, arguments)


def shown_in(page: str) -> Iterator[tuple[str, list[str]]]:
    """The commands in a page that are shown with what they print: those lines, with `…` where some are left out."""
    for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
        for call in block.split("$ servanda ")[1:]:
            command, *lines = call.splitlines()
            yield command, lines


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The ledger that each page speaks of: of the example talks, or of a communiqué."""
    folder = tmp_path_factory.mktemp("documented")
    corrected, signing = (
        "examples/talks/2024-10-18-kessin-signing-corrected.txt",
        "examples/talks/2024-10-17-kessin-signing.txt",
    )
    talks, communique = str(folder / "talks"), str(folder / "communique")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for call in (
            ["examples/talks", "--ledger", talks],
            [corrected, "--replaces", signing, "--ledger", talks],
            ["examples/records/04-communique.txt", "--ledger", communique],
        ):
            assert CliRunner().invoke(cli.servanda, ["read", *call, "--quiet"], obj=cli.Settings()).exit_code == 0
    return {"README.md": communique, "docs/working.md": talks, "docs/comparing.md": talks}


@pytest.mark.skipif(not tagger.available(), reason="the trained model is not installed, and some of what is shown is its work")
@pytest.mark.parametrize(("page", "call", "lines"), [(page, *shown) for page in PAGES for shown in shown_in(page)])
def test_what_the_documentation_shows_of_a_command_is_what_it_prints(page, call, lines, ledgers, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SERVANDA_LEDGER", ledgers[page])
    printed = CliRunner().invoke(cli.servanda, shlex.split(call), obj=cli.Settings()).stdout
    assert re.search(re.escape(" ".join(" ".join(lines).split())).replace("…", ".*"), " ".join(printed.split()))


def test_every_command_is_documented():
    documented = {call.split()[1] for call in commands_in("docs/usage.md")}
    assert documented == set(cli.COMMANDS)


def test_every_example_record_is_described():
    page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(\d\d-[^`]+|\d{4}-[^`]+)`", page)) == {path.name for path in [*RECORDS, *TALKS]}


@cache
def read(number: str) -> Reading:
    """An example record, by the number or the day its name begins with."""
    (path,) = (path for path in [*RECORDS, *TALKS] if path.name.startswith(number))
    return servanda.read(path)


def spoken(number: str) -> list[Turn]:
    return [turn for turn in read(number).of(Turn) if turn.role != "publisher"]


def published(number: str) -> str:
    """All that is in the publisher's voice."""
    return "\n".join(turn.span.text for turn in read(number).of(Turn) if turn.role == "publisher")


@pytest.mark.parametrize("path", [*RECORDS, *TALKS], ids=lambda path: path.name)
def test_every_example_is_read_without_a_problem(path):
    assert read(path.name).problems == ()


@pytest.mark.parametrize("path", [*RECORDS, *TALKS], ids=lambda path: path.name)
def test_who_is_quoted_is_named_without_the_full_stop_of_the_sentence(path):
    sources = [one.source_mention.text for one in read(path.name).of(Quotation) if one.source_mention]
    assert [source for source in sources if source.endswith(".")] == []


@pytest.mark.parametrize(
    ("number", "day", "kind"),
    [
        ("01", "2025-03-14", "report"),
        ("02", "2025-03-14", "transcript"),
        ("03", "2025-04-02", "transcript"),
        ("04", "2025-06-12", "communique"),
        ("05", "2025-07-01", "debate"),
        ("06", "2025-06-14", "report"),
        ("07", "2025-09-01", "transcript"),
        ("08", "2025-10-03", None),
        ("2022-10-21", "2022-10-21", "report"),
        ("2023-03-30", "2023-03-30", "transcript"),
        ("2023-07-11", "2023-07-11", "report"),
        ("2023-07-12", "2023-07-12", "report"),
        ("2024-05-15-commission", "2024-05-15", "communique"),
        ("2024-05-15-belmora", "2024-05-15", "report"),
        ("2024-10-17", "2024-10-17", "transcript"),
        ("2024-10-18", "2024-10-17", "transcript"),
        ("2025-12-11", "2025-12-11", "transcript"),
    ],
)
def test_day_and_kind_are_told_from_the_record_itself(number, day, kind):
    record = read(number).record
    assert (record.event_date or record.published) == day
    assert kind is None or record.kind == kind


def test_an_office_given_to_the_wrong_president_is_noticed_and_the_speaker_is_right():
    weller = next(turn for turn in spoken("02") if turn.span.text.startswith("President of Ardania Tomas Weller"))
    assert weller.speaker == "Tomas Weller"
    assert weller.anomaly == "office_conflict"


def test_a_journalist_is_who_he_says_he_is_whatever_the_label():
    brandt = next(turn for turn in spoken("02") if turn.span.text.startswith("Piotr Lann"))
    assert brandt.speaker == "Jonas Brandt"
    assert brandt.anomaly == "label_conflict"


def test_nobody_but_the_two_presidents_is_a_principal():
    assert {turn.speaker for turn in spoken("02") if turn.role == "principal"} == {"Elena Marsh", "Tomas Weller"}


@pytest.mark.parametrize("words", ["came out almost an hour late", "nobody in Kessin wants to pay", "We paid 240 last winter"])
def test_preface_commentary_and_readers_are_nobody_s_speech(words):
    assert words in published("02")


def test_what_is_inserted_in_brackets_is_not_the_speaker_s():
    inserted = {span.text for turn in spoken("02") for span in turn.insertions}
    assert {"(Turning to the Minister of Transport.)", "[Laughter in the hall]"} <= inserted


def test_figures_of_the_commentary_are_the_publisher_s():
    (winter,) = (figure for figure in read("02").of(Figure) if figure.value == 240)
    assert (winter.voice, winter.speaker) == ("publisher", None)


def test_both_presidents_answer_what_was_put_to_both():
    first = read("02").of(Exchange)[0]
    assert set(first.addressees) == {"Elena Marsh", "Tomas Weller"}
    assert len(first.answers) == 2


def test_a_transcript_in_capitals_and_q_names_its_askers_where_they_do():
    assert next(turn.speaker for turn in spoken("03") if turn.role == "asker") == "Anna Reyes"
    assert len(read("03").of(Exchange)) >= 2


def test_a_communique_has_no_speaker():
    assert spoken("04") == []
    assert any(figure.value == 250_000 and figure.modifier == "at_least" for figure in read("04").of(Figure))


def test_speakers_of_a_debate_are_those_of_its_markup():
    assert [turn.speaker for turn in spoken("05")][:4] == ["René Albrecht", "Marta Quill", "René Albrecht", "Marta Quill"]


def test_a_page_s_navigation_is_left_out():
    text = read("06").record.text
    assert "show me the calculation" in text
    assert not re.search("cookies|Weather|Read also|All rights", text)


def test_labels_inside_one_endless_paragraph_part_the_turns():
    speakers = [turn.speaker for turn in spoken("07")]
    assert speakers[:4] == ["Elena Marsh", "Tomas Weller", "Elena Marsh", "Tomas Weller"]
    assert len(speakers) == 10


def test_voices_of_captions_are_speakers():
    assert {turn.speaker for turn in spoken("08")} - {None, "Reporter"} == {"Lena Farrow"}


# One story in many records


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    """What all example records say together; the corrected remarks stand for those they correct."""
    signing, corrected = (path for path in TALKS if "signing" in path.name)
    others = [path for path in [*RECORDS, *TALKS] if path != corrected]
    with servanda.open_ledger(tmp_path_factory.mktemp("story") / "talks.servanda") as ledger:
        assert all(outcome.appended for outcome in work.read_into(ledger, others, model=False))
        assert all(work.read_into(ledger, [corrected], model=False, replaces=signing.name))
        yield servanda.compare(ledger)


def test_a_minister_in_two_spellings_is_one_person(story):
    assert {"Alexei Dorenko", "Aleksey Dorenka"} <= set(story.people("Dorenko")[0].names)


def test_the_treaty_is_followed_from_its_draft_to_its_force(story):
    told = [(event.step, event.day) for event in story.matter("Treaty on the River Lidd").events]
    assert "done" not in dict(told)  # a draft that is prepared is no treaty that is done
    assert {
        ("in_progress", "2023-03-30"),
        ("agreed", "2024-05-14"),
        ("signed", "2024-10-17"),
        ("in_force", "2025-03-05"),
    } <= set(told)


def test_of_the_consulate_nothing_is_told_after_it_was_promised(story):
    (consulate,) = [one for one in story.due("2025-12-31").dues if one.claim and "consulate" in one.claim.place.text]
    assert consulate.passed
    assert consulate.day == "2023-07-01"


def test_what_was_corrected_in_the_remarks_is_told_with_its_speaker(story):
    found = story.diff("2024-10-18-kessin-signing-corrected.txt")
    told = [(edit.later.speaker, edit.changed, edit.later.text) for edit in found.edits if edit.of_substance and edit.later]
    assert told == [
        ("Tomas Weller", "figures", "~~500~~ [350]*"),
        ("Tomas Weller", "words", "expect"),
        ("Elena Marsh", "names", "Calder"),
        ("Elena Marsh", "words", "no"),
        ("Jonas Brandt", "words", "what has become of it?"),
        ("Tomas Weller", "words", "Not today."),
    ]

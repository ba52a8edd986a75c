"""Versions of a record: what was changed, in whose words, and what still stands. A talk and its later version go in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda import work
from servanda.comparison import Comparison
from servanda.comparison.findings.findings import worded
from servanda.comparison.versions.alignment import matched
from servanda.comparison.versions.carrying import carried, carried_over
from servanda.comparison.versions.changes import without_mark
from servanda.comparison.versions.edits import edits_between, printed_in
from servanda.comparison.versions.rewriting import sentences_between
from servanda.comparison.versions.tokens import tokens_in
from servanda.comparison.versions.versions import difference, findings_of, history, offered, version_on
from servanda.errors import NotFoundError, UsageError
from servanda.faces import cli
from servanda.ledger import Ledger
from servanda.ledger.decisions import keep_decision
from servanda.ledger.findings import Wanted, load_findings
from servanda.model import Edit, Finding, Reading
from servanda.readings.corrections import declared_in

TALK = """Remarks by President Marsh and President Weller in Joint Press Conference
2025-03-10

PRESIDENT MARSH:  Thank you all for coming.  We will open the bridge at Tern
by June 1, and it will carry 400 lorries a day.

There will be no customs post on our bank.

PRESIDENT WELLER:  I have little to add.  My minister, Alexei Dorenko, will
come to Velmar in May.

Q    Jonas Brandt, Radio Kessin.  Who pays for the bridge?

PRESIDENT MARSH:  We do.
"""


def read(text: str) -> Reading:
    return servanda.read_text(text, model=False)


def edited(*changes: tuple[str, str]) -> list[Edit]:
    """The edits between the talk and a version of it in which words were put for others."""
    later = TALK
    for old, new in changes:
        assert later.count(old) == 1
        later = later.replace(old, new)
    return edits_between(read(TALK), read(later))


def told(edits: list[Edit]) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """What a reader is told of each edit: how, what, whose words, the old ones and the new ones."""
    return [
        (
            edit.kind,
            edit.changed,
            (edit.later or edit.earlier).speaker,  # type: ignore[union-attr]
            edit.earlier and edit.earlier.text,
            edit.later and edit.later.text,
        )
        for edit in edits
    ]


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("400 lorries", "500 lorries", ("altered", "figures", "Marsh", "400", "500")),
        ("June 1", "July 1", ("altered", "figures", "Marsh", "June", "July")),
        ("Alexei Dorenko", "Aleksei Dorenko", ("altered", "names", "Weller", "Alexei", "Aleksei")),
        ("be no customs", "be a customs", ("altered", "words", "Marsh", "no", "a")),
        ("Who pays", "Who, then, pays", ("added", "words", "Jonas Brandt", None, "then")),
        ("I have little to add.  ", "", ("removed", "words", "Weller", "I have little to add.", None)),
        ("We do.", "We do.  Half each.", ("added", "words", "Marsh", None, "Half each.")),
        ("for the bridge?", "for the bridge.", ("altered", "punctuation", "Jonas Brandt", "?", ".")),
        ("Remarks by", "CORRECTED: Remarks by", ("added", "notice", None, None, "CORRECTED")),
    ],
)
def test_an_edit_is_told_with_its_sort_its_speaker_and_both_wordings(old, new, edit):
    found = told(edited((old, new)))
    if edit[1] == "punctuation":
        assert [one[:3] for one in found] == [("removed", "punctuation", "Jonas Brandt")]
    else:
        assert found == [edit]


def test_a_talk_that_is_only_wrapped_otherwise_has_no_edit():
    assert edits_between(read(TALK), read(TALK.replace("  ", " ").replace("at Tern\nby", "at\nTern by"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bank.", "bank!"),
        ("Thank you all", "Thank you, all"),
        ("bridge at Tern", "Bridge at Tern"),
        ("lorries a day", "lorries – a day"),
    ],
)
def test_what_is_only_set_otherwise_is_typography(old, new):
    assert {edit.changed for edit in edited((old, new))} == {"typography"}


def test_british_and_american_spelling_are_one():
    one, other = "The centre will honour its programme of defence.", "The center will honor its program of defense."
    assert not any(edit.of_substance for edit in edits_between(read(one), read(other)) if edit.earlier.text != "programme")


def test_words_given_to_another_speaker_are_an_edit_of_the_label():
    (edit,) = edited(("PRESIDENT WELLER:  I have", "PRESIDENT MARSH:  I have"))
    assert edit.changed == "label"
    assert (edit.earlier.speaker, edit.later.speaker) == ("Weller", "Marsh")


def test_an_edit_never_crosses_from_one_speaker_into_another():
    later = TALK.replace(
        "PRESIDENT MARSH:  We do.",
        "PRESIDENT MARSH:  Not I.\n\nQ    Who, then?\n\nPRESIDENT WELLER:  Both of us, in equal parts.",
    )
    for edit in edits_between(read(TALK), read(later)):
        for place in (edit.earlier, edit.later):
            assert place is None or "\n\n" not in place.text


def test_the_words_around_an_edit_are_of_the_same_voice():
    (edit,) = edited(("Who pays", "Who, then, pays"))
    assert edit.before.endswith("Radio Kessin. Who, ")
    assert edit.after == ", pays for the bridge?"


# Corrections that a record prints itself

STRUCK = "PRESIDENT MARSH:  It is ~~18 of 24~~ [16 of 21]* bridges, and <s>tell</s> \\[yell\\]\\* if not.\n\nQ    Why?\n"


def test_a_printed_correction_is_compared_by_the_words_that_count():
    earlier = "PRESIDENT MARSH:  It is 18 of 24 bridges, and tell if not.\n\nQ    Why?\n"
    found = edits_between(read(earlier), read(STRUCK))
    assert [(edit.earlier.text, edit.later.text, edit.declared) for edit in found] == [
        ("18 of 24", "~~18 of 24~~ [16 of 21]*", True),
        ("tell", "<s>tell</s> \\[yell\\]\\*", True),
    ]


def test_the_corrections_that_a_record_prints_itself_are_its_speaker_s():
    assert told(printed_in(read(STRUCK))) == [
        ("altered", "figures", "Marsh", "18 of 24", "16 of 21"),
        ("altered", "words", "Marsh", "tell", "yell"),
    ]


# What still stands


def test_what_a_person_decided_of_an_entry_carries_over_where_its_exact_words_stand():
    earlier = read(TALK)
    later = read(
        TALK.replace("400 lorries", "500 lorries").replace("Thank you all for coming.", "Good evening, thank you all.")
    )
    moved = carried(earlier, later)
    ids = {entry.id: entry for entry in later.entries}
    texts = {entry.spans[0].text: moved[entry.id] for entry in earlier.entries if entry.kind in ("figure", "time")}
    assert texts["400 lorries"] is None
    assert ids[texts["June 1"]].spans[0].text == "June 1"
    assert ids[texts["May"]].spans[0].start == later.record.text.index("May")


def test_an_entry_of_an_unchanged_text_is_itself():
    reading = read(TALK)
    assert carried(reading, reading) == {entry.id: entry.id for entry in reading.entries}


def test_a_decision_follows_the_words_it_names_into_the_later_version(ledger, tmp_path):
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    places = {entry["text"]: entry["id"] for entry in ledger.entries("figure", old)}
    places |= {entry["text"]: entry["id"] for entry in ledger.entries("time", old)}
    with ledger.writes() as connection:
        named = [places["400 lorries"], places["June 1"]]
        keep_decision(connection, "matter-bridge", "split", {"parts": named, "into": "matter-other"})
    new = kept(ledger, tmp_path, "talk.txt", LATER)
    comparison = Comparison(ledger)
    (june,) = [entry["id"] for entry in ledger.entries("time", new) if entry["text"] == "June 1"]
    assert carried_over(ledger, comparison.decisions())[0].values["parts"] == [june]
    assert difference(ledger, new).unheld == {1: 1}


# Laws

WORDS = st.sampled_from(
    ["we", "will", "open", "the", "bridge", "no", "400", "Tern", "in", "May", "?", "lorries", "(laughter)", "5.5"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
PARAGRAPHS = st.tuples(st.sampled_from(["", "PRESIDENT MARSH:  ", "Q    "]), st.lists(SENTENCES, min_size=1, max_size=3))
TALKS = st.lists(PARAGRAPHS.map(lambda pair: pair[0] + "  ".join(pair[1])), min_size=1, max_size=5).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(TALKS, TALKS)
def test_putting_the_old_words_back_gives_the_old_text(one, other):
    old, new = read(one), read(other)
    text = new.record.text
    found = edits_between(old, new)
    for edit in found:
        for place, reading in ((edit.earlier, old), (edit.later, new)):
            assert place is None or reading.record.text[place.start : place.end] == place.text
    for edit in reversed(found):
        start, end = (edit.later.start, edit.later.end) if edit.later else (edit.at, edit.at)
        text = f"{text[:start]} {edit.earlier.text if edit.earlier else ''} {text[end:]}"
    assert keys(text) == keys(old.record.text)


def keys(text: str) -> list[str]:
    return [token.key for token in tokens_in(text, 0, len(text), declared_in(text))]


@given(st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60))
def test_what_is_matched_is_common_and_in_order(old, new):
    pairs = matched(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["x"] * 50_000, ["x"] * 40_000),
        ([place % 2 for place in range(50_000)], [place % 3 for place in range(50_000)]),
        (list(range(50_000)), list(range(50_000))[::-1]),
        ([place // 2 for place in range(50_000)], [place // 2 for place in range(1, 50_001)]),
    ],
    ids=["one word", "two against three", "reversed", "each twice"],
)
def test_hostile_texts_do_not_take_long(old, new):
    assert matched(old, new)


# In a ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with servanda.open_ledger(tmp_path / "talks.servanda") as book:
        yield book


def kept(ledger: Ledger, tmp_path: Path, name: str, text: str, **said: str) -> str:
    """A file with this text, read into the ledger; gives its name."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    for outcome in work.read_into(ledger, [tmp_path / name], model=False, **said):
        assert outcome.error is None
    return name


def told_of(ledger: Ledger) -> list[Finding]:
    """What is kept of the edits in it."""
    with ledger.reads() as connection:
        return load_findings(connection, Wanted(kind="edited"), worded)


LATER = "CORRECTED: " + TALK.replace("400 lorries", "500 lorries")


def test_an_address_that_holds_other_bytes_than_before_has_versions(ledger, tmp_path):
    kept(ledger, tmp_path, "talk.txt", TALK)
    name = kept(ledger, tmp_path, "talk.txt", LATER)
    assert [one.title[:9] for one in history(ledger, name)] == ["Remarks b", "CORRECTED"]
    found = difference(ledger, name)
    assert told([edit for edit in found.edits if edit.of_substance]) == [("altered", "figures", "Marsh", "400", "500")]
    assert [entry["text"] for entry in found.went if entry["kind"] == "figure"] == ["400 lorries"]
    assert [entry["text"] for entry in found.came if entry["kind"] == "figure"] == ["500 lorries"]


def test_a_record_that_replaces_another_takes_its_place(ledger, tmp_path):
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    new = kept(ledger, tmp_path, "corrected.txt", LATER, replaces=old)
    assert [one.source for one in ledger.records()] == [str(tmp_path / new)]
    assert [one.source for one in history(ledger, old)] == [str(tmp_path / old), str(tmp_path / new)]
    assert ledger.reading(old).record.text == TALK
    kept(ledger, tmp_path, "talk.txt", TALK)
    assert [one.source for one in ledger.records()] == [str(tmp_path / new)]


def test_a_replacement_is_a_decision_and_can_be_undone(ledger, tmp_path):
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    kept(ledger, tmp_path, "corrected.txt", LATER, replaces=old)
    comparison = Comparison(ledger)
    (decision,) = comparison.decisions()
    assert decision.action == "replaces"
    assert [one.kind for one in told_of(ledger)] == ["edited"]
    comparison.undo(decision.number)
    assert len(ledger.records()) == 2
    Comparison(ledger)
    assert told_of(ledger) == []


def test_versions_by_address_and_by_decision_are_one_history(ledger, tmp_path):
    kept(ledger, tmp_path, "corrected.txt", LATER)
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    kept(ledger, tmp_path, "corrected.txt", LATER, replaces=old)
    new = kept(ledger, tmp_path, "corrected.txt", LATER.replace("in May", "in June"))
    texts = [ledger.reading(one.record).record.text for one in history(ledger, old)]
    assert texts == [TALK, LATER, LATER.replace("in May", "in June")]
    assert [one.record for one in ledger.records()] == [ledger.record(new).record]
    Comparison(ledger)
    assert sorted(one.later.text for one in told_of(ledger)) == ["500", "June"]


def test_no_record_replaces_a_later_version_of_itself(ledger, tmp_path):
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    new = kept(ledger, tmp_path, "corrected.txt", LATER, replaces=old)
    with pytest.raises(UsageError, match="earlier version"):
        ledger.replace(new, old)
    with pytest.raises(UsageError):
        ledger.replace(old, old)


def test_a_title_alone_is_an_offer_and_no_decision(ledger, tmp_path):
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    new = kept(ledger, tmp_path, "corrected.txt", LATER)
    assert len(ledger.records()) == 2
    assert [one.source for one in offered(ledger, ledger.record(new))] == [str(tmp_path / old)]
    with pytest.raises(NotFoundError, match="by its title"):
        difference(ledger, new)


def test_a_version_is_told_as_of_a_day(ledger, tmp_path):
    kept(ledger, tmp_path, "talk.txt", TALK, read_at="2025-03-10T20:00:00")
    name = kept(ledger, tmp_path, "talk.txt", LATER, read_at="2025-03-14T08:00:00")
    assert version_on(ledger, name, "2025-03-12").title.startswith("Remarks")
    assert version_on(ledger, name, "2025-03-20").title.startswith("CORRECTED")
    with pytest.raises(NotFoundError):
        version_on(ledger, name, "2025-03-01")


def test_findings_do_not_depend_on_when_a_replacement_was_told(ledger, tmp_path):
    old = kept(ledger, tmp_path, "talk.txt", TALK)
    new = kept(ledger, tmp_path, "corrected.txt", LATER)
    Comparison(ledger)
    assert told_of(ledger) == []
    ledger.replace(old, new)
    Comparison(ledger)
    late = told_of(ledger)
    assert [one.id for one in late] == [one.id for one in findings_of(ledger.reading(old), ledger.reading(new))]


def test_a_finding_of_an_edit_says_both_wordings_and_whose_they_are():
    (finding,) = findings_of(read(TALK), read(LATER))
    assert finding.sentence == (
        "The later version of “Remarks by President Marsh and President Weller in Joint Press Conference” has, in the words of "
        "Marsh, “and it will carry 500 lorries a day”, where the earlier one has “and it will carry 400 lorries a day”."
    )
    assert (finding.earlier.text, finding.later.text) == ("400", "500")


@pytest.mark.parametrize(
    ("title", "mark", "rest"),
    [
        ("CORRECTED: Remarks by President Marsh", "CORRECTED", "Remarks by President Marsh"),
        ("[UPDATED] Joint Statement", "UPDATED", "Joint Statement"),
        ("Исправленная стенограмма: Переговоры", "Исправленная стенограмма", "Переговоры"),
        ("Updated rules for lorries", None, "Updated rules for lorries"),
        ("Remarks by President Marsh", None, "Remarks by President Marsh"),
    ],
)
def test_a_mark_before_a_title_says_that_it_is_a_later_version(title, mark, rest):
    assert without_mark(title) == (mark, rest)


# The command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of a talk and its corrected version, in the folder one stands in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "corrected.txt").write_text(LATER.replace("bank.", "bank!"), encoding="utf-8")
    assert cli.main(["read", "-q", "--no-model", "talk.txt"]) == 0


@pytest.mark.usefixtures("book")
def test_diff_shows_each_edit_among_its_words_under_its_speaker(capsys):
    told = run(capsys, "read", "--no-model", "corrected.txt", "--replaces", "talk.txt")[1]
    assert "It replaces talk.txt (decision 1; `servanda undo 1` takes it back)." in told
    code, out, _ = run(capsys, "diff", "corrected.txt")
    assert code == 0
    assert "Marsh\n    figures: " in out
    assert "[-400-] {+500+} lorries a day." in " ".join(out.split())
    assert "1 more place is only set or spelt otherwise: --all shows them too." in out
    assert "400 lorries" in out.partition("Entries:")[2]
    assert "typography" in run(capsys, "diff", "corrected.txt", "--all")[1]


@pytest.mark.usefixtures("book")
def test_diff_gives_edits_and_entries_as_json(capsys):
    cli.main(["read", "-q", "--no-model", "corrected.txt"])
    _, out, _ = run(capsys, "diff", "talk.txt", "corrected.txt", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["kind"] for line in lines] == ["edit", "edit", "entries"]
    assert lines[1]["earlier"]["speaker"] == "Marsh"
    assert len(lines[2]["went"]) == len(lines[2]["came"]) > 0
    assert lines[2]["stayed"]


@pytest.mark.usefixtures("book")
def test_diff_without_an_earlier_version_says_what_to_do(capsys):
    cli.main(["read", "-q", "--no-model", "corrected.txt"])
    code, _, err = run(capsys, "diff", "corrected.txt")
    assert code == 3
    assert "servanda diff talk.txt corrected.txt" in err


@pytest.mark.usefixtures("book")
def test_a_record_that_is_not_there_can_not_be_replaced(capsys):
    code, _, err = run(capsys, "read", "--no-model", "corrected.txt", "--replaces", "nowhere.txt")
    assert code == 3
    assert "nowhere.txt" in err
    assert run(capsys, "read", "--no-model", "talk.txt", "corrected.txt", "--replaces", "talk.txt")[0] == 2


@pytest.mark.usefixtures("book")
def test_reading_a_record_that_calls_itself_corrected_offers_what_it_replaces(capsys):
    _, _, err = run(capsys, "read", "--no-model", "corrected.txt")
    assert "servanda read corrected.txt --replaces talk.txt" in err
    assert "--replaces" not in run(capsys, "read", "--no-model", "corrected.txt", "--replaces", "talk.txt")[2]
    assert "--replaces" not in run(capsys, "read", "--no-model", "corrected.txt")[2]


class TestSentencesBesideEachOther:
    """What a later version says, whole sentences of it, beside what stood there before."""

    def rows(self, *changes: tuple[str, str]) -> list[tuple[str | None, str | None]]:
        later = TALK
        for old, new in changes:
            later = later.replace(old, new)
        found = sentences_between(read(TALK), read(later))
        return [tuple(" ".join(side.text.split()) if side else None for side in (one.earlier, one.later)) for one in found]  # type: ignore[misc]

    def test_a_word_that_was_altered_shows_its_whole_sentence_twice(self):
        assert self.rows(("carry 400 lorries", "carry 300 lorries")) == [
            tuple(
                f"We will open the bridge at Tern by June 1, and it will carry {count} lorries a day." for count in (400, 300)
            )
        ]

    def test_what_was_added_within_a_sentence_or_behind_it_stands_beside_that_sentence(self):
        assert self.rows(("We do.", "We do, in full.")) == [("PRESIDENT MARSH: We do.", "PRESIDENT MARSH: We do, in full.")]
        assert self.rows(("no customs post", "no new customs post")) == [
            ("There will be no customs post on our bank.", "There will be no new customs post on our bank.")
        ]

    def test_a_sentence_that_came_or_went_stands_alone(self):
        assert self.rows(("We do.", "We do. Belmora pays nothing.")) == [(None, "Belmora pays nothing.")]
        assert self.rows(("There will be no customs post on our bank.\n\n", "")) == [
            ("There will be no customs post on our bank.", None)
        ]

    def test_two_sentences_that_were_made_one_stand_beside_it(self):
        [(before, after)] = self.rows((".  We will open", ", and we will open"))
        assert before is not None
        assert before.startswith("PRESIDENT MARSH: Thank you all for coming. We will open")
        assert after == before.replace(". We will open", ", and we will open")

    def test_what_is_as_it_was_is_not_shown(self):
        assert self.rows() == []

    PARTS = st.lists(st.sampled_from(TALK.split("\n\n")), min_size=1, max_size=6).map("\n\n".join)

    @given(PARTS, PARTS)
    @settings(max_examples=15, deadline=None)
    def test_no_edit_is_left_out_and_every_side_is_cut_from_its_version(self, one: str, other: str) -> None:
        old, new = read(one), read(other)
        rows = list(sentences_between(old, new))
        shown = {id(place) for row in rows for edit in row.edits for place in (edit.earlier, edit.later) if place}
        places = [place for edit in edits_between(old, new) for place in (edit.earlier, edit.later) if place]
        assert len(shown) == len(places)
        for row in rows:
            for side, version in ((row.earlier, old), (row.later, new)):
                assert side is None or version.record.text[side.start : side.end] == side.text

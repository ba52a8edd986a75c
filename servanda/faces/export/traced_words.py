"""What a trace says, in plain words that the terminal and the page share."""

from __future__ import annotations

from pathlib import PurePath

from servanda.model import Difference, Echoes, Held, Source, Traced, Verdict

VERDICTS: dict[Verdict, str] = {
    "exact": "exact",
    "altered": "altered",
    "other_speaker": "other speaker",
    "publishers_words": "publisher’s words",
    "paraphrase": "paraphrase",
    "not_found": "not found",
}

_KINDS = {
    "quotation": "quotation",
    "attribution": "told as somebody’s",
    "figure": "figure",
    "repeated": "without quotation marks",
}


def kind_words(held: Held) -> str:
    """What was held."""
    return _KINDS[held.kind]


def verdict_words(held: Held) -> str:
    """What is to be said of it, in a sentence's beginning."""
    if held.verdict == "not_found":
        return "not found"
    return f"{VERDICTS[held.verdict]}: nearest words" if held.verdict == "paraphrase" else VERDICTS[held.verdict]


def who(source: Source) -> str:
    """Who is answerable for the words at a place."""
    if source.voice == "publisher":
        return "the publisher"
    name = source.place.speaker or "a speaker whom the record does not tell"
    return f"{name}, quoted there" if source.voice == "quoted" else name


def where(source: Source) -> str:
    """Record and line."""
    place = source.place
    name = PurePath(place.source).name if place.source else place.record[:12]
    return f"{name}:{source.line}"


def when(source: Source) -> str:
    """The day of the record."""
    return source.place.day or "no date"


def told_of(held: Held, traced: Traced) -> str:
    """One sentence: what was found, and what of it."""
    given = f" to {held.given_to}" if held.given_to else ""
    if held.source is None:
        return f"These words are in none of {looked_through(traced)}."
    by = who(held.source)
    if held.kind == "figure":
        return _told_of_figure(held, by)
    sentences: dict[Verdict, str] = {
        "exact": f"These very words were said by {by}.",
        "altered": f"{by[0].upper()}{by[1:]} said this, but not in these words.",
        "other_speaker": f"Given{given}, but said by {by}.",
        "publishers_words": f"Given{given or ' to nobody'}, but the publisher’s own words.",
        "paraphrase": f"Not to the letter; the nearest words of {by} are these.",
        "not_found": f"These words are in none of {looked_through(traced)}; the nearest of {by} are these.",
    }
    return sentences[held.verdict]


def _told_of_figure(held: Held, by: str) -> str:
    if held.verdict == "altered":
        return f"Of the same thing for the same time {by} gave another figure."
    given = f"Given to {held.given_to}; of" if held.verdict in ("other_speaker", "publishers_words") else "Of"
    return f"{given} the same thing the same figure was given by {by}."


def difference_words(one: Difference) -> str:
    """A difference: its sort, what stands here, what stands there."""
    sort = one.kind.replace("_", " ")
    if not one.here:
        return f"{sort}: “{one.there}” is left out without a mark"
    if not one.there:
        return f"{sort}: “{one.here}” is not there"
    return f"{sort}: “{one.here}” here, “{one.there}” there"


def looked_through(traced: Traced | Echoes) -> str:
    """How many records, until when."""
    noun = "record" if traced.records == 1 else "records"
    return f"{traced.records:,} {noun} read" + (f", until {traced.until}" if traced.until else "")

"""What each answer of a reading room looks like, as JSON Schema: for whoever writes a program that asks it.

Outward forms change only by adding fields, so no shape excludes further ones.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

from servanda import model
from servanda.faces.web.intake import State

Schema = dict[str, Any]

WORDS: dict[str, Schema] = {
    "text": {"type": "string"},
    "id": {"type": "string", "minLength": 1},
    "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "day": {"type": "string", "description": "A day (ISO 8601), or a month or year where no more is known."},
    "moment": {"type": "string", "description": "A moment (ISO 8601)."},
    "place": {"type": "integer", "minimum": 0, "description": "Characters of the text before it."},
    "count": {"type": "integer", "minimum": 0},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "alpha": {"type": "number", "maximum": 1},
    "number": {"type": ["number", "string"], "description": "A string where JSON's numbers would lose a digit."},
    "flag": {"type": "boolean"},
    "values": {"type": "object"},
    "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
    "Change": {"enum": ["up", "down"]},
    "State": {"enum": list(get_args(State))},
}
"""Plain types, by the word that a shape calls them by."""

SHAPES = """
Fault: error:text place:text? remedy:text?
Quote: start:place end:place text:text
Stretch: start:place end:place
Told: record:hash source:text? title:text? date:day? speaker:text? Quote
Place: Told entry:id?
SaidPlace: Place said_by:text?
Relating: SaidPlace relation:RelationName why:text

Read: id:id record:hash speaker:text? voice:Voice confidence:share reader:text rule:text? grounds:values ruling~:values
  review~:Review replies~:[PartyReply] cite~:text
PartyReply: number:count words:text by:text? decided_at:text?
SpokenPart: Quote speaker:text? role:Role
Turn: kind=turn Read Quote label:text? role:Role anomaly:Anomaly? insertions:[Stretch] parts~:[SpokenPart]
Question: Quote addressees:[text] reply:Reply? grounds:values
Exchange: kind=exchange Read asker:text? outlet:text? addressees:[text] questions:[Question] answers:[Stretch]
Figure: kind=figure Read Quote value:number? low:number? high:number? modifier:Modifier? unit:text? measure:text?
  change:Change? period:text? basis:text?
Time: kind=time Read Quote type:TimeType value:text? end_value:text?
Quotation: kind=quotation Read Quote content:[Quote] cue:Quote? source_mention:Quote? source:text? type:QuotationType
  level:count
Commitment: kind=commitment Read Quote holder:text? actor:text? action:text? force:Force? deadline:text?
  deadline_start:day? deadline_end:day? deadline_rule:text? condition:text? firmness:Firmness? testability:flag
  success_test:values?
Progress: kind=progress Read Quote holder:text? matter:text? status:Status degree:number? modifier:Modifier? period:text?
InstrumentEvent: Quote event:LifeEvent date:day? place:text? grounds:values
Instrument: kind=instrument Read Quote name:text? instrument_kind:text? events:[InstrumentEvent]
Position: kind=position Read Quote holder:text? matter:text? stance:Stance conditions:[Quote]
Forecast: kind=forecast Read Quote holder:text? content:text? horizon:text? condition:text?
Topic: kind=topic Read Quote matter:text? raised_by:text? outcome:Outcome? level_from:Level? level_to:Level?
Problem: kind=problem id:id record:hash code:text message:text voice:Voice confidence:share reader:text speaker:text?
  start~:place end~:place text~:text
Entry| Turn Exchange Figure Time Quotation Commitment Progress Instrument Position Forecast Topic Problem

RecordSummary: kind=record id:id record:hash title:text? source:text? date:day? record_kind:RecordKind? language:text?
  characters:count counts:counts problems:count
Record: kind=record id:id record:hash title:text? publisher:text? published:day? event_date:day? place:text? language:text?
  record_kind:RecordKind? reference_date:day? media_type:text encoding:text? extractor:text source:text?
  characters:count text_sha256:hash reader:text definitions:text? grounds:values text:text entries:[Entry]
Edit: kind=edit edit_kind:EditKind changed:Changed earlier:Place? later:Place? at:place before:text after:text declared:flag
Reworded: kind=reworded earlier:Place? later:Place? edits:[Edit]
Rewritten: kind=rewritten earlier:hash later:hash sentences:[Reworded]

Claim: kind:text id:id? Told said_by:text?
MatterEntry: Claim why:text?
Tenure: office:text state:text? first:day? last:day? records:count
Person: kind=person id:id name:text person_kind:PersonKind names:[text] tenures:[Tenure] records:[hash] uses:count
  decided:[count] shown:flag
PositionChange: kind=position_change matter:id matter_name:text earlier:Claim later:Claim confidence:share why:text
  shown:flag
Sayings: Person said:[Claim] changes:[PositionChange] meetings:[Meeting]
Participant: name:text office:text? state:text? person:id?
Meeting: kind=meeting id:id date:day? participants:[Participant] states:[text] level:Level? formats:[MeetingFormat]
  place:text? accounts:[Place] previous:id? next:id?
Relation: from:count to:count relation:RelationName confidence:share rule:text why:text
TellsStep: step:Step detail:text? date:day? by:flag retold:flag level_from:Level? level_to:Level?
MatterStep: TellsStep entry:count?
Event: kind=event TellsStep said_by:text? told:Place
MatterSummary: kind=matter id:id name:text matter_kind:MatterKind scope:[text] entries:[MatterEntry] first_day:day?
  last_day:day? relations:[Relation] events:[MatterStep] level:Level? owner:text? next_step:text? due:day? pinned:flag
  decided:[count]
Answer: SaidPlace entry_kind:text
Followed: kind:text entry_kind:text said_by:text? question:Place reply:Reply? answers:[Answer]
MatterStatus: kind=status matter:id name:text matter_kind:MatterKind events:[Event] last_told:[Event]
  spoken_of_last:SaidPlace? questions:[Followed] level:Level? owner:text? next_step:text? due:day?
Matter: MatterSummary status:MatterStatus findings:[Finding]
Finding: kind=finding id:id finding_kind:FindingKind sentence:text later:Place earlier:Place? matter:id? matter_name:text?
  confidence:share rule:text why:text shown:flag
Due: kind=due due:day passed:flag commitment:Claim? repeated:[Place] matter:id? matter_name:text? told:[Relating]
  spoken_of:Place? later_records:count last_record:day? unread_records:count owner:text? next_step:text? shown:flag
Hit: kind=hit Place line:count voice:Voice highlights:[Quote]
Search: total:count hits:[Hit] error:text? people:[Person] matters:[MatterSummary] figures:[Claim] pages:[PageOfRoom]
PageOfRoom: address:text name:text
Home: records:[RecordSummary] due:[Due] findings:[Finding] waiting:counts

Waiting: &Entry seen:text source:text? date:day?
Ruling: kind=ruling number:count entry:id verdict:Act corrected:values seen:text? why:text? at:moment? by:text?
  together:text? undoes:count? settles:flag
Disagreement: &Entry source:text? seen:text rulings:[Ruling]
StaleRuling: kind=stale_ruling number:count entry:id verdict:Act corrected:values seen:text? why:text? at:moment? by:text?
  together:text? undoes:count? settles:flag words:text? later:id
Sample: kind=sample drawn:count ruled:count right:count precision:share? low:share? high:share? readers:[text] alpha:alpha?
  waiting:[id]
Dropped: name:text state:State told:text record:hash?

Account: sides:[text] speaker:text? told:Place
Accounts: kind=accounts meeting:Meeting accounts:[Account] sides:[text] unread:[Place]
Telling: account:count told_kind:text Place
Point: kind=point standing:PointStanding sides:[text] unmentioned:[text] tellings:[Telling] differs:[text] confidence:share
  shown:flag
AccountsObject| Accounts Point
Cell: party:text earlier:count claim:Claim
Matrix: kind=matrix matter:id name:text parties:[text] records:count last_day:day? waiting:count
Row: kind=row term:text question:Place? cells:[Cell]
MatrixObject| Matrix Row
BriefPart: text:text note:count?
Brief: kind=brief title:text subject:text on:day since:day? last_meeting:day? desk:text? looked_at:text
  records:count last_record:day?
BriefSection: kind=section section:BriefSectionName title:text lines:count more:count command:text? nothing:text?
BriefLine: kind=line section:BriefSectionName text:text parts:[BriefPart] notes:[count]
BriefNote: kind=note Place number:count said_by:text? told_by:text? reported:flag line:count own:Place
BriefObject| Brief BriefSection BriefLine BriefNote
Difference: difference:DifferenceKind start:place? end:place? here:text? there:text? there_start:place? there_end:place?
Source: Place voice:Voice line:count verdict:Verdict differences:[Difference]
Held: kind=held held_kind:HeldKind start:place end:place text:text given_to:text? verdict:Verdict differences:[Difference]
  found:Source? others:[Source] shown:flag
LookedThrough: kind=looked_through records:count until:day? source:text? title:text?
TraceObject| Held LookedThrough
Hint: remedy:text
Health: status:text ledger:text revision:text
"""
"""A shape on a line, or several where those after the first are set in: its name, then its fields, each with its type.

A type is a word of `WORDS`, a choice of words of `servanda.model`, or another shape. `type?` may be null, `[type]` is a list,
`field~` may be missing, `field=word` has this value always. A shape's name alone brings all its fields. `Name|` is one of the
shapes that follow, as `kind` tells; `&Name` has whatever one of these has.
"""

NOTES: dict[str, str] = {
    "Claim": "An entry as it meets others. Beside these fields it has those of its kind (`Figure`, `Commitment`, …).",
    "MatterEntry": "An entry of a matter, and why it is one. Beside these fields it has those of its kind.",
    "Place": "A stretch of a record, exactly as it stands there.",
    "Fault": "What is wrong, where, and what to do.",
    "Relation": "`from` and `to` count the `entries` of the matter from 0.",
    "Waiting": "An entry that waits for a reader; `seen` is to be sent with the ruling.",
    "Disagreement": "An entry that readers ruled differently where two must agree, with each one's last ruling.",
    "StaleRuling": "A ruling whose words a later version of the record, `later`, has no longer.",
}
"""What the fields of a shape alone do not tell."""


def schema_of(kind: str) -> Schema:
    """The schema of a type as shapes write it: `text`, `Place?`, `[Entry]`."""
    if kind.endswith("?"):
        return {"anyOf": [schema_of(kind[:-1]), {"type": "null"}]}
    if kind.startswith("["):
        return {"type": "array", "items": schema_of(kind[1:-1])}
    if kind in _table():
        return {"$ref": f"#/components/schemas/{kind}"}
    return WORDS.get(kind) or {"enum": list(get_args(getattr(model, kind)))}


def shapes() -> dict[str, Schema]:
    """All shapes by name, as a description's components."""
    return {name: _made(name) for name in _table()}


@cache
def _table() -> dict[str, tuple[str, tuple[str, ...]]]:
    """By name, the mark behind it (`:` or `|`) and what follows."""
    lines = re.findall(r"^(\w+)([:|])((?:.|\n )*)", SHAPES, re.MULTILINE)
    return {name: (mark, tuple(rest.split())) for name, mark, rest in lines}


def _made(name: str) -> Schema:
    mark, fields = _table()[name]
    if mark == "|":
        return {"anyOf": [schema_of(one) for one in fields]}
    beside = [one[1:] for one in fields if one.startswith("&")]
    own: Schema = {"type": "object", "properties": {}, "required": []}
    for field in _fields(name):
        called, constant, kind = re.split(r"~?(?::|(=))", field, maxsplit=1)
        own["properties"][called] = {"const": kind} if constant else schema_of(kind)
        if "~" not in field:
            own["required"].append(called)
    made = {"allOf": [*map(schema_of, beside), own]} if beside else own
    return {**made, "description": NOTES[name]} if name in NOTES else made


def _fields(name: str) -> list[str]:
    """The fields of a shape, and of those that it names."""
    fields = [one for one in _table()[name][1] if not one.startswith("&")]
    return [field for one in fields for field in (_fields(one) if one in _table() else [one])]

"""What a server tells whoever keeps it: a line for each thing that happens, for people or for programs.

No line holds words of a record, a password, a token or an address with what was asked: a request is told by its route.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
from collections.abc import Mapping
from pathlib import PurePath
from types import TracebackType
from typing import Any, Literal, TextIO

from servanda.faces.safety import json_escaped, one_line

LogFormat = Literal["text", "json"]

REQUESTS = "servanda.requests"
"""The log that has a line for each request."""
_OURS = ("servanda", "uvicorn.error")
_FIELDS = "said"
"""Where a line of ours carries its fields, beside its words."""


def told(log: logging.Logger, event: str, /, level: int = logging.INFO, **fields: Any) -> None:
    """Write a line that says what happened, with its fields."""
    if log.isEnabledFor(level):
        said = {"event": event, **fields}
        words = " ".join(f"{name}={one_line(str(value))}" for name, value in fields.items() if value is not None)
        log.log(level, "%s", f"{event} {words}".strip(), extra={_FIELDS: said})


def set_up(form: LogFormat | None, *, to: TextIO | None = None) -> None:
    """Have everything told on standard error. A request has a line of its own only where a form is named."""
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(Json() if form == "json" else logging.Formatter("%(asctime)s %(name)s %(message)s"))
    for name in _OURS:
        log = logging.getLogger(name)
        log.handlers[:] = [handler]
        log.propagate = False
    logging.getLogger("servanda").setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if form else logging.WARNING)


class Json(logging.Formatter):
    """One JSON object a line: `time` (ISO 8601, UTC), `level`, `event`, and the fields of the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.datetime.fromtimestamp(record.created, tz=datetime.UTC).isoformat(timespec="milliseconds")
        said: Mapping[str, Any] = getattr(record, _FIELDS, None) or {"event": "note", "log": record.name}
        line: dict[str, Any] = {"time": moment, "level": record.levelname.lower(), **said}
        if _FIELDS not in record.__dict__:
            line["words"] = record.getMessage().split("\n", 1)[0]
        if record.exc_info and record.exc_info[0]:
            line |= {"event": "fault", "fault": record.exc_info[0].__name__, "at": _at(record.exc_info[2])}
        return json_escaped(json.dumps(line, default=str))


def _at(trace: TracebackType | None) -> list[str]:
    """Where it happened, the innermost place last. What a fault says is left out: it may hold words of a record."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places

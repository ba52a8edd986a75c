"""Every exception Servanda raises on purpose.

    ServandaError
    ├── IntakeError            bytes that cannot become a record
    │   ├── UnreadableError        the file cannot be opened or fetched from the disk
    │   ├── EmptyRecordError       no bytes, or no text in them
    │   ├── UnsupportedError       a form of document that is not read here
    │   ├── DamagedError           a document that breaks its own format
    │   └── TooLargeError          a record beyond the limits that keep a machine safe
    ├── SetAsideError          a record that took more time or memory than it may, or ended the process that read it
    ├── SpanError              a span that is not in its record
    ├── OutwardError           an entry in the outward form that does not hold together
    ├── StaleError             a ruling upon what is no longer as the reviewer saw it
    ├── UsageError             a call that cannot be meant (a date that is none, an unknown kind)
    ├── ForbiddenError         something that this member's role does not allow
    ├── LoginError             a name and a password that do not belong together
    │   └── HeldUpError            too many that did not, and it has to be waited
    └── LedgerError            the ledger cannot serve
        ├── NotALedgerError        the file or database is something else
        ├── LedgerVersionError     made by a newer Servanda, or cut off in a migration
        ├── LedgerBusyError        another process holds it for longer than we wait
        │   └── LedgerLostError        its server is gone, and did not come back while we waited
        ├── LedgerFullError        no space left, or no right to write
        └── NotFoundError          no such record or entry

An exception says what is wrong, where, and what to do: `message`, `place`, `remedy`. Faults *in a record* that do not
stop its reading are no exceptions but `servanda.model.Problem` values. Exit codes are mapped once, in `servanda.faces.cli`.
"""

from __future__ import annotations


class ServandaError(Exception):
    """Base of all. `message` is one sentence; `place` a path, address or `file:line`; `remedy` what the user can do."""

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: place, message, remedy."""
        place = f"{self.place}: " if self.place else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return " ".join(f"{place}{self.message}{remedy}".split())

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between worker processes whole; exceptions with keyword-only arguments do not by themselves."""
        return (_rebuild, (type(self), self.message, self.place, self.remedy))


def _rebuild(kind: type[ServandaError], message: str, place: str | None, remedy: str | None) -> ServandaError:
    return kind(message, place=place, remedy=remedy)


class IntakeError(ServandaError):
    """Bytes that cannot become a record."""


class UnreadableError(IntakeError):
    """The file cannot be opened: missing, no permission, a folder where a file is needed."""


class EmptyRecordError(IntakeError):
    """No bytes, or nothing but white space once decoded."""


class UnsupportedError(IntakeError):
    """A form of document that is not read here (an image, an archive, an encrypted or image-only PDF)."""


class DamagedError(IntakeError):
    """A document that breaks its own format (a truncated DOCX, XML that does not end)."""


class TooLargeError(IntakeError):
    """Beyond a limit that keeps the machine safe (size of the file, growth on unpacking, depth of markup)."""


class SetAsideError(ServandaError):
    """A record that took more time or memory than it may, or ended the process that read it. The others are read."""


class SpanError(ServandaError):
    """A span outside its record, empty, or whose text is not what the record says there."""


class OutwardError(ServandaError):
    """A line in the outward form that does not hold together."""


class StaleError(ServandaError):
    """A ruling upon something that is no longer as the reviewer saw it. The message says what is different."""


class UsageError(ServandaError):
    """A call that cannot be meant."""


class ForbiddenError(ServandaError):
    """Something that this member's role does not allow."""


class LoginError(ServandaError):
    """A name and a password that do not belong together, or an account that is closed: which of these is not said."""


class HeldUpError(LoginError):
    """Too many tries failed. The message says how long to wait."""


class LedgerError(ServandaError):
    """The ledger cannot serve."""


class NotALedgerError(LedgerError):
    """The file or database is something else."""


class LedgerVersionError(LedgerError):
    """The ledger was made by a newer Servanda."""


class LedgerBusyError(LedgerError):
    """Another process holds the ledger for longer than we wait."""


class LedgerLostError(LedgerBusyError):
    """The server that has the ledger does not answer. What was being kept is not kept, or may be kept again without harm."""


class LedgerFullError(LedgerError):
    """No space left on the device, or no right to write there."""


class NotFoundError(LedgerError):
    """No such record or entry."""

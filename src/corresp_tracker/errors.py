"""Every error that a user can be told about, as one small tree.

CorrespError
├── InputError          what was given cannot be used as it is
│   ├── UnreadableFile      a file that is empty, damaged, encrypted, or not what its name says
│   ├── InvalidLetter       a letter that cannot be logged, drafted or sent as it stands
│   ├── InvalidTemplate     a template that cannot be filled
│   ├── InvalidQuery        a search that cannot be understood
│   ├── InvalidRegister     a register file with rows that cannot be taken
│   ├── InvalidRules        kinds, stages or holidays that an office cannot keep
│   └── NotFound            a case, letter, report or person that the office does not hold
├── StoreError          the log cannot do what was asked now
│   ├── LogUnavailable      not there, damaged, full, on a share, or the connection is lost
│   ├── LogInUse            another program is writing to it
│   ├── LogTooNew           written by a newer version of this program
│   ├── ChangedElsewhere    a colleague saved first
│   ├── DraftInWord         a draft whose Word file is master until it is taken back
│   └── CannotUndo          a step that cannot be taken back any more
└── OutputError         a file cannot be written: open in Word, no room, no permission

Anything else that is raised is a bug and is caught in one place (the crash dialog, and the log file).
"""


class CorrespError(Exception):
    """Something that went wrong and that the user can act on: one sentence, the facts as attributes.

    `message` says what is wrong and what to do next. `kind` is a stable word for programs to read.
    """

    kind = "error"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class InputError(CorrespError):
    """What was given cannot be used as it is."""

    kind = "input"


class UnreadableFile(InputError):
    """A file that is empty, damaged, encrypted, too large, or not what its name says."""

    kind = "unreadable-file"


class InvalidLetter(InputError):
    """A letter that cannot be logged, drafted or sent as it stands."""

    kind = "invalid-letter"


class InvalidTemplate(InputError):
    """A template that cannot be filled."""

    kind = "invalid-template"


class InvalidQuery(InputError):
    """A search that cannot be understood."""

    kind = "invalid-query"


class InvalidRegister(InputError):
    """A register file with rows that cannot be taken."""

    kind = "invalid-register"


class InvalidRules(InputError):
    """Kinds, stages or holidays that an office cannot keep as they are."""

    kind = "invalid-rules"


class NotFound(InputError):
    """A case, letter, report or person that the office does not hold."""

    kind = "not-found"


class StoreError(CorrespError):
    """The log cannot do what was asked now."""

    kind = "store"


class LogUnavailable(StoreError):
    """The log is not there, damaged, full, on a network share, or its connection is lost."""

    kind = "log-unavailable"


class LogInUse(StoreError):
    """Another program is writing to the log."""

    kind = "log-in-use"


class LogTooNew(StoreError):
    """The log was written by a newer version of this program."""

    kind = "log-too-new"


class ChangedElsewhere(StoreError):
    """A colleague saved the same record first."""

    kind = "changed-elsewhere"


class DraftInWord(StoreError):
    """A draft that is open in Word, whose words cannot be changed here meanwhile."""

    kind = "draft-in-word"


class CannotUndo(StoreError):
    """A step that cannot be taken back: its records have moved on since, or are kept for good."""

    kind = "cannot-undo"


class OutputError(CorrespError):
    """A file cannot be written: it is open in Word, the folder is read-only, or the disk is full."""

    kind = "output"

"""What happened to a deadline, as others and the project's timeline are told."""

from __future__ import annotations

from services.tracking_service.deadlines.domain import Deadline, DeadlineFact
from services.tracking_service.timeline.store import NewEntry
from services.tracking_service.vocabulary import Purpose, label_of
from shared.contracts.deadlines import DeadlineMet, DeadlineMissed, DeadlineNeared, DeadlineSet
from shared.kit.unit_of_work import UnitOfWork

_CONTRACTS = {
    DeadlineFact.SET: DeadlineSet,
    DeadlineFact.NEARED: DeadlineNeared,
    DeadlineFact.MISSED: DeadlineMissed,
    DeadlineFact.MET: DeadlineMet,
}


def publish(work: UnitOfWork, deadline: Deadline) -> None:
    """Tell other services what happened to a deadline since it was loaded."""
    for fact in deadline.facts:
        assert deadline.due_on
        work.publish(
            _CONTRACTS[fact](
                deadline_id=deadline.id,
                project_id=deadline.project_id,
                purpose=deadline.purpose,
                subject_kind=deadline.subject_kind,
                subject_id=deadline.subject_id,
                body=deadline.body,
                due_on=deadline.due_on,
                provisional=deadline.provisional,
            )
        )


def entries(work: UnitOfWork, deadline: Deadline) -> list[NewEntry]:
    """What the project's timeline is told of it: that it is near, and that it was missed."""
    return [_entry(work, deadline, fact) for fact in deadline.facts if fact in _WORDS]


_WORDS = {
    DeadlineFact.NEARED: (
        "deadline.neared",
        "{what}期限临近，应于 {due_on} 前完成（预警）。",
        "The limit for {what} is near: due on {due_on}.",
    ),
    DeadlineFact.MISSED: (
        "deadline.missed",
        "{what}期限已过，应于 {due_on} 前完成（逾期）。",
        "The limit for {what} has passed: it was due on {due_on}.",
    ),
}


def _entry(work: UnitOfWork, deadline: Deadline, fact: DeadlineFact) -> NewEntry:
    kind, zh, en = _WORDS[fact]
    label = label_of(Purpose, deadline.purpose)
    title = deadline.title
    return NewEntry(
        deadline.project_id,
        work.now,
        kind,
        zh.format(what=f"“{title}”{label}" if title else label, due_on=deadline.due_on),
        en.format(what=f"{deadline.purpose} of {title}" if title else deadline.purpose, due_on=deadline.due_on),
        deadline.subject_kind,
        deadline.subject_id,
        {"purpose": deadline.purpose, "due_on": str(deadline.due_on), "provisional": deadline.provisional},
    )

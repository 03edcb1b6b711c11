"""Deliveries: a message on its way through one channel, with every attempt on record until it arrived or failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.notify_service.preferences.domain import Receiver
from shared.kit.errors import IllegalTransition
from shared.kit.labels import Labelled

LONGEST_WAIT = timedelta(hours=1)
LEASE = timedelta(minutes=2)
"""How long an attempt may take before another worker may try: longer than any SMTP dialogue that its timeouts allow."""


class Channel(Labelled):
    """How a message reaches its receiver."""

    IN_APP = "in_app", "站内消息"
    EMAIL = "email", "电子邮件"


class DeliveryStatus(Labelled):
    """Where a delivery stands."""

    PENDING = "pending", "待发送"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "发送失败"


class Outcome(Labelled):
    """How an attempt ended. An attempt without an outcome was cut off: whether it arrived is not known."""

    DELIVERED = "delivered", "已送达"
    POSTPONED = "postponed", "暂未成功"
    REFUSED = "refused", "被拒收"


class Step(Labelled):
    """What can happen to a delivery."""

    ATTEMPT = "attempt", "发送"
    CONFIRM = "confirm", "确认送达"
    GIVE_UP = "give_up", "停止发送"
    RETRY = "retry", "重新发送"


TRANSITIONS: dict[DeliveryStatus, dict[Step, DeliveryStatus]] = {
    DeliveryStatus.PENDING: {
        Step.ATTEMPT: DeliveryStatus.PENDING,
        Step.CONFIRM: DeliveryStatus.DELIVERED,
        Step.GIVE_UP: DeliveryStatus.FAILED,
    },
    DeliveryStatus.FAILED: {Step.RETRY: DeliveryStatus.PENDING},
    DeliveryStatus.DELIVERED: {},
}


@dataclass(frozen=True)
class Result:
    """What became of an attempt. code: the SMTP reply code, where there was a reply; detail: its words."""

    outcome: Outcome
    code: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Retrying:
    """How often and how fast to try again: the first wait is ``backoff``, and each one doubles, up to an hour."""

    backoff: timedelta
    max_attempts: int

    def wait_after(self, attempts: int) -> timedelta:
        """The wait after that many failed attempts (from 1)."""
        # Capped before the power grows beyond what a timedelta holds.
        doublings: int = min(attempts - 1, 20)
        return min(self.backoff * (1 << doublings), LONGEST_WAIT)


@dataclass
class Delivery:
    """One message, one channel.

    address: where e-mail goes; attempts: all that were made; spent: those since the last retry by hand;
    next_attempt_at: when it is due (while an attempt runs: when its lease ends); reason: why the last one failed.
    """

    id: UUID
    message_id: UUID
    receiver: Receiver
    channel: Channel
    address: str | None
    status: DeliveryStatus
    attempts: int
    spent: int
    next_attempt_at: datetime | None
    reason: str | None
    created_at: datetime
    finished_at: datetime | None
    version: int

    @classmethod
    def in_app(cls, id_: UUID, message_id: UUID, receiver: Receiver, now: datetime) -> Delivery:
        """A delivery to the inbox, which arrives by being written."""
        status = DeliveryStatus.DELIVERED
        return cls(id_, message_id, receiver, Channel.IN_APP, None, status, 1, 1, None, None, now, now, 1)

    @classmethod
    def email(cls, id_: UUID, message_id: UUID, receiver: Receiver, address: str, now: datetime) -> Delivery:
        """A delivery by e-mail, due at once."""
        status = DeliveryStatus.PENDING
        return cls(id_, message_id, receiver, Channel.EMAIL, address, status, 0, 0, now, None, now, None, 1)

    def begin_attempt(self, now: datetime) -> int:
        """Begin an attempt and return its number. Nobody else begins one before its lease ends."""
        self._go(Step.ATTEMPT)
        self.attempts += 1
        self.spent += 1
        self.next_attempt_at = now + LEASE
        return self.attempts

    def conclude(self, number: int, result: Result, now: datetime, retrying: Retrying) -> None:
        """Take in how an attempt ended.

        An attempt that was overtaken (its lease ended, and another began or ended) still counts where it arrived.
        """
        if self.status is not DeliveryStatus.PENDING:
            return
        if result.outcome is Outcome.DELIVERED:
            self._finish(Step.CONFIRM, now, reason=None)
        elif number == self.attempts:
            self.reason = result.detail
            if result.outcome is Outcome.REFUSED or self.spent >= retrying.max_attempts:
                self._finish(Step.GIVE_UP, now, reason=result.detail)
            else:
                self.next_attempt_at = now + retrying.wait_after(self.spent)

    def exhausted(self, retrying: Retrying) -> bool:
        """Whether no attempt is left. A pending delivery is so where its last attempt was cut off."""
        return self.spent >= retrying.max_attempts

    def give_up(self, reason: str, now: datetime) -> None:
        """Try no more."""
        self._finish(Step.GIVE_UP, now, reason=reason)

    def retry(self, now: datetime, *, address: str | None) -> None:
        """Send a failed delivery once more, with all its attempts anew. Raises IllegalTransition.

        address: where the receiver wants e-mail now; None leaves the address as it was.
        """
        self._go(Step.RETRY)
        self.address = address or self.address
        self.spent, self.next_attempt_at, self.finished_at = 0, now, None

    def _finish(self, step: Step, now: datetime, *, reason: str | None) -> None:
        self._go(step)
        self.next_attempt_at, self.finished_at, self.reason = None, now, reason

    def _go(self, step: Step) -> None:
        allowed = TRANSITIONS[self.status]
        if step not in allowed:
            raise IllegalTransition(
                what=("发送记录", "delivery"),
                state=(self.status.label, self.status.value),
                step=(step.label, step.value),
                allowed=("、".join(one.label for one in allowed) or "无", ", ".join(allowed) or "nothing"),
            )
        self.status = allowed[step]

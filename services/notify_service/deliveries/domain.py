"""Deliveries: a message on its way through one channel, with every attempt on record until it arrived or failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.notify_service.preferences.domain import Receiver
from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Colour, Labelled

LONGEST_WAIT = timedelta(hours=1)
LEASE = timedelta(minutes=2)
"""How long nobody else may try what was claimed."""
LONGEST_ATTEMPT = timedelta(minutes=1)
"""What an attempt may take: it is cut off then, and begun only while the lease lasts as long."""


class Channel(Labelled):
    """How a message reaches its receiver."""

    IN_APP = "in_app", "站内消息", "in the inbox"
    EMAIL = "email", "电子邮件", "by e-mail"


class DeliveryStatus(Labelled):
    """Where a delivery stands."""

    PENDING = "pending", "待发送", "pending", Colour.BLUE
    DELIVERED = "delivered", "已送达", "delivered", Colour.GREEN
    FAILED = "failed", "发送失败", "failed", Colour.RED
    CANCELLED = "cancelled", "收件人不再接收", "not wanted any more", Colour.GREY


class Outcome(Labelled):
    """How an attempt ended. An attempt without an outcome was cut off: whether it arrived is not known."""

    DELIVERED = "delivered", "已送达", "delivered"
    POSTPONED = "postponed", "暂未成功", "postponed"
    REFUSED = "refused", "被拒收", "refused"


class Step(Labelled):
    """What can happen to a delivery; what somebody does is named by the operation, the rest is the channels'."""

    ATTEMPT = ":attempt", "发送", "attempt"
    CONFIRM = ":confirm", "确认送达", "confirm"
    GIVE_UP = ":give_up", "停止发送", "give up"
    CANCEL = ":cancel", "取消发送", "cancel"
    RETRY = "retry_delivery", "重新发送", "send again"


_S = DeliveryStatus
COURSE = Course(
    ("发送记录", "delivery"),
    {
        _S.PENDING: {
            Step.ATTEMPT: _S.PENDING,
            Step.CONFIRM: _S.DELIVERED,
            Step.GIVE_UP: _S.FAILED,
            Step.CANCEL: _S.CANCELLED,
        },
        _S.FAILED: {Step.RETRY: _S.PENDING},
        _S.DELIVERED: {},
        _S.CANCELLED: {},
    },
)


class EmailNotWanted(Refusal):
    """The receiver has chosen not to get e-mail since."""

    code = "delivery.not_wanted"
    kind = Kind.CONFLICT
    zh = Words(
        "收件人已不接收邮件",
        "收件人已关闭邮件通知，邮件不再发送；站内消息已送达。",
        "无需重发；确需告知的，请通过其他方式联系。",
    )
    en = Words(
        "E-mail is not wanted",
        "The receiver has switched e-mail off since: none is sent. The message is in its inbox.",
        "Leave it; where it must be told, tell it in another way.",
    )


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


@dataclass(frozen=True)
class Attempt:
    """One attempt, on record from before it is made; how it ended is added."""

    number: int
    begun_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    code: int | None = None
    detail: str | None = None


@dataclass
class Delivery(Aggregate):
    """One message, one channel.

    address: where e-mail goes, as its receiver wanted it at the last attempt; attempts: how many were made; spent:
    those since the last retry by hand; attempt_list: each of them, where the channel leaves the house; next_attempt_at:
    when it is due (while it is claimed: when its lease ends); reason: why the last attempt failed.
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
    attempt_list: tuple[Attempt, ...] = ()
    version: int = 1

    @classmethod
    def in_app(cls, id_: UUID, message_id: UUID, receiver: Receiver, now: datetime) -> Delivery:
        """A delivery to the inbox, which arrives by being written."""
        return cls(id_, message_id, receiver, Channel.IN_APP, None, _S.DELIVERED, 1, 1, None, None, now, now)

    @classmethod
    def email(cls, id_: UUID, message_id: UUID, receiver: Receiver, address: str, now: datetime) -> Delivery:
        """A delivery by e-mail, due at once."""
        return cls(id_, message_id, receiver, Channel.EMAIL, address, _S.PENDING, 0, 0, now, None, now, None)

    @property
    def steps(self) -> list[Step]:
        """What its state allows."""
        return COURSE.steps(self.status)

    def begin_attempt(self, now: datetime, *, address: str) -> Attempt:
        """Begin an attempt. Nobody else begins one before its lease ends.

        address: where the receiver wants e-mail now.
        """
        self.address = address
        self.status = COURSE.after(self.status, Step.ATTEMPT)
        self.attempts += 1
        self.spent += 1
        attempt = Attempt(self.attempts, now)
        self.attempt_list = (*self.attempt_list, attempt)
        self.next_attempt_at = now + LEASE
        self.say("attempt_begun")
        return attempt

    def conclude(self, begun: Attempt, result: Result, now: datetime, retrying: Retrying) -> None:
        """Take in how an attempt ended; a second time changes nothing.

        An attempt that was overtaken (its lease ended, and another began or ended) still counts where it arrived.
        """
        if begun not in self.attempt_list:
            return
        ended = replace(begun, ended_at=now, **vars(result))
        self.attempt_list = tuple(ended if one == begun else one for one in self.attempt_list)
        self.say("attempt_ended")
        if self.status is not DeliveryStatus.PENDING:
            return
        if result.outcome is Outcome.DELIVERED:
            self._finish(Step.CONFIRM, now, reason=None)
        elif begun.number == self.attempts:
            self.reason = result.detail
            if result.outcome is Outcome.REFUSED or self.exhausted(retrying):
                self._finish(Step.GIVE_UP, now, reason=result.detail)
            else:
                self.next_attempt_at = now + retrying.wait_after(self.spent)

    def take_back(self, begun: Attempt, now: datetime) -> None:
        """An attempt was begun and not made: it leaves no trace, and another is due at once.

        One that was overtaken stays on record, as cut off.
        """
        if self.status is DeliveryStatus.PENDING and self.attempt_list[-1:] == (begun,):
            self.attempts -= 1
            self.spent -= 1
            self.attempt_list = self.attempt_list[:-1]
            self.next_attempt_at = now
            self.say("attempt_taken_back")

    def exhausted(self, retrying: Retrying) -> bool:
        """Whether no attempt is left. A pending delivery is so where its last attempt was cut off."""
        return self.spent >= retrying.max_attempts

    def give_up(self, reason: str, now: datetime) -> None:
        """Try no more."""
        self._finish(Step.GIVE_UP, now, reason=reason)

    def cancel(self, now: datetime) -> None:
        """The receiver wants no e-mail any more: try no more."""
        self._finish(Step.CANCEL, now, reason=None)

    def retry(self, now: datetime, *, address: str | None) -> None:
        """Send a failed delivery once more, with all its attempts anew. Raises IllegalTransition, EmailNotWanted.

        address: where the receiver wants e-mail now; None: it wants none.
        """
        self.status = COURSE.after(self.status, Step.RETRY)
        if address is None:
            raise EmailNotWanted
        self.address = address
        self.spent, self.next_attempt_at, self.finished_at = 0, now, None
        self.say("retried")

    def _finish(self, step: Step, now: datetime, *, reason: str | None) -> None:
        self.status = COURSE.after(self.status, step)
        self.next_attempt_at, self.finished_at, self.reason = None, now, reason
        self.say(self.status, at=now)

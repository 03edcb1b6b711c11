"""A project's events for the notify service, and a real SMTP server to send to."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from services.notify_service.channels.email import Mailer
from services.notify_service.channels.sending import Sending
from services.notify_service.deliveries.domain import Retrying
from services.notify_service.settings import NotifySettings
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Post
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.contracts.intake.applications import (
    ItemAcceptanceUndone,
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
)
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted, RequestSubmitted
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.contracts.tracking.cases import (
    CaseAnnulled,
    CaseAnnulmentRefused,
    CaseDecided,
    CaseOpened,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
)
from shared.kit.ids import new_id
from testing.tested_service import TestedService

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Story:
    """One project of one enterprise, with ids and an enterprise of its own, and the events that others say of it."""

    def __init__(self) -> None:
        self.project_id = new_id()
        self.mark = self.project_id.hex[-10:].upper()
        self.enterprise = f"91440101{self.mark}"
        self.body = f"B{self.mark}"
        self.case_id, self.item_id, self.agreement_id, self.assignment_id = new_id(), new_id(), new_id(), new_id()
        self.agent = f"agent-{self.mark}"
        self.officer = f"officer-{self.mark}"
        self.handler, self.chief = f"{self.body}-handler-1", f"{self.body}-cso"

    def registered(self, **changes: Any) -> ProjectRegistered:
        return ProjectRegistered(
            **{
                "project_id": self.project_id,
                "project_code": "2019-440104-46-03-026168",
                "name": f"示范产业园 {self.mark}",
                "owner_id": new_id(),
                "owner_uscc": self.enterprise,
                "owner_name": "示范建设单位",
                "district": "440104",
                "investment": "private",
                "project_type": "industrial",
                "eligible": True,
                "grounds": [],
                **changes,
            }
        )

    def request_accepted(self) -> RequestAccepted:
        return RequestAccepted(request_id=new_id(), project_id=self.project_id, modes=["consult", "act"])

    def _agreement(self) -> dict[str, Any]:
        return {
            "agreement_id": self.agreement_id,
            "agreement_number": f"DB{self.mark}",
            "project_id": self.project_id,
            "stages": ["S1", "S3"],
            "item_codes": [],
            "agent": self.agent,
            "agent_title": "服务专员 1",
        }

    def agreement_drafted(self) -> AgreementDrafted:
        return AgreementDrafted(**self._agreement())

    def agreement_signed(self, **changes: Any) -> AgreementSigned:
        return AgreementSigned(**self._agreement() | changes)

    def agreement_moved(
        self, contract: type[AgreementSigningBegun | AgreementSealAwaited | AgreementConcludedByWindow]
    ) -> Any:
        return contract(agreement_id=self.agreement_id, agreement_number=f"DB{self.mark}", project_id=self.project_id)

    def agreement_agent_gone(self) -> AgreementAgentGone:
        told = self._agreement()
        return AgreementAgentGone(**{name: told[name] for name in AgreementAgentGone.model_fields})

    def agreement_ended(self, status: str = "terminated", reason: str | None = "自行办理") -> AgreementEnded:
        return AgreementEnded(
            agreement_id=self.agreement_id,
            agreement_number=f"DB{self.mark}",
            project_id=self.project_id,
            status=status,
            reason=reason,
        )

    def _item(self) -> dict[str, Any]:
        return {
            "application_item_id": self.item_id,
            "project_id": self.project_id,
            "item_code": "S3-01",
            "item_name": "建筑工程施工许可证核发",
            "stage": "S3",
        }

    def request_submitted(self) -> RequestSubmitted:
        return RequestSubmitted(
            request_id=new_id(), project_id=self.project_id, modes=["consult", "act"], channel="online"
        )

    def item_received(self) -> ItemReceived:
        return ItemReceived(
            **self._item(),
            application_id=new_id(),
            application_number=f"SJ{self.mark}",
            body=self.body,
            received_at=AT,
            submitted_by=self.agent,
            agreement_id=None,
        )

    def item_supplemented(self) -> ItemSupplemented:
        return ItemSupplemented(**self._item())

    def supplement_required(self) -> ItemSupplementRequired:
        return ItemSupplementRequired(**self._item(), missing=["用地批准手续", "施工图审查合格书"])

    def item_accepted(self, *, deemed: bool = False) -> ItemAccepted:
        return ItemAccepted(
            **self._item(),
            application_id=new_id(),
            acceptance_number=f"SL{self.mark}",
            body=self.body,
            accepted_at=AT,
            deemed=deemed,
        )

    def item_not_accepted(self, status: str = "not_competent", reason: str | None = None) -> ItemNotAccepted:
        return ItemNotAccepted(**self._item(), status=status, reason=reason)

    def body_published(self, *, version: int = 1, handlers: int = 1, name: str = "住房城乡建设局") -> Any:
        posts = [
            Post(subject=self.chief, title=f"{name} 首席服务官", role="chief_service_officer", email=self.email("cso")),
            *(
                Post(
                    subject=f"{self.body}-handler-{number}",
                    title=f"{name} 经办人 {number}",
                    role="handler",
                    email=self.email(f"handler-{number}"),
                )
                for number in range(1, handlers + 1)
            ),
        ]
        return BodyPublished(
            code=self.body, name=name, full_name=name, kind="bureau", roster_version=version, posts=posts
        )

    def email(self, who: str) -> str:
        return f"{who}-{self.mark.lower()}@daiban.example"

    def officer_appointed(
        self, officer: str | None = None, predecessor: str | None = None, since: datetime = AT
    ) -> ChiefServiceOfficerAppointed:
        return ChiefServiceOfficerAppointed(
            project_id=self.project_id,
            officer=officer or self.officer,
            officer_title="市首席服务官 1",
            predecessor=predecessor,
            since=since,
        )

    def assignment_created(self) -> AssignmentCreated:
        return AssignmentCreated(
            **self._item(),
            acceptance_number=f"SL{self.mark}",
            assignment_id=self.assignment_id,
            body=self.body,
            assignee=self.handler,
            assignee_title="住房城乡建设局 经办人 1",
        )

    def assignment_escalated(self) -> AssignmentEscalated:
        return AssignmentEscalated(
            **self._item(),
            acceptance_number=f"SL{self.mark}",
            assignment_id=self.assignment_id,
            body=self.body,
            from_assignee=self.handler,
            assignee=self.chief,
            assignee_title="住房城乡建设局 首席服务官",
            level="chief_service_officer",
        )

    def _case(self) -> dict[str, Any]:
        return {
            **self._item(),
            "case_id": self.case_id,
            "acceptance_number": f"SL{self.mark}",
            "body": self.body,
            "at": AT,
        }

    def case_opened(self) -> CaseOpened:
        return CaseOpened(**self._case(), due_on=date(2026, 12, 1), provisional=False)

    def case_suspended(self) -> CaseSuspended:
        return CaseSuspended(**self._case(), procedure="expert_review", procedure_name="专家评审", stops_clock=True)

    def case_resumed(self, due_on: date | None = date(2027, 1, 8)) -> CaseResumed:
        return CaseResumed(
            **self._case(), procedure="expert_review", procedure_name="专家评审", due_on=due_on, provisional=True
        )

    def case_decided(self, outcome: str = "passed", document_number: str | None = "穗建证〔2026〕1号") -> Any:
        return CaseDecided(**self._case(), outcome=outcome, document_number=document_number, light="normal")

    def case_withdrawn(self) -> CaseWithdrawn:
        return CaseWithdrawn(**self._case(), reason="方案调整")

    def case_annulled(self) -> CaseAnnulled:
        return CaseAnnulled(**self._case(), reason="误点受理", asked_at=AT)

    def case_annulment_refused(self, refusal: str = "handling_begun") -> CaseAnnulmentRefused:
        return CaseAnnulmentRefused(**self._case(), refusal=refusal, asked_at=AT, asked_by="GSD-window-1")

    def acceptance_undone(self) -> ItemAcceptanceUndone:
        return ItemAcceptanceUndone(
            **self._item(), acceptance_number=f"SL{self.mark}", body=self.body, reason="误点受理"
        )

    def _deadline(self, purpose: str) -> dict[str, Any]:
        return {
            "deadline_id": new_id(),
            "project_id": self.project_id,
            "purpose": purpose,
            "subject_kind": purpose,
            "subject_id": self.case_id,
            "body": self.body,
            "due_on": date(2026, 12, 1),
            "provisional": False,
        }

    def deadline_neared(self, purpose: str = "case") -> DeadlineNeared:
        return DeadlineNeared(**self._deadline(purpose))

    def deadline_missed(self, purpose: str = "case") -> DeadlineMissed:
        return DeadlineMissed(**self._deadline(purpose))


@pytest.fixture
def story() -> Story:
    return Story()


class Reader:
    """Asks the API as the people of a story."""

    def __init__(self, notify: TestedService) -> None:
        self._notify = notify

    async def inbox(self, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
        """The first page of an inbox, newest first."""
        answer = await self._notify.client.get("/messages", params={"limit": 100, **query}, headers=headers)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def subjects(self, headers: dict[str, str]) -> list[str]:
        """The subject lines of an inbox, newest first."""
        return [message["subject"] for message in await self.inbox(headers)]

    def owner(self, story: Story) -> dict[str, str]:
        return self._notify.as_("owner", enterprise=story.enterprise)

    def post(self, subject: str, role: str = "handler") -> dict[str, str]:
        return self._notify.as_(role, sub=subject)

    async def delivery(self, receiver: str, channel: str = "email") -> dict[str, Any]:
        """The receiver's newest delivery through a channel, as the data bureau sees it."""
        rows = await self._notify.rows(
            "SELECT id FROM delivery WHERE receiver = :receiver AND channel = :channel ORDER BY id DESC LIMIT 1",
            receiver=receiver,
            channel=channel,
        )
        answer = await self._notify.client.get(f"/deliveries/{rows[0]['id']}", headers=self._notify.as_("data_bureau"))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def reader(notify: TestedService) -> Reader:
    return Reader(notify)


class MailServer:
    """An SMTP server. ``replies`` are what it says to the next letters (or receivers) instead of taking them."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.data_replies: list[str] = []
        self.receiver_replies: list[str] = []
        self.hold: asyncio.Event | None = None
        self.arrived = asyncio.Event()
        self.port = 0
        self._server: asyncio.Server | None = None

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.receiver_replies:
            return self.receiver_replies.pop(0).format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.arrived.set()
        if self.hold:
            await self.hold.wait()
        if self.data_replies:
            return self.data_replies.pop(0)
        letter = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK taken"

    async def start(self) -> None:
        self._server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True), "127.0.0.1", self.port
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            self._server = None

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to an address."""
        return [letter for letter in self.letters if str(letter["To"]) == address]


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


class MailChannel:
    """The service's mail channel in the test's hands: sends all that is due now, with the settings of a test."""

    def __init__(self, notify: TestedService, server: MailServer) -> None:
        settings = notify.backing.settings("notify", smtp_port=str(server.port), smtp_timeout_s="2")
        assert isinstance(settings, NotifySettings)
        self.settings = settings
        self.retrying = Retrying(timedelta(seconds=5), max_attempts=3)
        self._notify = notify
        self._mailer = Mailer(settings)

    async def send_due(self, *, at_once: int = 20) -> int:
        """Send what is due; how many attempts it made."""
        made, sending = 0, Sending(self._notify.runtime, self._mailer, self.retrying, at_once=at_once)
        while claimed := await sending.send_due():
            made += claimed
        await self._mailer.close()
        return made


@pytest.fixture
async def channel(notify: TestedService, mail_server: MailServer) -> MailChannel:
    # What other tests have left is none of this test's business.
    async with notify.runtime.transaction() as work:
        await work.connection.execute(
            "UPDATE delivery SET status = 'failed', next_attempt_at = NULL WHERE status = 'pending'"
        )
    return MailChannel(notify, mail_server)


def body_of(letter: EmailMessage) -> str:
    """A letter's text."""
    content = letter.get_content()
    assert isinstance(content, str)
    return content


def ids(rows: list[dict[str, Any]]) -> list[UUID]:
    """The ids of some rows."""
    return [UUID(row["id"]) for row in rows]

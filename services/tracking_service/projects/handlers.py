"""What intake and routing say of a project as such: copied, and told on its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.tracking_service.projects import store
from services.tracking_service.timeline.store import NewEntry, append
from services.tracking_service.vocabulary import AgreementStatus, RequestClosure, RequestMode, label_of
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_projects_registered(work: UnitOfWork, given: Sequence[tuple[ProjectRegistered, Envelope]]) -> None:
    """Know the projects and their owners."""
    await store.save_projects(work, (event for event, _ in given))
    append(work, *(_registered(event, envelope) for event, envelope in given))
    for event, _ in given:
        work.arrived("project", event.project_id)


def _registered(event: ProjectRegistered, envelope: Envelope) -> NewEntry:
    return NewEntry(
        event.project_id,
        envelope.time,
        "project.registered",
        f"项目“{event.name}”（{event.project_code}）已登记，{_scope_zh(event.eligible)}。",
        f"Project {event.name} ({event.project_code}) was registered; it is {_scope_en(event.eligible)}.",
        "project",
        event.project_id,
        {"eligible": event.eligible, "grounds": event.grounds},
    )


async def on_eligibility_overridden(work: UnitOfWork, event: EligibilityOverridden, envelope: Envelope) -> None:
    """Take over the officer's decision."""
    await store.save_eligibility(work, event.project_id, eligible=event.eligible, reason=event.reason)
    append(
        work,
        NewEntry(
            event.project_id,
            envelope.time,
            "project.eligibility_overridden",
            f"适用范围判定已人工更改：{_scope_zh(event.eligible)}。理由：{event.reason}",
            f"An officer decided that the project is {_scope_en(event.eligible)}. Reason: {event.reason}",
            "project",
            event.project_id,
            {"eligible": event.eligible},
        ),
    )


async def on_request_submitted(work: UnitOfWork, event: RequestSubmitted, envelope: Envelope) -> None:
    """Tell it."""
    zh, en = f"代办服务申请已提交（{_modes(event.modes)}）。", f"Service was asked for ({', '.join(event.modes)})."
    append(work, _of_request(event.project_id, event.request_id, envelope, "request.submitted", zh, en))


async def on_request_accepted(work: UnitOfWork, event: RequestAccepted, envelope: Envelope) -> None:
    """Tell it."""
    zh, en = f"代办服务申请已接受（{_modes(event.modes)}）。", f"The request was accepted ({', '.join(event.modes)})."
    append(work, _of_request(event.project_id, event.request_id, envelope, "request.accepted", zh, en))


async def on_request_closed(work: UnitOfWork, event: RequestClosed, envelope: Envelope) -> None:
    """Tell it, with the reason."""
    zh = f"代办服务申请{label_of(RequestClosure, event.status)}。{_because_zh(event.reason)}"
    en = f"The request for service was {event.status}.{_because_en(event.reason)}"
    append(work, _of_request(event.project_id, event.request_id, envelope, "request.closed", zh, en))


async def on_agreement_drafted(work: UnitOfWork, event: AgreementDrafted, envelope: Envelope) -> None:
    """Know the agreement."""
    await store.save_agreement(work, event, status=AgreementStatus.TO_BE_SIGNED, signed_at=None)
    append(
        work,
        _of_agreement(
            event,
            envelope,
            "agreement.drafted",
            f"代办委托协议 {event.agreement_number} 待签订，代办员：{event.agent_title}。",
            f"Agreement {event.agreement_number} waits for signature; agent: {event.agent_title}.",
        ),
    )


async def on_agreement_signed(work: UnitOfWork, event: AgreementSigned, envelope: Envelope) -> None:
    """Know from when on the agent may act, and for what."""
    await store.save_agreement(work, event, status=AgreementStatus.SIGNED, signed_at=envelope.time)
    append(
        work,
        _of_agreement(
            event,
            envelope,
            "agreement.signed",
            f"代办委托协议 {event.agreement_number} 已签订，由{event.agent_title}代办。",
            f"Agreement {event.agreement_number} was signed; {event.agent_title} acts for the owner.",
        ),
    )


async def on_agreement_ended(work: UnitOfWork, event: AgreementEnded, envelope: Envelope) -> None:
    """Know that the agent may act no more. It decides no case."""
    await store.end_agreement(work, event, at=envelope.time)
    label = label_of(AgreementStatus, event.status)
    append(
        work,
        _of_agreement(
            event,
            envelope,
            "agreement.ended",
            f"代办委托协议 {event.agreement_number} 已结束（{label}）。{_because_zh(event.reason)}",
            f"Agreement {event.agreement_number} is over ({event.status}).{_because_en(event.reason)}",
        ),
    )


async def on_chief_service_officer_appointed(
    work: UnitOfWork, event: ChiefServiceOfficerAppointed, _: Envelope
) -> None:
    """Know who answers for the project."""
    await store.save_officer(work, event)
    verb = ("确定", "appointed") if event.predecessor is None else ("交接", "handed over")
    append(
        work,
        NewEntry(
            event.project_id,
            event.since,
            "chief_service_officer.appointed",
            f"项目首席服务官已{verb[0]}：{event.officer_title}。",
            f"The chief service officer was {verb[1]}: {event.officer_title}.",
            "project",
            event.project_id,
        ),
    )


def _of_request(project_id: UUID, request_id: UUID, envelope: Envelope, kind: str, zh: str, en: str) -> NewEntry:
    return NewEntry(project_id, envelope.time, kind, zh, en, "request", request_id)


def _of_agreement(
    event: AgreementDrafted | AgreementSigned | AgreementEnded, envelope: Envelope, kind: str, zh: str, en: str
) -> NewEntry:
    number = {"agreement_number": event.agreement_number}
    return NewEntry(event.project_id, envelope.time, kind, zh, en, "agreement", event.agreement_id, number)


def _modes(modes: list[str]) -> str:
    return "、".join(label_of(RequestMode, mode) for mode in modes)


def _scope_zh(eligible: bool) -> str:
    return "属于全程免费代办适用范围" if eligible else "不属于全程免费代办适用范围"


def _scope_en(eligible: bool) -> str:
    return "in scope of the agency service" if eligible else "out of scope of the agency service"


def _because_zh(reason: str | None) -> str:
    return f"原因：{reason}" if reason else ""


def _because_en(reason: str | None) -> str:
    return f" Reason: {reason}" if reason else ""

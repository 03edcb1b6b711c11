"""Many stored rows, made by the database itself, for what must stay cheap however much is stored.

Every row's id is a UUIDv7 that begins with ``0190``, some time in 2024 and before anything that a service makes, so
:func:`forget` finds them again. The statements are the services' own tables, known by name only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import asyncpg

BODIES = (
    "DRC",
    "PNR",
    "EEB",
    "HUC",
    "TRA",
    "WAT",
    "URB",
    "FOR",
    "CAD",
    "MET",
    "PWR",
    "WTR",
    "GAS",
    "GSD",
    "PSB",
    "CUL",
)
"""Bodies among which rows are spread evenly."""
PER_OWNER = 20
"""Rows of each enterprise, and of each project half as many: a large enterprise with a large project."""
PER_PROJECT = 10
_FIRST = "'2024-01-02T01:00:00Z'::timestamptz"


def row_id(table: int, number: int) -> str:
    """The id of the row of a number in the table of a number here (see ``_TABLES``)."""
    return f"0190{table:04x}-0000-7000-8000-{number:012x}"


def _id(table: int, number: str = "n") -> str:
    return f"('0190{table:04x}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


_PROJECT = f"(n - 1) / {PER_PROJECT} + 1"
_PROJECT_ID = _id(1, _PROJECT)
_USCC = f"'91440101F' || lpad(((n - 1) / {PER_OWNER} + 1)::text, 9, '0')"
_USCC_OF_PROJECT = f"'91440101F' || lpad(((n - 1) / {PER_OWNER // PER_PROJECT} + 1)::text, 9, '0')"
_OPEN = "n > {rows} * 0.97"  # the newest few, as in life: from the oldest on, one would read past all others
_BODY = f"(ARRAY{[*BODIES]})[n % {len(BODIES)} + 1]"
_DISTRICT_CODES = [f"4401{code:02d}" for code in (3, 4, 5, 6, 11, 12, 13, 14, 15, 17, 18)]
DISTRICTS = len(_DISTRICT_CODES)
_ITEM_CODE = "'S2-PNR-' || lpad((n % 60)::text, 2, '0')"
_DISTRICT = f"(ARRAY{_DISTRICT_CODES})[n % {DISTRICTS} + 1]"
_AT = f"{_FIRST} + n * interval '1 second'"
_PAIR = "chr(19968 + n % 300) || chr(19968 + n / 300 % 300)"  # one of 90,000
_SEARCH = f"ARRAY['填充', '充项', '项目', 'f' || n, {_PAIR}]"
_OF_OWNER = f"((n - 1) / {PER_OWNER // PER_PROJECT} + 1)"
_OWNER_PAIR = f"chr(25000 + {_OF_OWNER} % 300) || chr(25000 + {_OF_OWNER} / 300 % 300)"
_OWNER_NAME = f"'示例' || {_OWNER_PAIR} || '建设单位'"
_OWNER_SEARCH = f"ARRAY['示例', '建设', '设单', '单位', {_OWNER_PAIR}]"
SEARCHED = (
    chr(19968 + 1001 % 300) + chr(19968 + 1001 // 300),
    chr(25000 + 501 % 300) + chr(25000 + 501 // 300),
    "SL5001",
)
"""What the name of one project in 90,000 has, that of one owner in 90,000, and the number of one case."""
_CODE = "'F2024-440112-47-03-' || lpad(n::text, 8, '0')"

# A table, how many cases share one of its rows, and its columns with the expression that each is filled with.
_TRACKING: Sequence[tuple[str, int, Mapping[str, str]]] = (
    (
        "tracking.project_copy",
        PER_PROJECT,
        {
            "project_id": _id(1),
            "project_code": _CODE,
            "name": "'填充项目 ' || n",
            "owner_uscc": _USCC_OF_PROJECT,
            "district": _DISTRICT,
            "owner_name": _OWNER_NAME,
            "eligible": "true",
            "search": _SEARCH,
            "owner_search": _OWNER_SEARCH,
            "sequence": "n",
        },
    ),
    (
        "tracking.application_item_copy",
        1,
        {
            "application_item_id": _id(2),
            "project_id": _PROJECT_ID,
            "item_code": "'S2-PNR-11'",
            "item_name": "'建设工程规划许可证核发'",
            "stage": "'S2'",
            "body": _BODY,
            "status": "'accepted'",
            "received_at": _AT,
            "sequence": "n",
        },
    ),
    (
        "tracking.item_case",
        1,
        {
            "id": _id(3),
            "project_id": _PROJECT_ID,
            "owner_uscc": _USCC,
            "application_item_id": _id(2),
            "acceptance_number": "'SL' || n",
            "item_code": _ITEM_CODE,
            "item_name": "'建设工程规划许可证核发'",
            "stage": "'S2'",
            "body": _BODY,
            "limit_days": "20",
            "limit_unit": "'working_day'",
            "limit_status": "'confirmed'",
            "procedure_rules": "'[]'::jsonb",
            "accepted_at": _AT,
            "deemed": "false",
            "opened_at": _AT,
            "status": f"CASE WHEN {_OPEN} THEN 'accepted' ELSE 'decided' END",
            "procedures": "'[]'::jsonb",
            "updated_at": _AT,
            "outcome": f"CASE WHEN {_OPEN} THEN NULL ELSE 'passed' END",
            "closed_at": f"CASE WHEN {_OPEN} THEN NULL ELSE {_AT} + interval '7 days' END",
            "version": "1",
        },
    ),
    (
        "tracking.deadline",
        1,
        {
            "id": _id(3),
            "asker": "'tracking'",
            "project_id": _PROJECT_ID,
            "purpose": "'case'",
            "subject_kind": "'case'",
            "subject_id": _id(3),
            "body": _BODY,
            "title": "'建设工程规划许可证核发'",
            "base": "'2024-01-02'::date",
            "limit_days": "20",
            "limit_unit": "'working_day'",
            "stops": "'[]'::jsonb",
            "state": f"CASE WHEN {_OPEN} THEN 'running' ELSE 'met' END",
            "due_on": f"CASE WHEN {_OPEN} THEN '2090-01-30'::date + (n % 300)::int ELSE '2024-01-30'::date END",
            "warned_on": f"CASE WHEN {_OPEN} THEN '2090-01-26'::date + (n % 300)::int ELSE '2024-01-26'::date END",
            "provisional": "false",
            "reckoned_through": "2026",
            "settled_at": f"CASE WHEN {_OPEN} THEN NULL ELSE {_AT} END",
        },
    ),
    (
        "tracking.assignment_copy",
        1,
        {
            "assignment_id": _id(4),
            "project_id": _PROJECT_ID,
            "application_item_id": _id(2),
            "acceptance_number": "'SL' || n",
            "item_name": "'建设工程规划许可证核发'",
            "body": _BODY,
            "assignee": f"{_BODY} || '-handler-' || (n / {len(BODIES)} % 2 + 1)",
            "assignee_title": "'经办人 1'",
            "level": "'handler'",
            "acknowledged_at": _AT,
            "sequence": "n",
        },
    ),
    (
        "tracking.task",
        1,
        {
            "id": _id(3),
            "kind": "(ARRAY['case_to_decide', 'assignment_to_acknowledge', 'item_to_answer', 'agreement_to_seal'])"
            "[n / 16 % 4 + 1]",
            "party": f"(ARRAY[{_BODY}, {_BODY}, 'WINDOW', {_USCC}])[n / 16 % 4 + 1]",
            "project_id": _PROJECT_ID,
            "application_item_id": _id(2),
            "title": "'建设工程规划许可证核发'",
            "assignee": f"{_BODY} || '-handler-' || (n / {len(BODIES)} % 2 + 1)",
            "assignee_title": "'经办人 1'",
            "since": _AT,
            "due_on": "CASE WHEN n % 7 = 0 THEN '9999-12-31'::date ELSE '2090-01-30'::date + (n % 300)::int END",
            "warned_on": "CASE WHEN n % 7 = 0 THEN NULL ELSE '2090-01-26'::date + (n % 300)::int END",
        },
    ),
    ("tracking.timeline_head", PER_PROJECT, {"project_id": _id(1), "last_number": str(PER_PROJECT)}),
    (
        "tracking.timeline_entry",
        1,
        {
            "project_id": _PROJECT_ID,
            "number": f"(n - 1) % {PER_PROJECT} + 1",
            "at": _AT,
            "kind": "'item.received'",
            "words_zh": "'“建设工程规划许可证核发”已收件。'",
            "words_en": "'An item was handed in.'",
            "subject_kind": "'application_item'",
            "subject_id": "n::text",
            "data": "'{}'::json",
        },
    ),
    (
        "tracking.agreement_copy",
        PER_PROJECT,
        {
            "agreement_id": _id(5),
            "project_id": _id(1),
            "agreement_number": "'DB' || n",
            "stages": "'{S1,S2,S3}'::text[]",
            "item_codes": "'{}'::text[]",
            "agent": "'GSD-officer-' || n % 3 + 1",
            "agent_title": "'代办员'",
            "status": "'signed'",
            "signed_at": _AT,
            "sequence": "n",
        },
    ),
)
_ROUTING: Sequence[tuple[str, int, Mapping[str, str]]] = (
    (
        "routing.project_copy",
        PER_PROJECT,
        {
            "project_id": _id(1),
            "name": "'填充项目 ' || n",
            "owner_uscc": _USCC_OF_PROJECT,
            "district": _DISTRICT,
            "sequence": "0",
            "search": _SEARCH,
            "owner_search": _OWNER_SEARCH,
        },
    ),
    (
        "routing.assignment",
        1,
        {
            "id": _id(4),
            "project_id": _PROJECT_ID,
            "project_name": f"'填充项目 ' || {_PROJECT}",
            "application_item_id": _id(2),
            "acceptance_number": "'SL' || n",
            "item_code": "'S2-PNR-11'",
            "item_name": "'建设工程规划许可证核发'",
            "body": _BODY,
            "level": "'handler'",
            "assignee": f"{_BODY} || '-handler-' || (n / {len(BODIES)} % 2 + 1)",
            "assignee_title": "'经办人 1'",
            "status": f"CASE WHEN {_OPEN} THEN 'acknowledged' ELSE 'closed' END",
            "created_at": _AT,
            "acknowledged_at": _AT,
            "updated_at": _AT,
            "closed_at": f"CASE WHEN {_OPEN} THEN NULL ELSE {_AT} END",
            "version": "2",
        },
    ),
    (
        "routing.officer_term",
        PER_PROJECT,
        {
            "id": _id(6),
            "project_id": _id(1),
            "officer": "'GSD-cso-1'",
            "officer_title": "'项目首席服务官 1'",
            "since": _AT,
            "appointed_by": "'GSD-admin-1'",
        },
    ),
)
_INTAKE: Sequence[tuple[str, int, Mapping[str, str]]] = (
    (
        "intake.owner",
        PER_OWNER,
        {
            "id": _id(7),
            "uscc": "'91440101F' || lpad(n::text, 9, '0')",
            "name": "'示例建设单位'",
            "contact_name": "'联系岗'",
            "contact_phone": "'020-83000000'",
            "search": _SEARCH,
            "created_at": _AT,
            "version": "1",
        },
    ),
    (
        "intake.project",
        PER_PROJECT,
        {
            "id": _id(1),
            "owner_id": _id(7, f"(n - 1) / {PER_OWNER // PER_PROJECT} + 1"),
            "owner_uscc": _USCC_OF_PROJECT,
            "project_code": "'2017-440115-47-03-' || lpad(n::text, 6, '0')",
            "name": "'填充项目 ' || n",
            "district": _DISTRICT,
            "project_type": "'industrial'",
            "investment": "'private'",
            "funding": "'social'",
            "works": "'building'",
            "nature": "'new'",
            "authority": "'municipal'",
            "total_investment": "186000000.00",
            "request_open": "true",
            "search": f"{_SEARCH} || {_OWNER_SEARCH}",
            "owner_name": _OWNER_NAME,
            "updated_at": _AT,
            "created_at": _AT,
            "version": "1",
        },
    ),
    (
        "intake.request",
        PER_PROJECT,
        {
            "id": _id(8),
            "project_id": _id(1),
            "owner_uscc": _USCC_OF_PROJECT,
            "modes": "'{act}'::text[]",
            "channel": "'online'",
            "status": f"CASE WHEN {_OPEN.replace('rows', 'projects')} THEN 'submitted' ELSE 'accepted' END",
            "agreement_open": "true",
            "created_at": _AT,
            "version": "1",
        },
    ),
    (
        "intake.agreement",
        PER_PROJECT,
        {
            "id": _id(5),
            "agreement_number": "'F' || n",
            "request_id": _id(8),
            "project_id": _id(1),
            "owner_uscc": _USCC_OF_PROJECT,
            "stages": "'{S1,S2,S3}'::text[]",
            "item_codes": "'{}'::text[]",
            "agent": "'GSD-officer-1'",
            "agent_title": "'代办员 1'",
            "agent_on_roster": "true",
            "status": "'signed'",
            "created_at": _AT,
            "signed_at": _AT,
            "version": "4",
        },
    ),
    (
        "intake.application",
        1,
        {
            "id": _id(9),
            "application_number": "'F' || n",
            "project_id": _PROJECT_ID,
            "owner_uscc": _USCC,
            "submitted_by": "'filled'",
            "received_at": _AT,
        },
    ),
    (
        "intake.application_item",
        1,
        {
            "id": _id(2),
            "application_id": _id(9),
            "project_id": _PROJECT_ID,
            "owner_uscc": _USCC,
            "submitted_by": "'filled'",
            "item_code": _ITEM_CODE,
            "item_name": "'建设工程规划许可证核发'",
            "stage": "'S2'",
            "body": _BODY,
            "status": "'accepted'",
            "received_at": _AT,
            "material_ids": f"ARRAY[{_id(10)}]",
            "missing": "'{}'::text[]",
            "acceptance_number": "'F' || n",
            "accepted_at": _AT,
            "case_ended_at": _AT,
            "updated_at": _AT,
            "deemed": "false",
            "version": "2",
        },
    ),
    ("intake.content", 1, {"sha256": "'filled-' || n", "size": "100"}),
    (
        "intake.material",
        1,
        {
            "id": _id(10),
            "project_id": _PROJECT_ID,
            "name": "'申请表'",
            "kind": "'electronic'",
            "media_type": "'application/pdf'",
            "owner_uscc": _USCC,
            "sha256": "'filled-' || n",
            "size": "100",
            "bodies": f"ARRAY[{_BODY}]",
            "uploaded_by": "'filled'",
            "created_at": _AT,
            "status": "'handed_in'",
            "version": "1",
        },
    ),
    (
        "intake.revision",
        1,
        {
            "subject_id": _PROJECT_ID,
            "version": "n + 1",
            "at": _AT,
            "by": "'filled'",
            "reason": "'登记有误'",
            "changes": "'[]'",
        },
    ),
    (
        "intake.claim",
        PER_OWNER,
        {
            "id": _id(14),
            "project_id": _id(1),
            "project_code": "'2017-440115-47-03-' || lpad(n::text, 6, '0')",
            "holder_uscc": _USCC_OF_PROJECT,
            "claimant_id": _id(7),
            "claimant_uscc": "'91440101F' || lpad(n::text, 9, '0')",
            "claimant_name": "'示例建设单位'",
            "reason": "'项目备案证'",
            "filed_by": "'filled'",
            "filed_at": _AT,
            "status": f"CASE WHEN {_OPEN.replace('{rows}', '{projects} / 2')} THEN 'filed' ELSE 'refused' END",
            "version": "1",
        },
    ),
    (
        "intake.draft",
        1,
        {
            "id": _id(15),
            "operation": "(ARRAY['submit_request', 'submit_application'])[n % 2 + 1]",
            "project_id": _PROJECT_ID,
            "agreement_id": f"CASE WHEN n % 2 = 1 THEN {_id(5, _PROJECT)} END",
            "owner_id": _id(7, f"(n - 1) / {PER_OWNER} + 1"),
            "owner_uscc": _USCC,
            "enterprise": f"CASE WHEN n % 2 = 0 THEN {_USCC} END",
            "agent": f"CASE WHEN n % 2 = 1 THEN 'F-agent-' || (n - 1) / {4 * PER_OWNER} END",
            "title": "'草稿'",
            "content": "'{}'::jsonb",
            "created_at": _AT,
            "updated_at": _AT,
            "version": "1",
        },
    ),
)
_NOTIFY: Sequence[tuple[str, int, Mapping[str, str]]] = (
    (
        "notify.message",
        1,
        {
            "id": _id(11),
            "event_id": _id(12),
            "event_type": "'daiban.intake.application_item.accepted.v1'",
            "receiver": f"CASE WHEN n % 2 = 0 THEN 'post:PNR-handler-' || n / 2 % 50 ELSE 'enterprise:' || {_USCC} END",
            "project_id": _PROJECT_ID,
            "subject_id": "n::text",
            "language": "'zh'",
            "subject": "'事项已受理'",
            "body": "'您的事项已受理。'",
            "occurred_at": _AT,
            "created_at": _AT,
            "read_at": f"CASE WHEN {_OPEN} THEN NULL ELSE {_AT} END",
        },
    ),
    (
        "notify.delivery",
        1,
        {
            "id": _id(13),
            "message_id": _id(11),
            "receiver": "'filled'",
            "channel": "'in_app'",
            "status": "CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'delivered' END",
            "attempts": "1",
            "spent": "1",
            "attempt_list": "'[]'",
            "created_at": _AT,
            "finished_at": _AT,
            "version": "2",
        },
    ),
)
_TABLES = {"intake": _INTAKE, "routing": _ROUTING, "tracking": _TRACKING, "notify": _NOTIFY}


async def fill(database: asyncpg.Connection[asyncpg.Record], service: str, rows: int, *, already: int = 0) -> None:
    """Store ``rows`` cases (or what the service has instead) with what belongs to each; ``already`` are there.

    ``database`` is a superuser's connection. The tables are analysed afterwards.
    """
    tables = _TABLES[service]
    for table, share, columns in tables:
        values = (
            ", ".join(columns.values()).replace("{rows}", str(rows)).replace("{projects}", str(rows // PER_PROJECT))
        )
        await database.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"  # noqa: S608
            f" FROM generate_series({already // share + 1}, {rows // share}) AS series(n)",
            timeout=600,
        )
    await _analyse(database, service)


async def forget(database: asyncpg.Connection[asyncpg.Record], service: str) -> None:
    """Delete what :func:`fill` has stored."""
    for table, _, columns in reversed(_TABLES[service]):
        key = next(iter(columns))
        theirs = f"{key} LIKE 'filled-%'" if table == "intake.content" else f"{key}::text LIKE '0190%'"
        await database.execute(f"DELETE FROM {table} WHERE {theirs}", timeout=600)  # noqa: S608
        # Else each row that it refers to is looked for among all that is gone.
        await database.execute(f"VACUUM {table}", timeout=600)
    await _analyse(database, service)


async def _analyse(database: asyncpg.Connection[asyncpg.Record], service: str) -> None:
    for table, _, _ in _TABLES[service]:
        await database.execute(f"VACUUM (ANALYZE) {table}", timeout=600)

"""Roles that an access token may carry, and the claims that bind a role to its rows."""

from shared.kit.labels import Labelled


class Role(Labelled):
    """Who somebody may act as."""

    OWNER = "owner", "项目单位", "owner"
    """An enterprise; sees what is its own. Bound by the claim ENTERPRISE."""
    WINDOW_CLERK = "window_clerk", "窗口人员", "window clerk"
    """Takes requests and papers at the one window."""
    SERVICE_OFFICER = "service_officer", "代办员", "service officer"
    """Guides, and acts under an agreement on behalf of the owner."""
    HANDLER = "handler", "经办人", "handler"
    """Of one body (claim BODY)."""
    CHIEF_SERVICE_OFFICER = "chief_service_officer", "首席服务官", "chief service officer"
    """Of one body (claim BODY)."""
    LEADER = "leader", "分管领导", "leader in charge"
    """Of one body (claim BODY)."""
    DATA_BUREAU = "data_bureau", "政务服务数据管理局", "data bureau"
    """Runs the service."""
    LEADING_GROUP = "leading_group", "领导小组", "leading group"
    """Reads everything."""
    AUDITOR = "auditor", "审计人员", "auditor"
    """Reads everything, audit trails included."""
    SYSTEM = "system", "对接系统", "another government system"
    """Another government system; sees what its scopes open (:mod:`shared.vocabulary.scopes`)."""


ENTERPRISE = "enterprise"
"""Claim of owners: the enterprise's 统一社会信用代码."""
BODY = "body"
"""Claim of a body's people: the body's code, such as PNR."""

BODY_ROLES = (Role.HANDLER, Role.CHIEF_SERVICE_OFFICER, Role.LEADER)
"""The roles of a body's people, lowest first."""
OVERSEEING = (Role.DATA_BUREAU, Role.LEADING_GROUP, Role.AUDITOR)
"""The roles that see every row."""
EVERYONE = tuple(Role)
"""Every role; whose rows it sees is decided by policy."""

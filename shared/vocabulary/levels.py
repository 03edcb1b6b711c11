"""The ladder that an assignment climbs."""

from shared.kit.labels import Labelled


class Level(Labelled):
    """With which post something stands, lowest first (notice 三(一))."""

    HANDLER = "handler", "经办人", "handler"
    CHIEF_SERVICE_OFFICER = "chief_service_officer", "首席服务官", "chief service officer"
    LEADER = "leader", "分管领导", "leader in charge"
    LEADING_GROUP = "leading_group", "领导小组", "leading group"

"""Modes of service, and how a request for it comes."""

from shared.kit.labels import Labelled


class Mode(Labelled):
    """服务方式 (notice 二(四))."""

    CONSULT = "consult", "咨询", "consulting"
    GUIDE = "guide", "指导", "guidance"
    COORDINATE = "coordinate", "协调", "coordination"
    ACT = "act", "代办", "acting"


class Channel(Labelled):
    """How a request came."""

    ONLINE = "online", "网上", "online"
    WINDOW = "window", "窗口", "at the window"
    PHONE = "phone", "电话", "by telephone"
    ON_SITE = "on_site", "现场", "on site"

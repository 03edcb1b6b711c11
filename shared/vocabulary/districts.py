"""The districts of the city (区)."""

from __future__ import annotations

from shared.kit.labels import Labelled


class District(Labelled):
    """The city's eleven districts, by their administrative code (GB/T 2260)."""

    LIWAN = "440103", "荔湾区", "Liwan"
    YUEXIU = "440104", "越秀区", "Yuexiu"
    HAIZHU = "440105", "海珠区", "Haizhu"
    TIANHE = "440106", "天河区", "Tianhe"
    BAIYUN = "440111", "白云区", "Baiyun"
    HUANGPU = "440112", "黄埔区", "Huangpu"
    PANYU = "440113", "番禺区", "Panyu"
    HUADU = "440114", "花都区", "Huadu"
    NANSHA = "440115", "南沙区", "Nansha"
    CONGHUA = "440117", "从化区", "Conghua"
    ZENGCHENG = "440118", "增城区", "Zengcheng"

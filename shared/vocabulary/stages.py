"""Stages of a project's course (阶段)."""

from shared.kit.labels import Labelled


class Stage(Labelled):
    """阶段, as in the catalogue; the last two run beside the others."""

    LAND = "S1", "立项用地规划许可", "project approval and land-use planning"
    PLANNING = "S2", "工程建设许可", "construction planning permit"
    CONSTRUCTION = "S3", "施工许可", "construction permit"
    COMPLETION = "S4", "竣工验收", "completion and acceptance"
    PARALLEL = "PAR", "并行推进", "parallel items"
    UTILITIES = "UTL", "公共设施接入", "utility connection"

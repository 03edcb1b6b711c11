"""What tells projects apart: who invests, and by which process (流程类型) they go."""

from shared.kit.labels import Labelled


class Investment(Labelled):
    """Who invests."""

    GOVERNMENT = "government", "政府投资", "government investment"
    PRIVATE = "private", "社会投资", "private investment"


class ProjectType(Labelled):
    """The process type that decides which items apply."""

    GOV_BUILDING = "gov_building", "政府投资工程建设项目（房屋建筑类）", "government investment, buildings"
    GOV_LINEAR = "gov_linear", "政府投资工程建设项目（线性工程类）", "government investment, linear works"
    PRIVATE_GENERAL = "private_general", "一般社会投资项目", "private investment, general"
    PRIVATE_SMALL = "private_small", "小型（中小型）社会投资项目", "private investment, small"
    PRIVATE_LAND_WITH_SCHEME = (
        "private_land_with_scheme",
        "带方案出让用地的社会投资项目",
        "private investment, land sold with its scheme",
    )
    INDUSTRIAL = "industrial", "工业类投资项目", "industrial"
    TRAFFIC = "traffic", "交通工程类项目", "traffic works"
    WATER_CONSERVANCY = "water_conservancy", "水利工程类项目", "water conservancy"
    ENERGY = "energy", "能源工程类项目", "energy"
    OTHER = "other", "其他", "other"
    PRIVATE_LOW_RISK = "private_low_risk", "社会投资简易低风险项目", "private investment, simple and of low risk"

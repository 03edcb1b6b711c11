"""The fields of things that can be put right, as corrections name them."""

from __future__ import annotations

from shared.kit.labels import Labelled


class OwnerField(Labelled):
    """Of an owner (项目单位)."""

    NAME = "name", "单位名称", "name"
    CONTACT_NAME = "contact_name", "联系人", "contact"
    CONTACT_PHONE = "contact_phone", "联系电话", "contact's telephone"


class ProjectField(Labelled):
    """Of a project; the last six are the facts that eligibility rests on (notice 二(二))."""

    NAME = "name", "项目名称", "name"
    TOTAL_INVESTMENT = "total_investment", "总投资", "total investment"
    DISTRICT = "district", "所在区", "district"
    PROJECT_TYPE = "project_type", "项目类型", "project type"
    INVESTMENT = "investment", "投资类别", "investment"
    FUNDING = "funding", "资金来源", "funds"
    WORKS = "works", "工程类别", "works"
    NATURE = "nature", "建设性质", "nature"
    AUTHORITY = "authority", "审批权限", "approval authority"
    KEY_PROJECT_DOCUMENT = "key_project_document", "重点项目文号", "key project's document"


class MaterialField(Labelled):
    """Of a material: only whether it can be used."""

    STATUS = "status", "状态", "state"


class ItemField(Labelled):
    """Of an item (申报事项): what the undoing of its acceptance changes."""

    STATUS = "status", "状态", "state"
    ACCEPTANCE_NUMBER = "acceptance_number", "受理号", "acceptance number"


class CaseField(Labelled):
    """Of a decided case (办件)."""

    OUTCOME = "outcome", "办理结果", "outcome"
    DOCUMENT_NUMBER = "document_number", "文号", "document number"
    REMARK = "remark", "备注", "remark"

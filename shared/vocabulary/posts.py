"""What posts are there for, and that a post which is named is on the roster, for what it is named."""

from __future__ import annotations

from collections.abc import Collection

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.labels import Labelled, words_of


class PostRole(Labelled):
    """What a post is there for. The first three are a body's roster, the next two stand above the bodies, the last
    three are the data bureau's own team.
    """

    HANDLER = "handler", "经办人", "handler"
    CHIEF_SERVICE_OFFICER = "chief_service_officer", "首席服务官", "chief service officer"
    LEADER = "leader", "分管领导", "leader in charge"
    DATA_BUREAU = "data_bureau", "政务服务数据管理局", "data bureau"
    LEADING_GROUP = "leading_group", "领导小组", "leading group"
    WINDOW_CLERK = "window_clerk", "窗口人员", "window clerk"
    SERVICE_OFFICER = "service_officer", "代办员", "service officer"
    PROJECT_OFFICER = "project_officer", "项目首席服务官", "chief service officer of projects"


DATA_BUREAU = "GSD"
"""The body that issues the notice and runs the service. It also keeps the posts that stand above the bodies."""
ROSTER = (PostRole.HANDLER, PostRole.CHIEF_SERVICE_OFFICER, PostRole.LEADER)
"""The roles of a body's roster (名单, notice 三(一)): what its matters stand with."""
ABOVE = (PostRole.DATA_BUREAU, PostRole.LEADING_GROUP)
"""The roles of the posts that stand above the bodies."""
AGENTS = (PostRole.SERVICE_OFFICER, PostRole.PROJECT_OFFICER)
"""Who may be an agreement's agent: a project's chief service officer acts too where that is useful (notice 二(五)2)."""
OFFICERS = (PostRole.PROJECT_OFFICER,)
"""Who may be a project's chief service officer."""


class PostUnknown(Refusal):
    """No post of any roster."""

    code = "post.unknown"
    kind = Kind.INVALID
    zh = Words("岗位不在名录中", "岗位名录中没有“{post}”。", "请在岗位名录中选择：{wanted}。")
    en = Words("No such post", "No roster has the post {post}.", "Choose one from the list of posts: {wanted}.")


class PostOfAnotherRole(Refusal):
    """A post that is there for something else."""

    code = "post.of_another_role"
    kind = Kind.INVALID
    zh = Words("岗位职责不符", "“{title}”的岗位职责是“{role}”，应为：{wanted}。", "请在岗位名录中选择：{wanted}。")
    en = Words(
        "A post for something else",
        "{title} is there as {role}; wanted is: {wanted}.",
        "Choose one from the list of posts: {wanted}.",
    )


def check_post(subject: str, found: tuple[str, str] | None, wanted: Collection[PostRole], *, pointer: str) -> str:
    """The title of a post that is there for one of these roles; else PostUnknown or PostOfAnotherRole is raised.

    found: its role and its title; None where no roster has it.
    """
    words = "、".join(role.label for role in wanted), " or ".join(role.label_en for role in wanted)
    if found is None:
        raise PostUnknown(post=subject, wanted=words, pointer=pointer)
    role, title = found
    if role not in wanted:
        raise PostOfAnotherRole(title=title, role=words_of(PostRole, role), wanted=words, pointer=pointer)
    return title

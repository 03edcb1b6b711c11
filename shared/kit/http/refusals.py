"""What the edge refuses before, around or after a use case."""

from __future__ import annotations

from shared.kit.errors import Kind, Refusal, Words


class UnknownAddress(Refusal):
    """No route has this address."""

    code = "route.unknown"
    kind = Kind.NOT_FOUND
    zh = Words("没有这个地址", "没有这个地址。", "请查阅 /docs。")
    en = Words("No such address", "There is nothing at this address.", "See /docs.")


class MethodNotAllowed(Refusal):
    """The address knows other methods only."""

    code = "method.not_allowed"
    kind = Kind.METHOD_NOT_ALLOWED
    zh = Words("不支持这种请求方法", "该地址不支持这种请求方法。", "请查阅 /docs。")
    en = Words("Method not allowed", "This address does not know that method.", "See /docs.")


class RequestMalformed(Refusal):
    """The body is not of the form that its Content-Type says."""

    code = "request.malformed"
    kind = Kind.MALFORMED
    zh = Words("请求无法读取", "请求体无法读取。", "请检查 Content-Type 与请求体是否一致。")
    en = Words("Request not readable", "The body cannot be read.", "Check that Content-Type and body agree.")


class NotJson(Refusal):
    """The body is not JSON."""

    code = "json.invalid"
    kind = Kind.MALFORMED
    zh = Words("JSON 无法解析", "请求体不是有效的 JSON（位置 {position}）。", "请提交 UTF-8 编码、层级合理的 JSON。")
    en = Words("Not JSON", "The body is not valid JSON (at {position}).", "Send UTF-8 JSON, not nested too deeply.")


class NotUtf8(Refusal):
    """A field of a form, or the name of a file in it, is no UTF-8."""

    code = "form.not_utf8"
    kind = Kind.INVALID
    zh = Words("表单编码不符", "表单字段或文件名不是 UTF-8 编码。", "请以 UTF-8 编码提交表单。")
    en = Words("Form is not UTF-8", "A field of the form, or a file's name, is not UTF-8.", "Send the form as UTF-8.")


class RangeNotSatisfiable(Refusal):
    """A part of a file is asked for that begins after its end (RFC 9110, 15.5.17)."""

    code = "range.not_satisfiable"
    kind = Kind.RANGE
    zh = Words("请求的范围超出文件", "文件共 {size} 字节，请求的范围不在其中。", "请按文件大小重新请求。")
    en = Words("Range not satisfiable", "The file has {size} bytes; what is asked for lies after them.", "Ask within.")


class ContentInvalid(Refusal):
    """Fields or parameters break their rules; the answer names them one by one."""

    code = "body.invalid"
    kind = Kind.INVALID
    zh = Words("提交的内容不符合要求", "有 {count} 处内容不符合要求，见 errors。", "请按 errors 修改后重新提交。")
    en = Words("Content is not valid", "{count} place(s) break a rule; see errors.", "Mend them and send again.")


class BodyTooLarge(Refusal):
    """The body is larger than the route takes."""

    code = "body.too_large"
    kind = Kind.TOO_LARGE
    zh = Words("请求体过大", "请求体超过上限 {limit} 字节。", "请压缩或拆分后提交。")
    en = Words("Body too large", "The body is over the limit of {limit} bytes.", "Make it smaller or split it.")


class WrongMediaType(Refusal):
    """The Content-Type is not the one that the route takes."""

    code = "body.media_type"
    kind = Kind.UNSUPPORTED_MEDIA
    zh = Words("请求体类型不符", "该地址接受 {wanted}，收到的是 {given}。", "请设置正确的 Content-Type。")
    en = Words("Wrong media type", "This address takes {wanted}; {given} came.", "Set the right Content-Type.")


class NulCharacter(Refusal):
    """Text with U+0000, which no name or note can hold (and PostgreSQL cannot store)."""

    code = "text.nul_character"
    kind = Kind.INVALID
    zh = Words("文字中含有空字符", "文字中不能含有空字符（U+0000）。", "请删除该字符后重新提交。")
    en = Words("NUL character", "Text may not hold U+0000.", "Remove the character and send again.")


class IdempotencyKeyMissing(Refusal):
    """A creating POST came without an Idempotency-Key."""

    code = "idempotency.key_missing"
    kind = Kind.MALFORMED
    zh = Words(
        "缺少 Idempotency-Key",
        "新建类请求必须携带 Idempotency-Key。",
        "请为本次提交生成一个唯一值，重试时使用同一个值。",
    )
    en = Words(
        "Idempotency-Key missing", "A creating POST needs an Idempotency-Key.", "Make one up; reuse it to retry."
    )


class IdempotencyKeyInvalid(Refusal):
    """The Idempotency-Key is too long or not visible ASCII."""

    code = "idempotency.key_invalid"
    kind = Kind.MALFORMED
    zh = Words("Idempotency-Key 无效", "Idempotency-Key 应为 1 至 255 个可见 ASCII 字符。", "建议使用 UUID。")
    en = Words("Idempotency-Key not valid", "An Idempotency-Key is 1 to 255 visible ASCII characters.", "Use a UUID.")


class IdempotencyKeyReused(Refusal):
    """The Idempotency-Key was used for another request."""

    code = "idempotency.key_reused"
    kind = Kind.INVALID
    zh = Words(
        "Idempotency-Key 已用于其他内容",
        "该 Idempotency-Key 已用于另一次内容不同的提交。",
        "内容不同的提交请使用新的值。",
    )
    en = Words("Idempotency-Key reused", "That key was used with another request.", "Use a new key for new content.")


class IdempotencyInProgress(Refusal):
    """The first request with this Idempotency-Key has been running for longer than a lock is waited for."""

    code = "idempotency.in_progress"
    kind = Kind.CONFLICT
    zh = Words(
        "同一提交正在处理", "使用同一 Idempotency-Key 的请求正在处理。", "请稍候用同一个值重试，将得到首次的结果。"
    )
    en = Words("Still running", "A request with this key is still running.", "Retry with the same key for its answer.")


class IfMatchMissing(Refusal):
    """A change came without saying which version it refers to."""

    code = "version.if_match_missing"
    kind = Kind.PRECONDITION_REQUIRED
    zh = Words("缺少 If-Match", "修改已有内容必须携带 If-Match。", "请先读取，再用其 ETag 作为 If-Match 提交。")
    en = Words("If-Match missing", "A change needs If-Match.", "Read the resource and send its ETag as If-Match.")


class IfMatchInvalid(Refusal):
    """If-Match is not an ETag of this API."""

    code = "version.if_match_invalid"
    kind = Kind.MALFORMED
    zh = Words("If-Match 无效", 'If-Match 应为读取时得到的 ETag，例如 "3"。', "请重新读取以取得 ETag。")
    en = Words("If-Match not valid", 'If-Match must be an ETag as read, such as "3".', "Read the resource again.")


class InsufficientScope(Refusal):
    """A token whose scopes do not open this (RFC 6750, 3.1)."""

    code = "token.insufficient_scope"
    kind = Kind.FORBIDDEN
    zh = Words(
        "访问令牌的授权范围不足",
        "办理此事需要授权范围 {scope}，所用访问令牌没有。",
        "请用包含该授权范围的访问令牌；授权范围由身份认证服务的管理员登记。",
    )
    en = Words(
        "Scope not sufficient",
        "This needs the scope {scope}, which the access token does not have.",
        "Use a token with that scope; who runs the issuer registers it.",
    )


class TooManyRequests(Refusal):
    """More requests than a client, or an address, is allowed."""

    code = "rate_limit.exceeded"
    kind = Kind.TOO_MANY
    zh = Words("请求过于频繁", "{window_s} 秒内最多 {requests} 次请求。", "请在 {retry_s} 秒后重试。")
    en = Words(
        "Too many requests", "At most {requests} requests in {window_s} seconds.", "Try again in {retry_s} seconds."
    )


class Unavailable(Refusal):
    """The database or something else that is needed is down."""

    code = "service.unavailable"
    kind = Kind.UNAVAILABLE
    zh = Words(
        "服务暂不可用",
        "数据库或依赖的服务暂不可用；若正好在提交时中断，是否已写入尚不能确定。",
        "请稍后用同一个 Idempotency-Key 重试，不会重复写入。",
    )
    en = Words(
        "Unavailable",
        "The database or something needed is down; broken off while committing, it may yet have been written.",
        "Retry shortly with the same Idempotency-Key: nothing is written twice.",
    )


class Internal(Refusal):
    """A fault of ours."""

    code = "internal"
    kind = Kind.INTERNAL
    zh = Words("系统内部错误", "系统内部错误，本次没有写入任何内容。", "请凭 request_id 联系运维人员。")
    en = Words("Internal error", "The fault is ours; nothing was written.", "Tell operations the request_id.")

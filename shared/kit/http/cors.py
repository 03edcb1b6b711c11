"""CORS: pages of other origins may call the API where they are named; none is, unless it is set."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

EXPOSED = (
    *("Accept-Ranges", "Allow", "Content-Disposition", "Content-Language", "Content-Range", "ETag"),
    *("Idempotency-Replayed", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate"),
    "X-Request-Id",
)
"""What a page may read of an answer besides its content."""
_TAKEN = (
    *("Accept-Language", "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "If-Range"),
    *("Last-Event-ID", "Range", "traceparent", "X-Request-Id"),
)
_PREFLIGHT_KEPT_S = 600


def with_cors(app: ASGIApp, origins: str) -> ASGIApp:
    """The application for pages of these origins too (``scheme://host[:port]``, with blanks between them).

    Tokens come in a header, never as cookies, so no credentials are shared with a page.
    """
    if not (allowed := origins.split()):
        return app
    return CORSMiddleware(
        app,
        allow_origins=allowed,
        allow_methods=("GET", "HEAD", "POST", "PUT", "DELETE"),
        allow_headers=_TAKEN,
        expose_headers=EXPOSED,
        max_age=_PREFLIGHT_KEPT_S,
    )

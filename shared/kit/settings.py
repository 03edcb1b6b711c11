"""What a process is told by its environment. Every name has the prefix ``DAIBAN_``."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

TOKEN_URL = "https://issuer.example/token"  # noqa: S105
"""What stands for the address where systems get their tokens, where it is not told."""


class Settings(BaseSettings):
    """Settings that every service process reads. Durations are in seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="DAIBAN_", extra="ignore", hide_input_in_errors=True)

    database_url: str = Field(repr=False, description="postgresql+asyncpg URL of this service's own role")
    database_pool_size: int = 8
    statement_timeout_ms: int = 10_000
    lock_timeout_ms: int = 5_000

    kafka_bootstrap: str = "127.0.0.1:9092"
    kafka_fetch_max_wait_ms: int = Field(500, description="how long a broker may hold a fetch while events come")
    kafka_fetch_idle_wait_ms: int = Field(500, description="and while none do")
    kafka_idempotent: bool = True
    kafka_partitions: int = 6
    kafka_replication: int = 3
    kafka_session_timeout_ms: int = 6_000

    oidc_issuer: str
    oidc_jwks_url: str
    oidc_audience: str = "daiban"
    oidc_token_url: str = Field(TOKEN_URL, description="where systems get their tokens: for the API's document alone")

    http_host: str = "127.0.0.1"
    http_port: int = 8080
    worker_http_port: int = 8081
    max_body_bytes: int = 1_048_576
    rate_limit_per_client: int = Field(0, ge=0, description="requests in any minute, of this process; 0: no limit")
    rate_limit_per_address: int = Field(0, ge=0, description="the same, of who has no valid token, by its address")
    trusted_proxies: str = Field(
        "", description="addresses or networks whose X-Forwarded-For is believed, with blanks between them"
    )
    cors_origins: str = Field("", description="origins whose pages may call, with blanks between them; none unless set")

    clock_file: Path | None = Field(None, description="offset in seconds; set by tests and the local stack only")

    outbox_retention_days: int = 30
    outbox_sweep_s: float = 0.5
    timer_interval_s: float = 1.0
    waiting_sweep_s: float = 5.0
    wait_at_most_h: float = Field(72, description="after which an event that waits becomes a dead letter")
    halt_after_dead_letters: int = Field(50, description="consecutive dead letters after which a consumer halts")

    log_level: str = "INFO"
    otlp_endpoint: str | None = None

"""What the notify service is told by its environment besides the kit's settings."""

from __future__ import annotations

from pydantic import Field, SecretStr

from shared.kit.settings import Settings


class NotifySettings(Settings):
    """Settings of the mail channel. Durations are in seconds."""

    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_from: str = "daiban@daiban.example"
    smtp_starttls: bool = False
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout_s: float = 8.0

    mail_backoff_s: float = Field(5.0, gt=0, description="wait after the first failed attempt; doubles, at most 1 h")
    mail_max_attempts: int = Field(24, ge=1, description="attempts before a delivery counts as failed")
    mail_sweep_s: float = Field(2.0, gt=0, description="real time after which to look for what is due without a hint")

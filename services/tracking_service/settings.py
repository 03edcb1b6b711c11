"""What tracking's processes are told by their environment, besides what every service is told."""

from __future__ import annotations

from shared.kit.settings import Settings


class TrackingSettings(Settings):
    """Durations are in seconds."""

    stream_heartbeat_s: float = 15.0
    stream_at_most_s: float = 900.0

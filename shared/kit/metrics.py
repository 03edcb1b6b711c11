"""Prometheus metrics that every service has. Scraped from ``/metrics`` of the API and of the worker."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_WAITING = ["type", "waits_for"]

REQUEST_SECONDS = Histogram(
    "daiban_http_request_seconds", "Duration of HTTP requests", ["method", "route", "status"], buckets=_SECONDS
)
OPEN_STREAMS = Gauge("daiban_open_streams", "Live streams that are open")
EVENTS_RELAYED = Counter("daiban_events_relayed_total", "Outbox rows published", ["topic"])
OUTBOX_OLDEST_SECONDS = Gauge("daiban_outbox_oldest_pending_seconds", "Age of the oldest unpublished outbox row")
RELAY_LEADER = Gauge("daiban_relay_leader", "1 while this process is the service's relay")
EVENTS_HANDLED = Counter("daiban_events_handled_total", "Events handled", ["type", "result"])
EVENT_LAG_SECONDS = Histogram(
    "daiban_event_lag_seconds", "From the fact to its effect here", ["type"], buckets=_SECONDS
)
DEAD_LETTERS = Counter("daiban_dead_letters_total", "Events put aside", ["type"])
EVENTS_WAITING = Gauge("daiban_events_waiting", "Events that wait, by the kind of what they wait for", _WAITING)
EVENTS_WAITING_OLDEST_SECONDS = Gauge("daiban_events_waiting_oldest_seconds", "Age of the oldest of them", _WAITING)
TIMER_RUNS = Counter("daiban_timer_runs_total", "Timer runs that found work", ["timer"])
AUDIT_SEALED = Gauge("daiban_audit_sealed_position", "Position of the audit chain's head")

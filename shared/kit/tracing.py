"""OpenTelemetry traces. The W3C ``traceparent`` travels in HTTP headers, outbox rows and Kafka headers alike.

Spans are recorded only where an OTLP endpoint is set. Elsewhere a request still has its trace's id, taken from its
caller or made, which its log lines carry and its events take on: that costs a tenth of a span.
"""

from __future__ import annotations

import random
import threading
from contextlib import AbstractContextManager
from contextvars import Token

from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, TraceFlags, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_propagator = TraceContextTextMapPropagator()
_SAMPLED = TraceFlags(TraceFlags.SAMPLED)
_recorded = threading.Event()
tracer = trace.get_tracer("daiban")


def configure_tracing(service: str, otlp_endpoint: str | None) -> None:
    """Record spans and export them, where an OTLP endpoint is given. Call once per process."""
    if not otlp_endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{otlp_endpoint}/v1/traces")))
    trace.set_tracer_provider(provider)
    _recorded.set()


def request_span(name: str, traceparent: str | None) -> AbstractContextManager[Span]:
    """The span of a request that is being answered, in the trace that its ``traceparent`` names or in a new one."""
    parent = context_from(traceparent)
    if _recorded.is_set():
        return tracer.start_as_current_span(name, context=parent, kind=SpanKind.SERVER)
    return _Unrecorded(trace.get_current_span(parent).get_span_context())


class _Unrecorded:
    """A span that is nothing but the ids which others take from it."""

    def __init__(self, parent: SpanContext) -> None:
        flags = parent.trace_flags if parent.is_valid else _SAMPLED
        trace_id = parent.trace_id if parent.is_valid else random.getrandbits(128)
        span_id = random.getrandbits(64)
        self._span = NonRecordingSpan(SpanContext(trace_id, span_id, is_remote=False, trace_flags=flags))

    def __enter__(self) -> Span:
        self._token: Token[Context] = context.attach(set_span_in_context(self._span))
        return self._span

    def __exit__(self, *_: object) -> None:
        context.detach(self._token)


def ids_of(span: Span) -> dict[str, str]:
    """The ids of a span, as log lines carry them."""
    ids = span.get_span_context()
    if not ids.is_valid:
        return {}
    return {"trace_id": trace.format_trace_id(ids.trace_id), "span_id": trace.format_span_id(ids.span_id)}


def current_traceparent() -> str | None:
    """The ``traceparent`` of the current span, or None outside any."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent")


def context_from(traceparent: str | None) -> Context | None:
    """The context that a ``traceparent`` names; None where there is none."""
    return _propagator.extract({"traceparent": traceparent}) if traceparent else None

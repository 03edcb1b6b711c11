"""The API process's entry for an ASGI server: ``uvicorn --factory services.routing_service.main:app``."""

from __future__ import annotations

from fastapi import FastAPI

from services.routing_service.wiring import service
from shared.kit.app import create_app
from shared.kit.settings import Settings


def app() -> FastAPI:
    """The API, with its settings from the environment."""
    return create_app(service(), Settings())

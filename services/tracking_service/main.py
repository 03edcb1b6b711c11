"""The API process, for ASGI servers: ``uvicorn --factory services.tracking_service.main:app``."""

from fastapi import FastAPI

from services.tracking_service.settings import TrackingSettings
from services.tracking_service.wiring import service
from shared.kit.app import create_app


def app() -> FastAPI:
    """The application, with the environment's settings."""
    return create_app(service(), TrackingSettings())

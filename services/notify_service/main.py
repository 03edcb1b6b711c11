"""The API process."""

from fastapi import FastAPI

from services.notify_service.settings import NotifySettings
from services.notify_service.wiring import service
from shared.kit.app import create_app


def app() -> FastAPI:
    """The application, for any ASGI server (``uvicorn --factory services.notify_service.main:app``)."""
    return create_app(service(), NotifySettings())

"""``python -m services.notify_service <command>``."""

from services.notify_service.wiring import service
from shared.kit.cli import main

main(service())

"""``python -m services.tracking_service <command>``."""

from services.tracking_service.wiring import service
from shared.kit.cli import main

main(service())

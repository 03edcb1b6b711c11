"""``python -m services.routing_service api|worker|migrate|seed|…``."""

from services.routing_service.wiring import service
from shared.kit.cli import main

main(service())

"""``python -m services.intake_service api | worker | migrate | …``"""

from services.intake_service.wiring import service
from shared.kit.cli import main

main(service())

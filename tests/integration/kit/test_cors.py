"""Pages of named origins may call the API and read what they need of its answers; nobody else may."""

from __future__ import annotations

import httpx
import pytest

from shared.kit.app import create_app
from shared.kit.http.cors import with_cors
from testing.tested_service import TestedService
from tests.integration.intake.conftest import fresh_uscc

PORTAL = "https://portal.example"


@pytest.fixture
def page(intake: TestedService) -> httpx.AsyncClient:
    """What a browser sends for a page of the portal."""
    app = with_cors(intake.app, f"{PORTAL} https://other.example")
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://daiban/api/intake/v1", headers={"Origin": PORTAL}
    )


async def test_a_page_asks_first_and_then_reads_the_answer(intake: TestedService, page: httpx.AsyncClient) -> None:
    wanted = "authorization, content-type, idempotency-key, if-match, last-event-id, range"
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": wanted}
    allowed = await page.options("/owners", headers=asked)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, PORTAL)
    assert "access-control-allow-credentials" not in allowed.headers
    uscc = fresh_uscc()
    body = {"uscc": uscc, "name": "示例公司", "contact_name": "联系岗", "contact_phone": "020-12345678"}
    made = await page.post("/owners", json=body, headers=intake.as_("owner", enterprise=uscc))
    assert (made.status_code, made.headers["access-control-allow-origin"]) == (201, PORTAL)
    exposed = {name.strip() for name in made.headers["access-control-expose-headers"].lower().split(",")}
    assert {"etag", "location", "idempotency-replayed", "content-disposition"} <= exposed
    refused = await page.get("/owners")
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, PORTAL)


@pytest.mark.parametrize("origin", ["https://evil.example", "https://portal.example.evil", "null"])
async def test_a_page_of_another_origin_is_told_nothing(page: httpx.AsyncClient, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    assert (await page.options("/owners", headers=asked)).status_code == 400
    answer = await page.get("/districts", headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers


async def test_none_is_let_in_unless_it_is_set(intake: TestedService) -> None:
    for origins, expected in (("", None), (PORTAL, PORTAL)):
        settings = intake.runtime.settings.model_copy(update={"cors_origins": origins})
        app = create_app(intake.backing.api("intake"), settings)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://daiban") as client:
            answer = await client.get("/api/intake/v1/vocabulary", headers={"Origin": PORTAL})
        assert answer.headers.get("access-control-allow-origin") == expected

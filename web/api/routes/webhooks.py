"""`/webhooks`: where programs are told what changed. For programs of the whole office: an agency's is told nothing of others."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from plan.hooks import endpoints
from plan.hooks.endpoints import EndpointLine
from plan.hooks.secrets import secret_of
from plan.hooks.targets import LONGEST as LONGEST_URL
from plan.people.token_scopes import Scope
from plan.storage.rows import LARGEST_NUMBER
from web.api.caller import Caller, needs_scope
from web.api.problems import ProblemError
from web.site import Site

Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]


class WishedEndpoint(BaseModel):
    """An endpoint as a program asks for it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=endpoints.LONGEST)
    url: str = Field(min_length=1, max_length=LONGEST_URL)


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/webhooks")
    let_in = needs_scope(site, Scope.WEBHOOKS)

    def of_office(caller: Annotated[Caller, Depends(let_in)]) -> Caller:
        if caller.agency is not None:
            raise ProblemError("forbidden", "mã của một cơ quan không đặt được webhook")
        return caller

    program = Annotated[Caller, Depends(of_office)]

    @router.get("", name="webhooks", summary="Nơi nhận webhook, cả nơi đã đóng")
    def every(_caller: program) -> dict[str, object]:
        """Also those that were closed; never a secret."""
        with site.database.read() as session:
            return {"items": [one.to_json() for one in endpoints.listed(session)], "next": None}

    @router.post(
        "", status_code=201, name="webhook-add", summary="Thêm một nơi nhận; khóa chỉ trả về lần này"
    )
    def add(caller: program, wish: WishedEndpoint) -> dict[str, object]:
        """The secret is answered once, here."""
        with site.database.begin() as session:
            number, salt = endpoints.add(session, caller.act, wish.name, wish.url, site.webhooks_allowed)
        return {"id": number, "secret": secret_of(site.signing_key, salt)}

    @router.get("/{number}", name="webhook", summary="Một nơi nhận và những lần gửi gần nhất")
    def one(_caller: program, number: Number) -> dict[str, Any]:
        """With its last deliveries, the newest first."""
        return _line(site, number).to_json() | {"deliveries": _sent(site, number)}

    @router.delete("/{number}", status_code=204, name="webhook-close", summary="Đóng một nơi nhận")
    def close(caller: program, number: Number) -> None:
        """Once more is no fault: whoever did not hear the answer asks again."""
        line = _line(site, number)
        if line.is_open or line.needs_a_look:
            with site.database.begin() as session:
                endpoints.close(session, caller.act, number)

    @router.post("/{number}/ping", status_code=202, name="webhook-ping", summary="Gửi thử một lần")
    def ping(caller: program, number: Number) -> dict[str, object]:
        """Sent by the service within seconds."""
        _line(site, number)
        with site.database.begin() as session:
            endpoints.ping(session, caller.act, number)
        return {"id": number, "event": endpoints.PING}

    return router


def _sent(site: Site, number: int) -> list[dict[str, object]]:
    with site.database.read() as session:
        return [each.to_json() for each in endpoints.deliveries(session, number)]


def _line(site: Site, number: int) -> EndpointLine:
    with site.database.read() as session:
        found = next((line for line in endpoints.listed(session) if line.id == number), None)
    if found is None:
        raise ProblemError("not-found")
    return found

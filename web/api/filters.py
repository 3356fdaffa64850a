"""What lists of tasks and obligations are asked by, as a program writes it, and as the plan reads it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from plan.storage.session import Session
from plan.tasks.decisions import plan_decided_by
from plan.views.program_lists import ProgramFilter
from plan.vocabulary import Kind
from web.api.caller import Caller
from web.api.duties import codes_of
from web.api.lists import After, Limit
from web.api.values import Day, Instant
from web.site import Site

Text = Annotated[str, Field(min_length=1, max_length=200)] | SkipJsonSchema[None]
OnDay = Day | SkipJsonSchema[None]


@dataclass(frozen=True, slots=True)
class AskedList:
    """The common parameters of a list."""

    plan: str | None
    agency: str | None
    kind: Kind | None
    first: Day | None
    last: Day | None
    changed_since: Instant | None
    after: str | None
    limit: int

    def read(self, session: Session, site: Site, caller: Caller) -> ProgramFilter | None:
        """None: nothing can be found, for there is no such plan."""
        plan = plan_decided_by(session, self.plan) if self.plan is not None else None
        if self.plan is not None and plan is None:
            return None
        return ProgramFilter(
            plan.id if plan else None,
            (self.agency,) if self.agency is not None else None,
            codes_of(session, site, caller.agency),
            self.kind,
            self.first,
            self.last,
            self.changed_since,
        )


async def _asked(  # nothing in it waits: in a thread it would only be slower
    plan: Annotated[Text, Query(description="Số quyết định.")] = None,
    agency: Annotated[Text, Query(description="Mã cơ quan chủ trì hoặc phối hợp.")] = None,
    kind: Annotated[Kind | SkipJsonSchema[None], Query()] = None,
    first: Annotated[OnDay, Query(alias="from", description="Thời hạn từ ngày này.")] = None,
    last: Annotated[OnDay, Query(alias="to", description="Thời hạn đến hết ngày này.")] = None,
    changed_since: Annotated[
        Instant | SkipJsonSchema[None],
        Query(description="Chỉ dòng đổi từ lúc này, theo thứ tự đổi; lần sau đi tiếp bằng after=resume."),
    ] = None,
    after: After = None,
    limit: Limit = 100,
) -> AskedList:
    return AskedList(plan, agency, kind, first, last, changed_since, after, limit)


Asked = Annotated[AskedList, Depends(_asked)]

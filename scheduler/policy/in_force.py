"""The policy that the service last took, kept for a start at which its file is wrong."""

import json

from pydantic import ValidationError
from sqlmodel import Session

from plan.facts import FactOf, Form
from scheduler.policy.policy import Policy

_FORM: Form[Policy] = Form(
    lambda text: Policy.model_validate(json.loads(text)),
    lambda policy: json.dumps(policy.model_dump(mode="json", by_alias=True), ensure_ascii=False),
)
IN_FORCE = FactOf("policy-in-force", _FORM)


def in_force(session: Session) -> Policy | None:
    """The policy that was last taken; None before the first, and for one that this version cannot use."""
    try:
        return IN_FORCE.of(session)
    except (ValueError, ValidationError):
        return None


def put_in_force(session: Session, policy: Policy) -> None:
    IN_FORCE.put(session, policy)

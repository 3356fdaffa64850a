"""The policy that the service last took, kept for a start at which its file is wrong."""

import json

from pydantic import ValidationError
from sqlmodel import Session

from plan.storage.facts import fact, put_fact
from scheduler.policy.policy import Policy

NAME = "policy-in-force"


def in_force(session: Session) -> Policy | None:
    """The policy that was last taken; None before the first, and for one that this version cannot use."""
    written = fact(session, NAME)
    try:
        return Policy.model_validate(json.loads(written)) if written else None
    except (ValueError, ValidationError):
        return None


def put_in_force(session: Session, policy: Policy) -> None:
    put_fact(session, NAME, json.dumps(policy.model_dump(mode="json", by_alias=True), ensure_ascii=False))

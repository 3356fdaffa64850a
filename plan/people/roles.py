"""What a user may do: look, act, or see to the others as well. Pure."""

from enum import StrEnum


class UserRole(StrEnum):
    """Each may do what those before it may."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMIN = "admin"

    def covers(self, needed: "UserRole") -> bool:
        """Whether this role is enough where `needed` is asked for."""
        order = list(UserRole)
        return order.index(self) >= order.index(needed)

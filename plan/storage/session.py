"""What every function of the plan takes first. Whoever is asked from outside opens it, hands it on, and asks it nothing itself."""

from sqlmodel import Session

__all__ = ["Session"]

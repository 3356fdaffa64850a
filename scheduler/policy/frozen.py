"""What the files of data that an office may change are read into: values that stay as they are, of known names only."""

from pydantic import BaseModel, ConfigDict


class FrozenModel(BaseModel):
    """A key that nobody knows is a fault: a misspelt one must not be passed over in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

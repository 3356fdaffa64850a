"""How a cell that names agencies is split into names. `plan.agencies` is the way in."""

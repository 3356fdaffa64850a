"""How much of the real material in the repository is read: `make readings`. It may not fall."""

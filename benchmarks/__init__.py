"""What the program costs, beside what it could cost at least: `make bench`."""

"""`/api/v1`: what programs read and report by a token, in JSON."""

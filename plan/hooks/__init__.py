"""Webhooks: where programs of others are told what changed, and what is still to be told them."""

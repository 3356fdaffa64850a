"""Queries that screens, lists and programs ask: one a screen, as frozen columns that may leave the session."""

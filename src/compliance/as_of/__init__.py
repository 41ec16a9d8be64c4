"""The checklist on file as of another day, as known on another, settled, or with a bill."""

"""From the checklist on file to the one that is asked for: of another day, as known on another, settled, with a bill."""

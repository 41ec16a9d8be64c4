"""The views of deliverables: every text that a page or a sheet shows, and the exact numbers that charts draw."""

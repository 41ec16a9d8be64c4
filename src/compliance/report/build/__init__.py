"""Every deliverable of every country and of the region: what is out of date is made, in parallel, whole or not at all."""

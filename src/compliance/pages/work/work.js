// The workplace without script is whole; this adds keys, drafts and what is seen while typing.

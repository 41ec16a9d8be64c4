"""Writing into checklists and registers: workbooks there and back, merges, conflicts, edits."""

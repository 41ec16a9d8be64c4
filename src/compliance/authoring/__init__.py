"""What those who fill in checklists do to the files: make them, change them, bring them together."""

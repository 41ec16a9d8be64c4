"""The words of the field as immutable values; imports nothing of ours."""

"""The values of working pages: what an evaluator, a reviewer and a manager see, and nothing else."""

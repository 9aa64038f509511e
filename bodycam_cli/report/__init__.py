"""The answer, as data: one Report, and one builder a question."""

"""The answer, on paper: each format renders any Report."""

"""What one may ask of a projection: comparison, reference class."""

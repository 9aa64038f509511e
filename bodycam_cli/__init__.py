"""What a body-worn camera program will cost a city, against the money it has."""

__version__ = "0.1.0"

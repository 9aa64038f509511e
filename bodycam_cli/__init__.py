"""What a body-worn camera program will cost a city, against the money it has."""

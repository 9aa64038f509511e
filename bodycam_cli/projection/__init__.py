"""What a program will cost: calendar, rollout, drivers, costs."""

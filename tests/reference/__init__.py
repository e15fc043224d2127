"""A slow second reading of the contract, made apart from the planner, to compare it with."""

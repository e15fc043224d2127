"""A slow second reading of the contract, made apart from the planner, that tests compare it with."""

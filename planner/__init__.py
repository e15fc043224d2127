"""The taper planner's domain: a plan is a value, everything else is a function of it."""

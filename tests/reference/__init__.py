"""A slow second reading of the contract, made apart from the planner, to compare it with.

`brute_force.schedule` gives the schedule, `random_plans.plans` the plans to try. The rooms follow
section 2 of the contract: what can be made and how it is taken (`products`), the doses that follow
a line (`sharing`), the line (`line`), its dates (`dates`), the changes on the way (`changes`),
steps (`brute_force`), supply (`supply`); `validity` and `reviews` follow section 1.
"""

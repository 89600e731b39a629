"""Questions beyond a run: what a change would do, what a deal would earn, what is missing to the next tier.

Each is a function of rules, facts and a day; each figure it gives is that of a run.
"""

"""A lifecycle for the bench: six moves, each with a clock stopped and one started, and nothing else in its bodies."""

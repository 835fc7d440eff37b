"""Templates an agency writes itself: what a file must be before papers are drawn with it, and since when one counts.

docs/adr/0014.
"""

"""What each condition of a decisive step is called once it holds, and the steps that bring it about."""

WORDS: dict[tuple[str, str], str] = {}
MENDS: dict[str, tuple[str, ...]] = {}

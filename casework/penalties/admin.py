"""Reference rows of this chapter that an administrator edits, with history."""

"""What people upload, made safe: what it really is, whether it is whole, nothing active in it."""


class BadUpload(ValueError):
    """A file that is not taken in; ``str()`` is one Chinese sentence: what is wrong and how to mend it."""

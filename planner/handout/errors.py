"""The one error of the handout: why no page was made."""


class HandoutError(ValueError):
    """No handout was made. The message says why and, where a field is at fault, which."""

"""What went wrong, said to a clerk."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818  it tells a user of a problem, not of an error
    """Something that a front end shows as it is: one Chinese message, never a traceback.

    The message says what is wrong, where, and what to do.
    """

"""The blank form of an edition, and the file that it is read from."""

from __future__ import annotations

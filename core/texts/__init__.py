"""The written parts: their numbers, outline, links; checked in themselves."""

from __future__ import annotations

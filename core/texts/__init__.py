"""Checking the written parts: against the tables, against themselves, and for what they lack."""

from __future__ import annotations

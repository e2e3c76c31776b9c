"""The words of the lines to sign (签字栏), on paper and in Word alike."""

from __future__ import annotations

SIGNERS = ("填表人：", "审核人：", "主要负责人：")
DATE = "年　　　月　　　日"
SEAL = "（盖章）"
SIGN_SIZE = 14.0
"""四号."""

"""The bookmark that tells a section's heading in a Word document of ours."""

from __future__ import annotations

HEADING_BOOKMARK = "_nianbao_"
"""What its name begins with; the section's id follows. Word does not list such names."""

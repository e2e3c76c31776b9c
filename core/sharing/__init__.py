"""The work on one report shared out (分工): parts made, taken back, merged."""

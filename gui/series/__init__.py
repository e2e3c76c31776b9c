"""Several years side by side (历年对比): table and plot."""

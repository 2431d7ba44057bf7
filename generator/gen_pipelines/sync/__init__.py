"""From what the catalog wants and what a target has to a plan, and from a plan to a changed target."""

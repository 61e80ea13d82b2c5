"""Pages of plans: one unit's plan, the tree of those below, targets, terms, steering bodies."""

"""Pages of indicators: overview, one value, comparison, review, progress, cuts, and the forms."""

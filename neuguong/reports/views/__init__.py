"""Pages of reports: the paper with its checks and forms, the choice of examples, the files."""

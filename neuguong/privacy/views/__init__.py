"""Pages about personal data: one's own, the unit's, the desk's, the register's."""

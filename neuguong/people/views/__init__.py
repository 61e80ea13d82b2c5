"""Pages of this room: who may do what where, accounts and grants."""

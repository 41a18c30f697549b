"""The grammar of claims: one file per kind that has fields of its own, one for the plain kinds."""

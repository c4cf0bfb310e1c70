"""The pages: one module a subject, each shows projections and hands wishes to the office."""

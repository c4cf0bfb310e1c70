"""The processes and the wiring: the only place that knows what is real."""

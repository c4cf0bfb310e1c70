"""Read models: what people look at, each rebuildable from the record alone."""

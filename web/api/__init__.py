"""The JSON API: commands in, rows of the read models out, refusals as problem documents."""

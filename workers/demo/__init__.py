"""The training year: a plausible 2016 of the programme, played through the real engine."""

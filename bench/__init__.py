"""The figures: what the system does in a second, beside a floor that was taken in the same run."""

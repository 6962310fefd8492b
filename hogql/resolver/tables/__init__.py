"""What a name after FROM stands for, and what bounds every read of it."""

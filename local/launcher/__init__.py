"""What ``./hedgerow`` does before anything is installed: standard library only."""

"""AWS on one machine: the emulator process and the deployment of our template to it."""

"""A durable copy of what the emulator's queues hold only in memory."""

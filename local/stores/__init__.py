"""Servers and engines that one machine embeds."""

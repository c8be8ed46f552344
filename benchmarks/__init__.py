"""What Tocsin's speed is, measured side by side on the machine at hand. Nothing here is asserted."""

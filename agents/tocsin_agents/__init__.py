"""The built-in agents: ordinary plugins, which import nothing but `tocsin`."""

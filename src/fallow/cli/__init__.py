"""The command line: one file per noun; parse, call, render. Commands are loaded when they are used."""

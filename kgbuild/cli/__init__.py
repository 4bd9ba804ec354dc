"""The command line: verbs that open, call one library function, print and exit."""

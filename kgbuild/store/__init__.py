"""Asking a graph: SPARQL in a child process with limits, two engines behind one seam."""

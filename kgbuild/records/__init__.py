"""Claims, voices, documents, policies: what the graph will say, before it is RDF.

From here leftward nothing knows RDF: IRIs are strings, lists of words are `kgbuild.choices`.
"""

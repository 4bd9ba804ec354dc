"""The tagger of the bare install: `tag(article)` gives attributions, with numpy alone."""

from kgbuild.extract.tagger.tagging import tag

__all__ = ["tag"]

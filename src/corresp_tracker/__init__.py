"""corresp_tracker: the correspondence log of an inspectorate's private office."""

__version__ = "0.1.0"

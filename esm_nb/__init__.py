"Which dataset to fine-tune on first: rank a thousand sources for the dataframe in your notebook, in seconds."
import lazy_loader

__version__ = "0.2.0.dev0"

# Names are loaded when they are first used, from where __init__.pyi says: importing esm_nb alone loads nothing heavy.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ = [name for name in __all__ if not name.endswith('_extension')]

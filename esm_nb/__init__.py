__version__ = "0.1.0"

_HOME = {name: module for module, names in {
    'moments': ['Moments'], 'evidence': ['logme'], 'esm': ['ESM', 'ESMInfo'], 'encoder': ['Encoder'], 'target': ['Target'],
    'hub': ['find_esms', 'publish'], 'pool': ['Pool', 'publish_pool'], 'ranking': ['rank', 'rank_embeddings', 'Ranking'], 'train': ['Source', 'fine_tune', 'train_esm', 'build_pool'],
    'panel': ['ESMPanel'], 'magics': ['load_ipython_extension', 'unload_ipython_extension'],
}.items() for name in names}

__all__ = [name for name in _HOME if 'extension' not in name]


def __getattr__(name):
    "Names are loaded when they are first used: importing esm_nb alone loads nothing heavy."
    if name not in _HOME: raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from importlib import import_module
    return getattr(import_module(f'{__name__}.{_HOME[name]}'), name)


def __dir__(): return [*globals(), *_HOME]

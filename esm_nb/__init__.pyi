"The public names. Type checkers read this file, and so does esm_nb itself."
from .encoder import Encoder as Encoder
from .target import Target as Target
from .bundled import tweets as tweets
from .moments import Moments as Moments
from .evidence import logme as logme
from .esm import ESM as ESM, ESMInfo as ESMInfo
from .pool import Pool as Pool
from .ranking import Ranking as Ranking, rank as rank, rank_embeddings as rank_embeddings
from .hub.find import find_esms as find_esms
from .hub.published import fetch_esm as fetch_esm
from .train.source import Source as Source, closest_rows as closest_rows
from .train.build import build_pool as build_pool, train_esm as train_esm
from .train.refine import refine as refine
from .train.compare import fine_tune as fine_tune
from .publishing import publish as publish, publish_pool as publish_pool
from .panel.panel import ESMPanel as ESMPanel
from .magics import load_ipython_extension as load_ipython_extension
from .magics import unload_ipython_extension as unload_ipython_extension

__version__: str

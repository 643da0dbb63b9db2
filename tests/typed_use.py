"What a user writes, for the type checker alone: see tools/typed.py."
# pyright: standard

from typing import Any, assert_type
import numpy as np
import pandas as pd
from esm_nb import (
    ESM,
    ESMInfo,
    ESMPanel,
    Encoder,
    Moments,
    Pool,
    Ranking,
    Source,
    Target,
    build_pool,
    closest_rows,
    fetch_esm,
    find_esms,
    fine_tune,
    logme,
    publish,
    publish_pool,
    rank,
    rank_embeddings,
    train_esm,
    tweets,
)
from esm_nb.hub.find import Published
from esm_nb.ranking import Ranked

df = assert_type(tweets(), pd.DataFrame)
target = assert_type(Target.from_frame(df, text=['tweet'], label='sentiment', rows=500), Target)
assert_type(target.labels, np.ndarray)
assert_type(target.classes, tuple[Any, ...])

r = assert_type(rank(df, text='tweet', pool='starter', progress=False), Ranking)
assert_type(r[0], Ranked)
assert_type(r['IMDB'].gain, float)
assert_type(r[:3], Ranking)
assert_type([row.info for row in r], list[ESMInfo])
assert_type((r.verdict, r.notes, r.to_pandas()), tuple[str, list[str], pd.DataFrame])

result = fine_tune(df, after=r[:3], seeds=1, num_train_epochs=1)
assert_type((result.scores, result.verdict), tuple[list[float], str | None])
assert_type(result.predict(['good', 'bad']), np.ndarray)
fine_tune(df, r[0], held_out=df, base=Encoder('roberta-base'))

pool = assert_type(Pool.open('starter'), Pool)
assert_type((pool[0], pool['IMDB'], pool[:9]), tuple[ESM, ESM, Pool])
assert_type([esm.weight for esm in pool], list[np.ndarray])
assert_type(pool.filter(lambda info: info.license is not None, language=['en', 'de']), Pool)
assert_type((pool.base, pool.names, pool.tuned('IMDB')), tuple[str, list[str], Any])

encoder = Encoder('roberta-base', pooling='cls')
X = assert_type(encoder.encode(['good', 'bad'], progress=True), np.ndarray)
encoder.encode([('a question', 'an answer')])
encoder.encode(df['tweet'])
assert_type(logme(X, [0, 1]), float)
assert_type(rank_embeddings(X, [0, 1], pool), Ranking)
assert_type(Moments.of(X, X) + Moments.of(X, X), Moments)
assert_type(ESM.fit(X, X).compress(8, Moments.of(X, X))(X), np.ndarray)

found = find_esms('roberta-base', filters=['language:de']).filter(lambda p: p.size < 10**7)
assert_type((found[0], found.to_pandas()), tuple[Published, pd.DataFrame])
source = Source('tweets', df, text='tweet', label='sentiment')
esm = assert_type(train_esm(source, 'roberta-base', max_steps=9), ESM)
assert_type(build_pool([source], 'my-pool', general=['a text']), Pool)
assert_type(closest_rows(source, target), pd.DataFrame)
assert_type(fetch_esm('owner/name'), ESM)
assert_type((publish(esm, 'owner/name'), publish_pool('my-pool', 'owner/pool')), tuple[str, str])

panel = ESMPanel(df)
assert_type((panel.ranking, panel.rank()), tuple[Ranking | None, Ranking | None])

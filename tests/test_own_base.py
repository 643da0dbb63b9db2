"""A base that embeds by itself: a real SentenceTransformer, with the base model of the starter pool in it."""

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from esm_nb import ESM, Encoder, ESMInfo, Pool, Source, rank, train_esm
from esm_nb.testing import toy_reviews

REVIEWS = toy_reviews(200)
NAME = 'sentence-transformers/all-MiniLM-L6-v2'


@pytest.fixture(scope='module')
def directory():
    return str(Encoder(NAME).directory)


def sentence_transformer(directory, *more):
    transformer = Transformer(directory, max_seq_length=128)
    return SentenceTransformer(modules=[transformer, Pooling(384, 'mean'), *more], device='cpu')


def test_it_embeds_as_the_encoder_does(directory):
    own = Encoder(sentence_transformer(directory), name='minilm')
    texts = list(REVIEWS.review[:40])
    assert (own.dim, own.pooling, own.max_length) == (384, 'own', 128)
    np.testing.assert_allclose(own.encode(texts), Encoder(directory, 'mean').encode(texts), atol=1e-5)


def test_vectors_of_another_length_are_another_base(directory):
    plain, normalised = sentence_transformer(directory), sentence_transformer(directory, Normalize())
    bases = [Encoder(model, name='minilm') for model in (plain, normalised)]
    assert bases[0].sha256 != bases[1].sha256
    assert bases[0].sha256 == Encoder(sentence_transformer(directory), name='minilm').sha256


def test_the_starter_pool_is_not_for_it(directory):
    own = Encoder(sentence_transformer(directory, Normalize()), name=NAME)
    with pytest.raises(ValueError, match='with pooling mean, not own'):
        rank(REVIEWS, encoder=own, progress=False)


@pytest.mark.slow
def test_a_map_and_a_ranking_of_ones_own(directory, tmp_path):
    base = Encoder(sentence_transformer(directory), name='minilm')
    tuned = Encoder(sentence_transformer(directory, Normalize()), name='normalised')
    esm = train_esm(Source('lengths', REVIEWS), base, tuned=tuned, progress=False)
    assert esm.info.fidelity['mse'] < 0.1
    same = ESM(np.eye(384), np.zeros(384), ESMInfo('same', base_model_name='minilm', pooling='own', max_length=128))
    pool = Pool.create(tmp_path / 'own', [esm, same], sha256=base.sha256)
    ranking = rank(REVIEWS, pool=pool, encoder=base, progress=False)
    assert {row.source for row in ranking} == {'lengths', 'same'}
    assert next(row.gain for row in ranking if row.source == 'same') == pytest.approx(0, abs=1e-6)
    with pytest.raises(ValueError, match='embeds otherwise'):
        rank(REVIEWS, pool=pool, encoder=Encoder(sentence_transformer(directory, Normalize()), name='minilm'))

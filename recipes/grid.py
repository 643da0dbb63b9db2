"""What helps whom: every source of the pool, for dataframes of every kind.

The dataframes were chosen before any of their results was seen: of every kind that the pool has and that allows it, one
or two; of classes, numbers and pairs, with texts short and long, few classes and many; 1,000 rows to train on and 400
to judge by, where there are so many."""

from esm_nb.pool import Pool
from labelled import INFO

TARGETS = """
covid19_tweet_sentiment gab_hate_corpus hahackathon_offense_rating isear empathic_reactions_empathy huffpost_categories
hwu64 isarcasmeval_en wine_points query_wellformedness cefr_sp babe_media_bias ibm_argq_6k sad_stressor disapere_action
semeval2010_task8 swda medical_abstracts app_review_type crisislext26_infotype deceptive_opinion_spam pit2015 str2022
scitail pstance selqa walmart_amazon wic
""".split()


def sources_for(target):
    "A source of the target's own family, which shares texts or authors with it, is never ranked for it."
    return [e.info.source for e in Pool.open('starter').entries if e.info.family != INFO[target]['family']]

"""Columns as people have them: the layouts of well-known files, filled with made-up values of the same kind, and which
of the columns are the text and the label. A seed draws them; the names are real."""

import random

WORDS = (
    'the a my our this that film phone order food service battery screen staff price story plot actor room hotel was '
    'is felt seemed looked never always really quite very good bad slow great awful broken late early cheap loud clean '
    'warm and but because when after before with without for about again still just only'
).split()
NAMES = 'Anna Ben Carla David Emma Felix Greta Hugo Ida Jonas Klara Leo'.split()


def sentence(draw, low=6, high=18):
    return ' '.join(draw.choices(WORDS, k=draw.randint(low, high))).capitalize() + draw.choice('.!?')


def classes(*names):
    return lambda draw, i: draw.choice(names)


FLAG, STARS, POINTS = classes(0, 1), classes(1, 2, 3, 4, 5), lambda draw, i: draw.randint(80, 100)
KINDS = {
    'text': lambda draw, i: sentence(draw),
    'long': lambda draw, i: ' '.join(sentence(draw) for _ in range(5)),
    'title': lambda draw, i: sentence(draw, 3, 6)[:-1],
    'person': lambda draw, i: f'{draw.choice(NAMES)} {draw.choice(NAMES)}son',
    'handle': lambda draw, i: f'@{draw.choice(NAMES).lower()}{draw.randint(1, 99)}',
    'id': lambda draw, i: i,
    'hash': lambda draw, i: f'{draw.getrandbits(64):016x}',
    'date': lambda draw, i: f'{draw.randint(2009, 2024)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}',
    'time': lambda draw, i: f'2015-02-{draw.randint(1, 28):02d} {draw.randint(0, 23):02d}:10:12 -0800',
    'url': lambda draw, i: f'https://example.org/{draw.getrandbits(32):x}',
    'count': lambda draw, i: draw.randint(0, 5000),
    'real': lambda draw, i: round(draw.uniform(0, 5), draw.randint(2, 3)),
    'share': lambda draw, i: round(draw.random(), 4),
    'unix': lambda draw, i: 1_400_000_000 + draw.randint(0, 10**8),
    'flag': FLAG,
    'bool': classes(True, False),
    'yes': classes('yes', 'no'),
    'stars': STARS,
    'points': POINTS,
    'sentiment': classes('positive', 'neutral', 'negative'),
    'topic': classes('sports', 'politics', 'business', 'science'),
    'intent': classes(
        *(f'{verb}_{thing}' for verb in ('get', 'set') for thing in ('alarm', 'weather', 'card', 'song'))
    ),
    'nli': classes('entailment', 'neutral', 'contradiction'),
    'split': classes('train', 'validation', 'test'),
    'fold': classes(0, 1, 2, 3, 4),
    'constant': lambda draw, i: 'en',
    'empty': lambda draw, i: None,
    'country': classes('Italy', 'France', 'Spain', 'US', 'Chile'),
    'tags': lambda draw, i: draw.sample(['a', 'b', 'c', 'd'], draw.randint(1, 3)),
    'place': classes('London', 'Paris', None, None),
    'agreement': classes('0.33', '0.66', '1.0'),
}
C, R, M = 'classification', 'regression', 'multilabel'
# columns, each `name:kind` (or `name` where both are one), with * before texts and + before the label; then the task
LAYOUTS = [
    ('*text +label:flag', C),
    ('idx:id *sentence:text +label:flag', C),
    ('+v1:sentiment *v2:text', C),
    ('+label:sentiment *text split', C),
    ('*sentence1:text *sentence2:text +label:flag idx:id', C),
    ('id qid1:id qid2:id *question1:text *question2:text +is_duplicate:flag', C),
    ('*premise:text *hypothesis:text +label:nli', C),
    ('promptID:id pairID:hash genre:topic *premise:text *hypothesis:text +gold_label:nli', C),
    ('*question:text *sentence:text +label:flag idx:id', C),
    ('genre:topic year:stars *sentence1:text *sentence2:text +score:real', R),
    ('pair_ID:id *sentence_A:text *sentence_B:text +relatedness_score:real', R),
    ('tweet_id:hash +airline_sentiment:sentiment confidence:share name:handle retweets:count *text created:time', C),
    ('count:stars hate_speech:stars offensive:stars neither:stars +class:sentiment *tweet:text', C),
    ('review_id:hash user_id:hash +stars date *text useful:count funny:count cool:count', C),
    ('reviewerID:hash asin:hash name:person *reviewText:long +overall:stars summary:title unixReviewTime:unix', C),
    ('Id:id ProductId:hash ProfileName:person +Score:stars Time:unix Summary:title *Text:long', C),
    ('*text +category:intent', C),
    ('*text +intent', C),
    ('*utterance:text +intent', C),
    ('*text +target:topic', C),
    ('*text +labels:tags id:hash', M),
    ('*text +tags', M),
    ('id keyword:topic location:place *text +target:flag', C),
    ('*text subject:topic date +label:flag title', C),
    ('id title author:person *text:long +label:flag', C),
    ('country *description:long +points price:count province:country variety:topic winery:person', R),
    ('Review:id *text:long +rating:stars date', C),
    ('*comment:text +toxicity_score:share', R),
    ('id *text +rating:real split', R),
    ('essay_id:id essay_set:stars *essay:long rater1:stars rater2:stars +score:points', R),
    ('*message:text +empathy_score:real gender:flag age:count', R),
    ('url *text +label_bias:yes topic type:country outlet:person', C),
    ('*headline:title +is_clickbait:flag', C),
    ('*headline:title +is_sarcastic:flag article_link:url', C),
    ('*text +emotion:sentiment id:hash author:handle created_utc:unix', C),
    ('id *Tweet:text Target:topic +Stance:sentiment', C),
    ('*claim:text *evidence:text +label:nli', C),
    ('*query:text *document:long +relevance_label:stars', C),
    ('*text_a:text *text_b:text +label:yes', C),
    ('*text_a:text *text_b:text *text_c:text +label:yes', C),
    ('*comment_text:text +target:share severe_toxicity:share identity_attack:share', R),
    ('subset:split language:constant *text +label:topic', C),
    ('fold *text +label:flag', C),
    ('lang:constant *text +label:flag notes:empty', C),
    ('Unnamed:id *text +label:sentiment annotator:handle agreement', C),
    ('*Message:text +Category:yes Date:time', C),
    ('*subject_and_body:long +queue:topic ticket:hash created:time', C),
    ('*quote:text +stars:real', R),
    ('worker:hash *sentence:text +complexity_score:share', R),
    ('id corpus:constant *sentence:text token:topic +complexity:share', R),
    ('guid:hash source:constant *text +class_label:topic', C),
    ('*Question:text +Category:topic', C),
    ('created_at:time lang:constant *full_text:text user:handle +sentiment', C),
    ('*text +label:stars', C),
    ('*sms:text +label:yes', C),
    ('date url *body:long +section:topic', C),
    ('reviewer:person date:time *review:long +score:points', R),
    ('*title +topic', C),
    ('image:url *caption:text +label:bool', C),
    ('timestamp:time *text +label:flag weight:share', C),
]


def columns(layout, rows=120, seed=0):
    "Column → values; which are texts, and the label."
    draw, values, text, label = random.Random(f'{layout} {seed}'), {}, [], None
    for column in layout.split():
        mark, column = (column[0], column[1:]) if column[0] in '*+' else ('', column)
        name, _, kind = column.partition(':')
        values[name] = [KINDS[kind or name](draw, i) for i in range(rows)]
        text += [name] * (mark == '*')
        label = name if mark == '+' else label
    return values, text, label

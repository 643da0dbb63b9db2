"""The quickstart's dataframe: 1,000 of the VADER tweets. `python recipes/quickstart.py` writes it again."""

import fetch

FILE = fetch.here.parent / 'esm_nb/sample/tweets.csv'


def drawn():
    every = fetch.load('vader_tweets').rename(columns=dict(text='tweet', label='sentiment'))
    return every, every.sample(1000, random_state=0)


def held_out():
    "The tweets that are not in the quickstart."
    every, mine = drawn()
    return every.drop(mine.index)


if __name__ == '__main__':
    drawn()[1].to_csv(FILE, index=False)

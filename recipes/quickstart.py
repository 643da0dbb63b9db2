"""The quickstart's dataframe: 1,000 of the VADER tweets. `python recipes/quickstart.py` writes it again."""

import fetch

FILE = fetch.here.parent / 'esm_nb/sample/tweets.csv'


if __name__ == '__main__':
    every = fetch.load('vader_tweets').rename(columns=dict(text='tweet', label='sentiment'))
    every.sample(1000, random_state=0).to_csv(FILE, index=False)

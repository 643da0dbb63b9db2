# Two similar statements; label tells which of the two (first or second) is against common sense.
import pandas as pd

url = 'https://raw.githubusercontent.com/wangcunxiang/SemEval2020-Task4-Commonsense-Validation-and-Explanation/c55b1a9e6cb66997675f85073e17a9522cf38c2c/ALL%20data/Training%20%20Data/'
df = pd.read_csv(url + 'subtaskA_data_all.csv')
df['label'] = pd.read_csv(url + 'subtaskA_answers_all.csv', header=None)[1].map({0: 'first', 1: 'second'})
df = df[['sent0', 'sent1', 'label']].set_axis(['text_a', 'text_b', 'label'], axis=1)
df = df.dropna().drop_duplicates(ignore_index=True)

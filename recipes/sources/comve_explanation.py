# A statement against common sense and a candidate reason; label tells whether the reason explains why it is wrong.
import pandas as pd

url = 'https://raw.githubusercontent.com/wangcunxiang/SemEval2020-Task4-Commonsense-Validation-and-Explanation/c55b1a9e6cb66997675f85073e17a9522cf38c2c/ALL%20data/Training%20%20Data/'
data = pd.read_csv(url + 'subtaskB_data_all.csv')
right = pd.read_csv(url + 'subtaskB_answers_all.csv', header=None)[1]
df = pd.concat([pd.DataFrame(dict(text_a=data['FalseSent'], text_b=data['Option' + option].str.strip(),
                                  label=(right == option).map({True: 'explains', False: 'does_not_explain'})))
                for option in 'ABC'])
df = df.dropna().drop_duplicates(ignore_index=True)

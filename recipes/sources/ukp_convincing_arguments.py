# $title
import html
import pandas as pd

topics = '''
ban-plastic-water-bottles_no-bad-for-the-economy_yes-emergencies-only christianity-or-atheism-_atheism_christianity evolution-vs-creation_creation_evolution
firefox-vs-internet-explorer_it-has-a-cute-logo-oh-and-extensions-err-add-ons_there-s-more-browsers-than-the-ie-firefox-is-an-animal
gay-marriage-right-or-wrong_allowing-gay-marriage-is-right_allowing-gay-marriage-is-wrong
human-growth-and-development-should-parents-use-spanking-as-an-option-to-discipline-_no_yes
if-your-spouse-committed-murder-and-he-or-she-confided-in-you-would-you-turn-them-in-_no_yes india-has-the-potential-to-lead-the-world-_no-against_yes-for
is-it-better-to-have-a-lousy-father-or-to-be-fatherless-_fatherless_lousy-father is-porn-wrong-_no-is-is-not_yes-porn-is-wrong
is-the-school-uniform-a-good-or-bad-idea-_bad_good personal-pursuit-or-advancing-the-common-good-_${common}_personal-pursuit
pro-choice-vs-pro-life_pro-choice_pro-life should-physical-education-be-mandatory-in-schools-_no-_yes- tv-is-better-than-books_books_tv
william-farquhar-ought-to-be-honoured-as-the-rightful-founder-of-singapore_no-it-is-raffles-_yes-of-course-'''
url = 'https://raw.githubusercontent.com/$repo/$commit/data/$folder/'
names = [topic.split('_')[0] + '_' + side for topic in topics.split() for side in topic.split('_')[1:]]
df = pd.concat([pd.read_csv(url + name + '.csv', sep='\t', quoting=3) for name in names])
def clean(texts): return texts.str.replace(r'$br', ' ', regex=True).map(html.unescape).str.strip()
df = pd.DataFrame($rows).dropna().drop_duplicates(ignore_index=True)

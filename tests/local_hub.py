"""A Hugging Face Hub in memory, on loopback, for the real clients: models and datasets; list, fetch, resume, create,
commit; and faults on demand.

    with serve(Hub()) as hub:
        hub.add('datasets', 'owner/reviews', {'train.csv': b'text,label…'})
        hub.fault('train.csv', 'cut')          # the next answer that carries it breaks off half-way
        ... HF_ENDPOINT=hub.url, which clients read when they are imported; HF_HUB_DISABLE_XET=1 to upload"""

import base64, hashlib, json, math, os, re, struct, threading, time
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

LARGE = re.compile(r'.*\.(safetensors|parquet|bin)$')  # files that the Hub keeps apart and redirects to
CREATED = '2026-01-01T00:00:00.000Z'


def sha1(data):
    return hashlib.sha1(data).hexdigest()


def blob(data):
    return sha1(b'blob %d\0' % len(data) + data)  # as git names a file


@lru_cache(10_000)
def sha256(data):
    return hashlib.sha256(data).hexdigest()


def directory(path):
    return dict(type='directory', path=path, oid=sha1(path.encode()), size=0)


def safetensors(data):
    "How many numbers a safetensors file holds, as the Hub says it in a listing; None if it can't be read."
    try:
        header = json.loads(data[8 : 8 + struct.unpack('<Q', data[:8])[0]])
    except (ValueError, struct.error):
        return
    total = sum(math.prod(t['shape']) for name, t in header.items() if name != '__metadata__')
    return dict(parameters=dict(F32=total), total=total)


def card(text):
    "The flat part of a card's header: `key: value`, and lists of values."
    found, key = {}, None
    for line in text.split('---')[1].splitlines() if text.startswith('---') else []:
        if m := re.match(r'(\w+): *(.*)', line):
            key, found[m[1]] = m[1], m[2].strip('\'"') or []
        elif (m := re.match(r' *- *(.*)', line)) and isinstance(found.get(key), list):
            found[key].append(m[1].strip('\'"'))
    return found


class Repo:
    "Commits of one repository: each a sha and its files, path → bytes."

    def __init__(self, kind, id, private=False, gated=False):
        self.kind, self.id, self.private, self.gated, self.commits = kind, id, private, gated, []
        self.commit({})

    def commit(self, changes):
        before = self.commits[-1][1] if self.commits else {}
        files = {p: data for p, data in (before | changes).items() if data is not None}
        sha = sha1(repr((self.kind, self.id, len(self.commits), sorted(files))).encode())
        self.commits.append((sha, files))

    def at(self, revision):
        if revision == 'main':
            return self.commits[-1]
        return next((c for c in self.commits if c[0] == revision), None)

    def entry(self, path, data):
        large = dict(lfs=dict(oid=sha256(data), size=len(data), pointerSize=130)) if LARGE.match(path) else {}
        return dict(type='file', path=path, oid=blob(data), size=len(data)) | large

    def sibling(self, path, data, blobs):
        if not blobs:
            return dict(rfilename=path)
        large = dict(lfs=dict(sha256=sha256(data), size=len(data), pointerSize=130)) if LARGE.match(path) else {}
        return dict(rfilename=path, size=len(data), blobId=blob(data)) | large

    def card(self, files):
        return card(files.get('README.md', b'').decode())

    def tags(self):
        about = self.card(self.at('main')[1])

        def several(key):
            return value if isinstance(value := about.get(key, []), list) else [value]

        named = (f'{k}:{v}' for k in ('license', 'base_model', 'language') for v in several(k))
        return [*several('tags'), *named, *(f'base_model:finetune:{v}' for v in several('base_model'))]

    def info(self, revision='main', fields=None, blobs=False):
        sha, files = self.at(revision)
        about = dict(
            sha=sha,
            private=self.private,
            gated=self.gated,
            disabled=False,
            downloads=0,
            likes=0,
            tags=self.tags(),
            createdAt=CREATED,
            lastModified=CREATED,
            cardData=self.card(files),
            safetensors=safetensors(files.get('model.safetensors', b'')),
            siblings=[self.sibling(p, files[p], blobs) for p in sorted(files)],
        )
        return dict(_id=sha[:24], id=self.id) | {k: v for k, v in about.items() if not fields or k in fields}


class Hub:
    def __init__(self, token='hf_test', user='tester', page=1000, latency=0):
        self.token, self.user = token, user
        self.page = page  # repositories in one answer of a listing
        self.latency = latency  # seconds before each answer
        self.repos, self.uploads, self.faults = {}, {}, []
        self.requests = []  # 'METHOD path', to see what a client asked for
        self.told = []  # those that came with a token

    def add(self, kind, id, files, **options):  # kind: 'models' or 'datasets'
        self.repos[kind, id] = Repo(kind, id, **options)
        self.repos[kind, id].commit(files)

    def fault(self, pattern, what, times=1):
        """The next requests whose path matches get a status, or a status and headers, break off half-way ('cut'),
        get no answer for a minute ('hang'), half an answer and then nothing ('stall'), a byte a second ('trickle'),
        or other bytes of the same size ('wrong'). A function is called with the handler first."""
        self.faults.append([pattern, what, times])

    def due(self, path, head):
        for fault in self.faults:
            pattern, what, left = fault
            if left and re.search(pattern, path) and not (head and what == 'cut'):
                fault[2] -= 1
                return what


GUEST = 'hf_somebody'  # a token of someone who owns nothing here


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    hub = None

    def log_message(self, *args):
        pass

    def send(self, data=b'', status=200, **headers):
        raw = isinstance(data, bytes)
        body = data if raw else json.dumps(data).encode()
        kind = 'application/octet-stream' if raw else 'application/json'
        self.send_response(status)
        for k, v in (dict(Content_Length=len(body), Content_Type=kind) | headers).items():
            self.send_header(k.replace('_', '-'), str(v))
        self.end_headers()
        if self.command != 'HEAD':
            self.send_body(body)

    def send_body(self, body):
        "The bytes, or what becomes of them on a broken way."
        half = body[: len(body) // 2]
        if self.broken == 'wrong':
            body = body[:-8] + bytes(b ^ 1 for b in body[-8:])
        if body and self.broken == 'stall':
            self.send_slowly(half, 60)
        if body and self.broken == 'trickle':
            for i in range(60):
                self.send_slowly(body[i : i + 1], 1)
        if self.broken == 'cut':
            self.close_connection, body = True, half
        self.wfile.write(body)

    def send_slowly(self, piece, seconds):
        self.wfile.write(piece)
        self.wfile.flush()
        time.sleep(seconds)

    def refuse(self, status, code='', message='no such thing'):
        self.send(dict(error=message), status, X_Error_Message=message, **(dict(X_Error_Code=code) if code else {}))

    def read_body(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if self.headers.get('Transfer-Encoding') != 'chunked':
            return body
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self):
        self.body = self.read_body()
        url = urlsplit(self.path)
        path, self.query = unquote(url.path), parse_qs(url.query)
        said, right = self.headers.get('Authorization'), f'Bearer {self.hub.token}'
        self.known, self.broken = said == right, None
        self.hub.requests.append(f'{self.command} {path}')
        if said:
            self.hub.told.append(f"{self.headers['Host']} {path}")
        if said not in (None, right, f'Bearer {GUEST}'):
            return self.refuse(401, message='Invalid credentials in Authorization header')
        time.sleep(self.hub.latency)
        self.broken = self.hub.due(path, self.command == 'HEAD')
        if self.broken == 'hang':
            time.sleep(60)
        if callable(self.broken):
            self.broken(self)
        if isinstance(self.broken, int):
            return self.refuse(self.broken, message='out of order')
        if isinstance(self.broken, tuple):
            return self.send(dict(error='out of order'), self.broken[0], **self.broken[1])
        self.route(path)

    def route(self, path):
        method = 'GET' if self.command == 'HEAD' else self.command
        for verb, pattern, route in ROUTES:
            if verb == method and (m := re.fullmatch(pattern, path)):
                return route(self, **m.groupdict())
        self.refuse(404, message=f'no route {self.command} {path}')

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

    def repo(self, kind, id, revision='main'):
        "The repository if the client may see it and it has this revision; else None, and the client has been told."
        repo = self.hub.repos.get((kind, id))
        if repo is None or (repo.private and not self.known):
            return self.refuse(404 if self.known else 401, 'RepoNotFound', 'Repository not found')
        return repo if repo.at(revision) else self.refuse(404, 'RevisionNotFound', f'Invalid rev id: {revision}')

    def whoami(self):
        if not self.known:
            return self.refuse(401)
        token = dict(type='access_token', accessToken=dict(role='write'))
        self.send(dict(type='user', name=self.hub.user, orgs=[], auth=token))

    def listing(self, kind):
        wanted = {t for v in self.query.get('filter', []) for t in v.split(',')}
        author, start = self.query.get('author', [None])[0], int(self.query.get('cursor', [0])[0])
        repos = [
            r
            for (k, i), r in sorted(self.hub.repos.items())
            if k == kind
            and (self.known or not r.private)
            and wanted <= set(r.tags())
            and author in (None, i.split('/')[0])
        ]
        end = start + self.hub.page
        more = urlencode(self.query | dict(cursor=[str(end)]), doseq=True)
        link = dict(Link=f'<{self.hub.url}/api/{kind}?{more}>; rel="next"') if end < len(repos) else {}
        self.send([r.info(fields=self.query.get('expand')) for r in repos[start:end]], **link)

    def info(self, kind, id, revision='main'):
        if repo := self.repo(kind, id, revision):
            self.send(repo.info(revision, self.query.get('expand'), 'blobs' in self.query))

    def tree(self, kind, id, revision, folder=None):
        if not (repo := self.repo(kind, id, revision)):
            return
        start, files = f'{folder}/' if folder else '', repo.at(revision)[1]
        inside = {p: d for p, d in files.items() if p.startswith(start)}
        folders = {start + p[len(start) :].split('/')[0] for p in inside if '/' in p[len(start) :]}
        if 'true' not in map(str.lower, self.query.get('recursive', [])):
            inside = {p: d for p, d in inside.items() if '/' not in p[len(start) :]}
        if folder and not (inside or folders):
            return self.refuse(404, 'EntryNotFound', f'{folder} does not exist')
        self.send([*map(directory, sorted(folders)), *(repo.entry(p, d) for p, d in sorted(inside.items()))])

    def paths(self, kind, id, revision):
        if not (repo := self.repo(kind, id, revision)):
            return
        asked = json.loads(self.body) if self.body[:1] == b'{' else parse_qs(self.body.decode())
        files = repo.at(revision)[1]

        def there(p):
            return p in files or any(f.startswith(p + '/') for f in files)

        found = [repo.entry(p, files[p]) if p in files else directory(p) for p in asked['paths'] if there(p)]
        self.send(found)

    def resolve(self, kind, id, revision, path):
        if not (repo := self.repo(kind or 'models', id, revision)):
            return
        if repo.gated and not self.known:
            status = 403 if self.headers.get('Authorization') else 401
            return self.refuse(status, 'GatedRepo', f'Access to {id} is restricted')
        sha, files = repo.at(revision)
        if path not in files:
            return self.refuse(404, 'EntryNotFound', 'Entry not found')
        data, commit = files[path], dict(X_Repo_Commit=sha)
        if not LARGE.match(path):
            return self.file(data, blob(data), **commit)
        # The large files are on another host, as with the Hub: `localhost` here.
        host = self.hub.url.replace('127.0.0.1', 'localhost')
        self.send(
            status=302,
            Location=f'{host}/large/{kind or "models"}/{id}/{sha}/{path}',
            X_Linked_Size=len(data),
            X_Linked_ETag=f'"{sha256(data)}"',
            **commit,
        )

    def large(self, kind, id, sha, path):
        data = self.hub.repos[kind, id].at(sha)[1][path]
        self.file(data, sha256(data))

    def file(self, data, etag, **headers):
        part = re.fullmatch(r'bytes=(\d+)-(\d*)', self.headers.get('Range') or '')
        headers |= dict(ETag=f'"{etag}"', Accept_Ranges='bytes')
        if not part:
            return self.send(data, **headers)
        a, b = int(part[1]), min(int(part[2] or len(data)), len(data) - 1)
        self.send(data[a : b + 1], 206, Content_Range=f'bytes {a}-{b}/{len(data)}', **headers)

    def create(self):
        if not self.known:
            return self.refuse(401)
        asked = json.loads(self.body)
        kind, id = asked.get('type', 'model') + 's', f"{asked.get('organization') or self.hub.user}/{asked['name']}"
        if (kind, id) in self.hub.repos:
            return self.send(dict(error='You already created this repo', url=f'{self.hub.url}/{id}'), 409)
        private = asked.get('private') or asked.get('visibility') == 'private'
        self.hub.repos[kind, id] = Repo(kind, id, private=private)
        self.send(dict(url=f'{self.hub.url}/{id}', name=id, id='0' * 24))

    def preupload(self, kind, id, revision):
        if not self.known:
            return self.refuse(401)
        if not (repo := self.repo(kind, id, revision)):
            return

        def mode(path):
            return 'lfs' if LARGE.match(path) else 'regular'

        files = [
            dict(path=f['path'], shouldIgnore=False, uploadMode=mode(f['path'])) for f in json.loads(self.body)['files']
        ]
        self.send(dict(commitOid=repo.at(revision)[0], files=files))

    def batch(self, id, kind=None):
        def way(oid):
            return dict(upload=dict(href=f'{self.hub.url}/upload/{oid}'))

        objects = [dict(oid=o['oid'], size=o['size'], actions=way(o['oid'])) for o in json.loads(self.body)['objects']]
        self.send(dict(transfer='basic', objects=objects), Content_Type='application/vnd.git-lfs+json')

    def upload(self, oid):
        if sha256(self.body) != oid:
            return self.refuse(400, message='another sha256')
        self.hub.uploads[oid] = self.body
        self.send()

    def commit(self, kind, id, revision):
        if not self.known:
            return self.refuse(401)
        if not (repo := self.repo(kind, id, revision)):
            return
        changes, lines = {}, [json.loads(line) for line in self.body.splitlines()]
        for key, value in ((d['key'], d['value']) for d in lines):
            if key == 'header' and value.get('parentCommit') not in (None, repo.commits[-1][0]):
                return self.refuse(412, message='A commit has happened since')
            if key == 'file':
                changes[value['path']] = base64.b64decode(value['content'])
            if key == 'lfsFile':
                changes[value['path']] = self.hub.uploads[value['oid']]
            if key == 'deletedFile':
                changes[value['path']] = None
        repo.commit(changes)
        sha = repo.commits[-1][0]
        self.send(dict(success=True, commitOid=sha, commitUrl=f'{self.hub.url}/{id}/commit/{sha}', hookOutput=''))

    def nothing_wrong(self, **_):
        self.send(dict(errors=[], warnings=[]))


KIND, ID, REVISION = '(?P<kind>models|datasets)', r'(?P<id>[\w.\-]+/[\w.\-]+)', '(?P<revision>[^/]+)'
ROUTES = [
    ('GET', '/api/whoami-v2', Handler.whoami),
    ('POST', '/api/validate-yaml', Handler.nothing_wrong),
    ('POST', '/api/repos/create', Handler.create),
    ('GET', f'/api/{KIND}', Handler.listing),
    ('GET', f'/api/{KIND}/{ID}', Handler.info),
    ('GET', f'/api/{KIND}/{ID}/revision/{REVISION}', Handler.info),
    ('GET', f'/api/{KIND}/{ID}/tree/{REVISION}(?:/(?P<folder>.*))?', Handler.tree),
    ('POST', f'/api/{KIND}/{ID}/paths-info/{REVISION}', Handler.paths),
    ('POST', f'/api/{KIND}/{ID}/preupload/{REVISION}', Handler.preupload),
    ('POST', f'/api/{KIND}/{ID}/commit/{REVISION}', Handler.commit),
    ('GET', f'/large/{KIND}/{ID}/(?P<sha>[^/]+)/(?P<path>.+)', Handler.large),
    ('GET', f'/(?:{KIND}/)?{ID}/resolve/{REVISION}/(?P<path>.+)', Handler.resolve),
    ('POST', rf'/(?:{KIND}/)?{ID}\.git/info/lfs/objects/batch', Handler.batch),
    ('PUT', '/upload/(?P<oid>[0-9a-f]{64})', Handler.upload),
]


@contextmanager
def serve(hub):
    "The hub on a free port; `hub.url` is its address while it runs."
    server = ThreadingHTTPServer(('127.0.0.1', 0), type('Bound', (Handler,), dict(hub=hub)))
    server.daemon_threads, server.handle_error = True, lambda *_: None  # clients hang up; that is no news
    hub.url = f'http://127.0.0.1:{server.server_address[1]}'
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


# --- what tests put on it ---


def esm_repo(config, weight, bias, base='bert-base-multilingual-uncased', keys='model.', license='apache-2.0'):
    "The files of a published ESM; `keys`: 'model.' or, as the oldest have it, 'sequential.0.'."
    from safetensors.numpy import save

    card = (
        f"---\nbase_model: {base}\ndatasets:\n- {config.get('task_id')}\nlicense: {license}\n"
        f"tags:\n- embedding_space_map\n- BaseLM:{base}\n---\n# ESM"
    )
    config = dict(base_model_name=base, esm_architecture='linear') | config
    return {
        '.gitattributes': b'',
        'README.md': card.encode(),
        'config.json': json.dumps(config).encode(),
        'model.safetensors': save({f'{keys}weight': weight, f'{keys}bias': bias}),
    }


def add_esms(hub, owner, count, dim=16, base='bert-base-multilingual-uncased', start=0):
    "ESMs of all generations of configs and keys, random maps near the identity; name → (weight, bias)."
    import numpy as np

    maps = {}
    generations = [
        {},
        dict(esm_embedding_dim=None, version='0.1.0'),
        dict(esm_embedding_dim=dim, version='0.2.1'),
        dict(embedding_dim=dim, optional_layer_dims=None),
    ]
    for i in range(start, start + count):
        rng = np.random.default_rng(i)
        weight = (np.eye(dim) + 0.3 * dim**-0.5 * rng.normal(size=(dim, dim))).astype(np.float32)
        bias = (0.1 * rng.normal(size=dim)).astype(np.float32)
        task = f'owner/task-{i:04}'
        config = (
            dict(
                task_id=task,
                task_subset='default',
                text_column='text',
                label_column='label',
                num_examples=100 + i,
                seed=None,
                language=None,
            )
            | generations[i % 4]
        )
        keys = 'sequential.0.' if i % 3 else 'model.'  # two in three mislabelled
        hub.add('models', f'{owner}/ESM_{i:04}', esm_repo(config, weight, bias, base, keys))
        maps[f'{task} / default'] = weight, bias
    return maps


def point_at(hub, home, setattr=setattr, setenv=os.environ.__setitem__):
    "Make this process's client, imported or not, use the hub and an own HF_HOME."
    from huggingface_hub import constants, hf_api

    settings = dict(
        ENDPOINT=hub.url,
        HUGGINGFACE_CO_URL_TEMPLATE=hub.url + '/{repo_id}/resolve/{revision}/{filename}',
        HF_HOME=str(home),
        HF_HUB_CACHE=f'{home}/hub',
        HF_ASSETS_CACHE=f'{home}/assets',
        HF_TOKEN_PATH=f'{home}/token',
        HF_STORED_TOKENS_PATH=f'{home}/stored_tokens',
        HF_HUB_DISABLE_XET=True,
        HF_HUB_OFFLINE=False,
    )
    for name, value in settings.items():
        setattr(constants, name, value)
    setattr(hf_api.api, 'endpoint', hub.url)
    setenv('HF_TOKEN', hub.token)


def environment(hub, home, **more):
    "The environment of a new process that uses the hub."
    env = {k: v for k, v in os.environ.items() if not k.startswith('HF_')}
    return (
        env
        | dict(
            HF_ENDPOINT=hub.url, HF_HOME=str(home), HF_HUB_DISABLE_XET='1', XDG_CACHE_HOME=str(home), TQDM_DISABLE='1'
        )
        | more
    )

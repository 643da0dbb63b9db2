# Makes .venv with everything that building and testing needs. If a step fails, prints why.
pip() { .venv/bin/python -m pip install -q --disable-pip-version-check "$@" >&2; }

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >&2 || { echo "esm_nb needs Python 3.11 or newer; name one with make PYTHON=/path/to/python3.11"; exit; }
echo 'setting up .venv (a few minutes, once) …' >&2
[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv >&2 || { echo "$PYTHON cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit; }
pip -r requirements-dev.txt || { echo "pip could not install requirements-dev.txt (see above); is there a network?"; exit; }
pip --no-deps -r requirements-peer.txt || { echo "pip could not install requirements-peer.txt (see above)"; exit; }
mkdir -p .venv/share/jupyter/labextensions && ln -sfn "$PWD/labextension/built" .venv/share/jupyter/labextensions/esm-nb # pip install -e leaves it out
pip -e '.[offline]' || { echo "pip could not install esm_nb[offline] (see above)"; exit; }

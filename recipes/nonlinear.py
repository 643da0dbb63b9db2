"""The paper's open question: would a non-linear map do better? A small residual network that starts from the exact
linear fit."""

from functools import cache
from itertools import product
import numpy as np
import torch
from esm_nb import ESM
from esm_nb.train.build import fidelity
import starter
from embedded import base, name_of, on_target, pairs, target
from imitation import agreement, gains_of, rounded
from results import found, save

HIDDEN, RATES, BATCH, DECAY, EPOCHS, PATIENCE, SEED = 128, (1e-4, 3e-4, 1e-3), 32, 0.01, 60, 6, 0


class Residual(torch.nn.Module):
    "z = Wx + b + A·gelu(Bx + c). A is zero at first, so it begins as the linear map."

    def __init__(self, linear, unit):
        super().__init__()
        self.unit = unit  # size of a typical value: the network sees values of about 1
        self.linear, self.inner, self.outer = (
            torch.nn.Linear(linear.dim, linear.dim),
            torch.nn.Linear(linear.dim, HIDDEN),
            torch.nn.Linear(HIDDEN, linear.dim, bias=False),
        )
        with torch.no_grad():
            self.linear.weight.copy_(torch.as_tensor(linear.weight))
            self.linear.bias.copy_(torch.as_tensor(linear.bias / unit))
            self.outer.weight.zero_()

    def forward(self, X):
        return (
            self.linear(X / self.unit) + self.outer(torch.nn.functional.gelu(self.inner(X / self.unit)))
        ) * self.unit

    def __call__(self, X):
        if isinstance(X, torch.Tensor):
            return self.forward(X)
        with torch.inference_mode():
            return self.forward(torch.as_tensor(X)).numpy()


def trained(X, Z, free, rate, epochs, watched=None):
    """The network after so many epochs, W and b kept or free, and the error on watched rows before each; it stops once
    that has long got no better."""
    torch.manual_seed(SEED)
    network, errors = Residual(ESM.fit(X, Z), float(X.std())), []
    network.linear.requires_grad_(free)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=DECAY)
    X, Z = torch.as_tensor(X), torch.as_tensor(Z)
    for _ in range(epochs):
        if watched is not None:
            with torch.no_grad():
                errors.append(float(((network(watched[0]) - watched[1]) ** 2).mean()))
            if len(errors) - np.argmin(errors) > PATIENCE:
                break
        for rows in torch.randperm(len(X)).split(BATCH):
            optimiser.zero_grad()
            (((network(X[rows]) - Z[rows]) / network.unit) ** 2).mean().backward()
            optimiser.step()
    return network, errors


@cache
def fitted(slug):
    """Rate, number of epochs, and whether W and b are free, are chosen on a fifth of the train rows; then all of them
    are used."""
    X, Z, n = pairs(slug)
    order = np.random.default_rng(SEED).permutation(n)
    few, many = order[: n // 5], order[n // 5 :]
    watched = torch.as_tensor(X[few]), torch.as_tensor(Z[few])
    errors = {
        choice: trained(X[many], Z[many], *choice, EPOCHS, watched)[1] for choice in product((False, True), RATES)
    }
    free, rate = best = min(errors, key=lambda c: min(errors[c]))
    epochs = int(np.argmin(errors[best]))
    lowest = {
        word: rounded(min(min(e) for c, e in errors.items() if c[0] == free) / errors[best][0])
        for word, free in (('kept', False), ('free', True))
    }
    return trained(X[:n], Z[:n], free, rate, epochs)[0], dict(free=free, rate=rate, epochs=epochs, watched=lowest)


def on_source(slug):
    "Held-out fidelity of the linear map and of the network."
    X, Z, n = pairs(slug)
    network, chosen = fitted(slug)
    return chosen | dict(
        linear=fidelity(ESM.fit(X[:n], Z[:n]), X[n:], Z[n:]), nonlinear=fidelity(network, X[n:], Z[n:])
    )


def on(target_slug, compared):
    "The network's gains on a target, and how far its ranking and its fidelity there are those of the linear map."
    t = target(target_slug)
    slugs = [s for s in starter.STARTER if name_of(s) in compared['sources']]
    X, networks = base().encode(t.texts), {name_of(s): fitted(s)[0] for s in slugs}
    gains, truth = (
        gains_of(t, X, {name: network(X) for name, network in networks.items()}),
        {name: row['tuned'] for name, row in compared['sources'].items()},
    )
    mse = {
        name_of(s): dict(
            linear=compared['sources'][name_of(s)]['mse']['exact'],
            nonlinear=fidelity(networks[name_of(s)], X, on_target(s, target_slug))['mse'],
        )
        for s in slugs
    }
    return dict(
        agreement=dict(linear=compared['agreement']['exact'], nonlinear=agreement(truth, gains)), gains=gains, mse=mse
    )


def nonlinear():
    "Needs logme_agreement, whose linear rankings stand beside the network's."
    result = dict(hidden=HIDDEN, seed=SEED, sources={}, targets={}) | found('nonlinear')
    for slug in starter.STARTER:
        if name_of(slug) in result['sources']:
            continue
        result['sources'][name_of(slug)] = on_source(slug)
        save('nonlinear', result)
        print(slug, result['sources'][name_of(slug)], flush=True)
    for slug, compared in found('logme_agreement')['targets'].items():
        if slug in result['targets']:
            continue
        result['targets'][slug] = on(slug, compared)
        save('nonlinear', result)
        print(slug, result['targets'][slug]['agreement'], flush=True)

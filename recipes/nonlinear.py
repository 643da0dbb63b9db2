"""The paper's open question: would a non-linear map do better? A small residual network that starts from the exact
linear fit."""

from itertools import product
import numpy as np
import torch
from esm_nb import ESM
import starter

HIDDEN, RATES, BATCH, DECAY, EPOCHS, PATIENCE, SEED = 128, (1e-4, 3e-4, 1e-3), 32, 0.01, 60, 6, 0
NETWORKS = starter.ROOT / 'build/networks'


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


def network(slug, X, Z):
    """Fitted to pairs of embeddings, once. Rate, number of epochs, and whether W and b are free, are chosen on a fifth
    of them; then all are used."""
    path = NETWORKS / f'{slug}.pt'
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        order = np.random.default_rng(SEED).permutation(len(X))
        few, many = order[: len(X) // 5], order[len(X) // 5 :]
        watched = torch.as_tensor(X[few]), torch.as_tensor(Z[few])
        errors = {
            choice: trained(X[many], Z[many], *choice, EPOCHS, watched)[1] for choice in product((False, True), RATES)
        }
        best = min(errors, key=lambda c: min(errors[c]))
        made = trained(X, Z, *best, int(np.argmin(errors[best])))[0]
        torch.save(made.state_dict(), path)
    blank = Residual(ESM.fit(X, Z), float(X.std()))
    blank.load_state_dict(torch.load(path, weights_only=True))
    return blank

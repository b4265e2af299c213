"""Dense EASE in numpy and ALS of `implicit`, on the members that `guildhall evaluate --split-out FILE` held back.

Usage: peers.py FILE ease|als     One peer in one process, so that its peak memory is its own.
"""

import json
import resource
import sys
import time

import numpy as np
import scipy.sparse as sp


def matrix(histories, items):
    rows = np.repeat(np.arange(len(histories)), [len(history) for history in histories])
    columns = np.concatenate([np.asarray(history, dtype=np.int64) for history in histories])
    return sp.csr_matrix((np.ones(len(columns), dtype=np.float32), (rows, columns)), shape=(len(histories), items))


def measured(scores_of, held, items, length=20):
    """Mean recall (hits by the most there could be) and NDCG."""
    recall = ndcg = 0.0
    discount = 1 / np.log2(np.arange(2, length + 2))
    for begin in range(0, len(held), 500):
        part = held[begin : begin + 500]
        told = matrix([member["told"] for member in part], items)
        scores = np.asarray(scores_of(told), dtype=np.float64)
        scores[told.nonzero()] = -np.inf
        best = np.argsort(-scores, axis=1, kind="stable")[:, :length]
        for list_, member in zip(best, part):
            hits = np.isin(list_, member["wanted"])
            possible = min(len(member["wanted"]), length)
            recall += hits.sum() / possible
            ndcg += (hits * discount).sum() / discount[:possible].sum()
    return recall / len(held), ndcg / len(held)


def ease(told, regular=100.0):
    gram = (told.T @ told).toarray()
    gram[np.diag_indices_from(gram)] += regular
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return lambda histories: histories @ weights


def als(told):
    from implicit.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(factors=64, regularization=0.05, alpha=10.0, iterations=15, random_state=98765)
    model.fit(told, show_progress=False)

    def scores(histories):
        members = model.recalculate_user(np.arange(histories.shape[0]), histories)
        return members @ model.item_factors.T

    return scores


def main():
    path, name = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        split = json.load(file)
    told = matrix(split["training"], split["items"])
    held, items = split["test"], split["items"]
    del split
    start = time.perf_counter()
    scores_of = {"ease": ease, "als": als}[name](told)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    recall, ndcg = measured(scores_of, held, items)
    print(f"{name}: {seconds:.2f} s, {peak:.0f} MB at most, R@20 {recall:.4f}, N@20 {ndcg:.4f}")


main()

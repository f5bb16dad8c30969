"""The peer of bench/evaluate.mjs: AUROC, average precision, Brier score and log loss of scikit-learn on bootstrap
replicates drawn by numpy. Reads {"y": [...], "p": [...], "replicates": n} from stdin, prints JSON."""

import json
import sys
import time

import numpy
import sklearn
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

given = json.load(sys.stdin)
y = numpy.array(given["y"], dtype=int)
p = numpy.array(given["p"])
random = numpy.random.default_rng(1)
measures = (roc_auc_score, average_precision_score, brier_score_loss, log_loss)
start = time.perf_counter()
values = []
for _ in range(given["replicates"]):
    rows = random.integers(0, len(y), len(y))
    values.append([measure(y[rows], p[rows]) for measure in measures])
seconds = time.perf_counter() - start
limits = numpy.quantile(numpy.array(values), [0.025, 0.975], axis=0)
print(
    json.dumps(
        {
            "seconds": seconds,
            "estimates": [measure(y, p) for measure in measures],
            "low": limits[0].tolist(),
            "high": limits[1].tolist(),
            "version": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
        }
    )
)

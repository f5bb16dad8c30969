"""The peer of bench/tune.mjs: scikit-learn's MLPClassifier on the same grid and table, two jobs. Reads
{"n", "d", "x", "y", "grid", "epochs"} from stdin, prints JSON."""

import json
import sys
import time
import warnings

import joblib
import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

given = json.load(sys.stdin)
x = numpy.array(given["x"], dtype=numpy.float32).reshape(given["n"], given["d"])
y = numpy.array(given["y"], dtype=int)


def fit(point):
    # One thread a job, as in ours; neither stops before the last epoch.
    warnings.simplefilter("ignore", ConvergenceWarning)
    MLPClassifier(
        hidden_layer_sizes=point["hidden"],
        learning_rate_init=point["learningRate"],
        batch_size=point["batchSize"],
        max_iter=given["epochs"],
        n_iter_no_change=given["epochs"] + 1,
        alpha=0,
        random_state=1,
    ).fit(x, y)


with joblib.parallel_config(backend="loky", n_jobs=2, inner_max_num_threads=1):
    work = joblib.Parallel()
    # Once before the clock runs: processes start and modules are loaded then.
    work(joblib.delayed(fit)(point) for point in given["grid"][:2])
    start = time.perf_counter()
    work(joblib.delayed(fit)(point) for point in given["grid"])
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "version": f"scikit-learn {sklearn.__version__}"}))

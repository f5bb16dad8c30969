"""The peers of bench/trees.mjs: LightGBM and scikit-learn's HistGradientBoosting on the same matrix, in two threads.
Takes the file of float32 numbers, rows and columns, and a peer's name; prints JSON."""

import json
import sys
import time

import numpy

path, rows, columns, peer = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
numbers = numpy.fromfile(path, dtype=numpy.float32)
x = numbers[: rows * columns].reshape(rows, columns)
y = numbers[rows * columns : rows * (columns + 1)]
test = numbers[rows * (columns + 1) :] == 1
ROUNDS, LEAVES, DEPTH, RATE, LEAST_ROWS, L2, THREADS = 100, 64, 6, 0.1, 20, 1.0, 2

if peer == "LightGBM":
    import lightgbm

    version = lightgbm.__version__

    def fit(inputs, outcomes):
        params = {
            "objective": "binary",
            "num_leaves": LEAVES,
            "max_depth": DEPTH,
            "learning_rate": RATE,
            "min_data_in_leaf": LEAST_ROWS,
            "lambda_l2": L2,
            "num_threads": THREADS,
            "verbose": -1,
        }
        return lightgbm.train(params, lightgbm.Dataset(inputs, outcomes), ROUNDS).predict

else:
    import sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier

    version = sklearn.__version__

    def fit(inputs, outcomes):
        model = HistGradientBoostingClassifier(
            max_iter=ROUNDS,
            max_leaf_nodes=LEAVES,
            max_depth=DEPTH,
            learning_rate=RATE,
            min_samples_leaf=LEAST_ROWS,
            l2_regularization=L2,
            early_stopping=False,
        ).fit(inputs, outcomes)
        return lambda given: model.predict_proba(given)[:, 1]


# Once before the clock runs, on fewer rows: threads start and modules are loaded then. Rows from all over, for
# scikit-learn fails on a column that is empty, and some are so in the first ones.
fit(x[::20], y[::20])
seconds = []
for _ in range(3):
    start = time.perf_counter()
    fit(x, y)
    seconds.append(time.perf_counter() - start)
predictions = fit(x[~test], y[~test])(x[test])
print(json.dumps({"seconds": sorted(seconds)[1], "version": version, "predictions": predictions.tolist()}))

"""What neighbours.json holds: predictions of scikit-learn's neighbours on a few made-up patients, for predict.test.ts.

python make.py > neighbours.json, with scikit-learn 1.9.1. k is no larger than there are rows, as scikit-learn wants it.
"""

import json

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import StandardScaler

assert sklearn.__version__ == "1.9.1"

X = np.array(
    [[63, 145, 1.1], [67, 160, 2.3], [67, 120, 0.8], [37, 130, 0.9], [41, 130, 1.4], [56, 120, 3.1]]
    + [[62, 140, 1.9], [57, 155, 0.7], [63, 130, 2.8], [53, 141, 1.2], [48, 118, 1.0], [71, 171, 2.0]],
    np.float32,
).astype(float)
ASKED = np.array([[60, 138, 1.5], [45, 125, 1.05], [67, 120, 0.8], [80, 180, 3.5]], np.float32).astype(float)
BINARY = np.array([1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1])
SOFTMAX = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])
MSE = np.array([0.5, -1.25, 2, 0, 1.5, -0.75, 0.25, 3, -2, 1, 0.125, -0.5])


def plain(values: np.ndarray) -> list:
    return [float(f"{value:.9g}") for value in np.ravel(values)]


scaler = StandardScaler().fit(X)
rows, asked = scaler.transform(X), scaler.transform(ASKED)
expected = []
for k in (1, 4, 7, 50):
    for weights in ("uniform", "distance"):
        for metric in ("euclidean", "manhattan"):
            how = {"n_neighbors": min(k, len(X)), "weights": weights, "metric": metric, "algorithm": "brute"}
            expected.append(
                {
                    "k": k,
                    "weights": weights,
                    "metric": metric,
                    "binary": plain(KNeighborsClassifier(**how).fit(rows, BINARY).predict_proba(asked)[:, 1]),
                    "softmax": plain(KNeighborsClassifier(**how).fit(rows, SOFTMAX).predict_proba(asked)),
                    "mse": plain(KNeighborsRegressor(**how).fit(rows, MSE).predict(asked)),
                }
            )
print(
    json.dumps(
        {
            "made_by": "scikit-learn 1.9.1: StandardScaler, then KNeighborsClassifier.predict_proba and "
            "KNeighborsRegressor.predict, algorithm brute",
            "x": plain(X.round(4)),
            "binary": BINARY.tolist(),
            "softmax": SOFTMAX.tolist(),
            "mse": MSE.tolist(),
            "asked": plain(ASKED.round(4)),
            "expected": expected,
        },
        indent=1,
    )
)

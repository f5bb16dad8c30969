"""What trees.json holds: raw scores of other software's trees on made-up rows, for golden.test.ts to compare.

python make.py > trees.json, with lightgbm 4.7.0 and scikit-learn 1.9.1. Columns take few values, so that every value
is a bin of its own everywhere, and nothing is sampled.
"""

import json

import lightgbm
import numpy
import sklearn
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

ROWS = 160
random = numpy.random.default_rng(8)
x = numpy.column_stack(
    [
        random.integers(0, 12, ROWS) / 4,
        random.integers(0, 9, ROWS) - 4.0,
        random.integers(0, 7, ROWS) * 1.5,
        random.integers(0, 9, ROWS),
    ]
)
effect = random.permutation(9) / 3
latent = x[:, 0] - 0.4 * x[:, 1] + effect[x[:, 3].astype(int)] + random.normal(0, 0.7, ROWS)
x[random.random(ROWS) < 0.2, 1] = numpy.nan
latent += numpy.where(numpy.isnan(x[:, 1]), 1.5, 0)
# Weights, without which many cuts of two classes gain exactly the same.
weight = numpy.round(0.5 + random.random(ROWS), 3)
outcomes = {
    "binary": (latent > numpy.median(latent)).astype(int),
    "softmax": numpy.digitize(latent, numpy.quantile(latent, [0.3, 0.7])),
    "mse": numpy.round(latent, 3),
}
OBJECTIVES = {"binary": "binary", "softmax": "multiclass", "mse": "regression"}

CASES = {
    "plain": {},
    "shallow": {"max_depth": 2, "num_leaves": 8, "lambda_l2": 3.0, "min_sum_hessian_in_leaf": 3.0},
    "gain": {"min_gain_to_split": 0.8, "min_sum_hessian_in_leaf": 4.0},
    "levels": {"categorical_feature": [3]},
    "monotone": {"monotone_constraints": [1, 0, -1, 0]},
}
BASE = {
    "num_leaves": 7,
    "max_depth": 4,
    "learning_rate": 0.3,
    "lambda_l2": 0.5,
    # LightGBM guesses rows from curvatures; ours counts them.
    "min_data_in_leaf": 1,
    "min_sum_hessian_in_leaf": 0.7,
    "min_data_in_bin": 1,
    "min_data_per_group": 1,
    "cat_l2": 1.0,
    "cat_smooth": 1.0,
    "monotone_constraints_method": "basic",
    "feature_pre_filter": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 6


def boosted(loss, case):
    params = {**BASE, **CASES[case], "objective": OBJECTIVES[loss]}
    if loss == "softmax":
        params["num_class"] = 3
    levels = params.pop("categorical_feature", [])
    data = lightgbm.Dataset(x, outcomes[loss], weight=weight, categorical_feature=levels, free_raw_data=False)
    return lightgbm.train(params, data, ROUNDS).predict(x, raw_score=True)


def single(loss):
    """One tree as deep as it goes, three rows a leaf at least, on the columns without missing values."""
    kind = DecisionTreeRegressor if loss == "mse" else DecisionTreeClassifier
    tree = kind(min_samples_leaf=3, random_state=0).fit(x[:, [0, 2, 3]], outcomes[loss], weight)
    if loss == "mse":
        return tree.predict(x[:, [0, 2, 3]])
    p = tree.predict_proba(x[:, [0, 2, 3]])
    return p[:, 1] if loss == "binary" else p


def told(values):
    return [None if numpy.isnan(value) else round(float(value), 7) for value in numpy.ravel(values)]


print(
    json.dumps(
        {
            "made by": f"lightgbm {lightgbm.__version__}, scikit-learn {sklearn.__version__}",
            "x": told(x),
            "w": told(weight),
            "y": {loss: told(y) for loss, y in outcomes.items()},
            "lightgbm": {
                loss: {case: told(boosted(loss, case)) for case in CASES} for loss in OBJECTIVES
            },
            "tree": {loss: told(single(loss)) for loss in OBJECTIVES},
        }
    )
)

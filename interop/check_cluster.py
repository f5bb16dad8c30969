"""Compares the Python of "Continue on a cluster" with the app: networks, learning rates, search space, metrics.

    BENCHSIDE_INTEROP_OUT=out npx vitest run src/export/cluster/families-parity.test.ts
    python interop/check_cluster.py out
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src" / "export" / "python" / "cluster"))

import numpy as np
import optuna
from benchside_cluster.families import spec
from benchside_cluster.metrics import score
from benchside_cluster.schedule import rate_factor
from benchside_cluster.space import SearchSpace, warm_start


def check_families(cases: list) -> int:
    wrong = [case for case in cases if spec(case["family"], case["params"], case["shapes"]) != case["spec"]]
    for case in wrong[:3]:
        print("differs:", case["family"], case["params"], case["shapes"])
    print(f"networks: {len(cases) - len(wrong)} of {len(cases)} described alike")
    return len(wrong)


def check_rates(rates: list) -> int:
    worst = max(
        abs(rate_factor(one["schedule"], step, one["total"]) - factor)
        for one in rates
        for step, factor in enumerate(one["factors"])
    )
    print(f"learning rates: largest difference {worst:.1e}")
    return int(worst > 1e-12)


def check_metrics() -> int:
    # Counted by hand: pairs of a positive and a negative in the right order, ties half.
    y, p = np.array([0, 0, 1, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8, 0.4])
    many = np.array([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.3, 0.4, 0.3], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1]])
    truth = np.array([0, 1, 2, 2, 1])
    known = [
        (score("auroc", y, p), 4.5 / 6),
        (score("auroc", truth, many), (1 + 5 / 6 + 5.5 / 6) / 3),
        (score("logLoss", y, p), -np.mean(np.log([0.9, 0.6, 0.35, 0.8, 0.4]))),
        (score("rmse", np.array([1.0, 3.0]), np.array([2.0, 1.0])), np.sqrt(2.5)),
    ]
    worst = max(abs(got - wanted) for got, wanted in known)
    print(f"metrics: largest difference {worst:.1e}")
    return int(worst > 1e-12)


def check_space() -> int:
    """Every drawn configuration lies in the space, conditions included, and can be told of as a finished trial."""
    families = {
        "layers": {
            "layers": {"kind": "int", "low": 1, "high": 3, "log": False, "step": 1},
            "units2": {"kind": "choice", "values": [8, 16], "when": {"key": "layers", "in": [2, 3]}},
            "learningRate": {"kind": "float", "low": 1e-4, "high": 1e-2, "log": True},
        },
        "mlp": {"hidden": {"kind": "choice", "values": [[32], [64, 32]]}},
    }
    space = SearchSpace(families, {"s:on": True})
    study = optuna.create_study()
    drawn = []
    for _ in range(60):
        trial = study.ask()
        config = space(trial)["configuration"]
        drawn.append(config)
        study.tell(trial, len(drawn))
    for config in drawn:
        params = config["params"]
        assert params["s:on"] is True
        if config["family"] == "mlp":
            assert params["hidden"] in ([32], [64, 32])
        else:
            assert ("units2" in params) == (params["layers"] > 1), params
            assert 1e-4 <= params["learningRate"] <= 1e-2
    other = optuna.create_study()
    outside = {"config": {"family": "mlp", "params": {"hidden": [8]}}, "score": 0.5}
    told = warm_start(other, space, [{"config": c, "score": 0.5} for c in drawn] + [outside])
    assert told == len(drawn) == len(other.trials), told
    print(f"search space: {len(drawn)} configurations drawn and told of")
    return 0


def main() -> None:
    written = json.loads((Path(sys.argv[1]) / "families.json").read_text())
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    wrong = check_families(written["cases"]) + check_rates(written["rates"]) + check_metrics() + check_space()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

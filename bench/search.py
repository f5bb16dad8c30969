"""The peer of bench/search.mjs: Optuna's random, TPE and Gaussian process samplers, as they are by default, on Branin
and Hartmann-6. Reads {"seeds", "evaluations", "samplers"} from stdin, prints JSON: the simple regrets, by seed."""

import json
import math
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
given = json.load(sys.stdin)
A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]
ALPHA = [1, 1.2, 3, 3.2]


def branin(trial):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    valley = y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6
    return valley**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann6(trial):
    x = [trial.suggest_float(f"x{i}", 0, 1) for i in range(6)]
    return -sum(ALPHA[i] * math.exp(-sum(A[i][j] * (x[j] - P[i][j]) ** 2 for j in range(6))) for i in range(4))


MINIMA = {"branin": (branin, 0.397887), "hartmann6": (hartmann6, -3.32237)}
SAMPLERS = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}


def regret(name, sampler, seed):
    function, minimum = MINIMA[name]
    study = optuna.create_study(sampler=SAMPLERS[sampler](seed=seed))
    study.optimize(function, n_trials=given["evaluations"])
    return study.best_value - minimum


print(
    json.dumps(
        {
            "version": f"Optuna {optuna.__version__}",
            "regrets": {
                name: {
                    sampler: [regret(name, sampler, seed) for seed in range(given["seeds"])]
                    for sampler in given["samplers"]
                }
                for name in MINIMA
            },
        }
    )
)

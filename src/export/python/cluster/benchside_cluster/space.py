"""The study's search space for Optuna, define-by-run: by itself and inside Ray Tune's OptunaSearch."""

from __future__ import annotations

import json
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

Domain = dict[str, Any]
Config = dict[str, Any]  # {"family": str, "params": {key: value}}


def in_order(domains: dict[str, Domain]) -> list[str]:
    """Keys with every parent before what waits for it, else as they stand."""
    placed: list[str] = []
    waiting = list(domains)
    while True:
        ready = [k for k in waiting if not domains[k].get("when") or domains[k]["when"]["key"] in placed]
        if not ready:
            return placed
        placed.append(ready[0])
        waiting.remove(ready[0])


def is_active(domain: Domain, params: dict[str, Any]) -> bool:
    """Whether a parameter is asked for, beside the values chosen so far."""
    when = domain.get("when")
    return not when or (when["key"] in params and params[when["key"]] in when["in"])


def distribution(domain: Domain) -> BaseDistribution:
    """Choices are JSON texts, because Optuna takes no list, such as the widths of layers, as a choice."""
    if domain["kind"] == "choice":
        return CategoricalDistribution([json.dumps(value) for value in domain["values"]])
    low, high = domain["low"], domain["high"]
    if domain["kind"] == "float":
        return FloatDistribution(low, high, log=domain["log"])
    step = int(domain["step"])
    # Optuna has no logarithmic scale in steps of more than one.
    return IntDistribution(int(low), int(low + (high - low) // step * step), step=step, log=domain["log"] and step == 1)


def _suggest(trial: optuna.Trial, name: str, dist: BaseDistribution) -> Any:
    if isinstance(dist, CategoricalDistribution):
        return json.loads(trial.suggest_categorical(name, list(dist.choices)))
    if isinstance(dist, FloatDistribution):
        return trial.suggest_float(name, dist.low, dist.high, log=dist.log)
    return trial.suggest_int(name, dist.low, dist.high, step=dist.step, log=dist.log)


class SearchSpace:
    """Callable with an Optuna trial; answers {"configuration": {"family", "params"}}.

    `families`: family -> hyperparameter -> domain, as space.json has it. `fixed`: parameters that every configuration
    has although they are not searched here.
    """

    def __init__(self, families: dict[str, dict[str, Domain]], fixed: dict[str, Any]) -> None:
        self.families = families
        self.fixed = fixed

    def __call__(self, trial: optuna.Trial) -> dict[str, Config]:
        family = trial.suggest_categorical("family", list(self.families))
        domains = self.families[family]
        params: dict[str, Any] = {}
        for key in in_order(domains):
            if is_active(domains[key], params):
                params[key] = _suggest(trial, f"{family}.{key}", distribution(domains[key]))
        return {"configuration": {"family": family, "params": {**self.fixed, **params}}}

    def as_finished(self, config: Config, value: float) -> optuna.trial.FrozenTrial | None:
        """A configuration that was scored before, as a finished trial; None where it lies outside of the space."""
        domains = self.families.get(config["family"])
        if domains is None:
            return None
        given = config["params"]
        params: dict[str, Any] = {"family": config["family"]}
        dists: dict[str, BaseDistribution] = {"family": CategoricalDistribution(list(self.families))}
        for key in in_order(domains):
            if not is_active(domains[key], given):
                continue
            if key not in given:
                return None
            dist = distribution(domains[key])
            held = json.dumps(given[key]) if isinstance(dist, CategoricalDistribution) else given[key]
            if isinstance(dist, CategoricalDistribution) and held not in dist.choices:
                return None
            if not isinstance(dist, CategoricalDistribution) and not dist.low <= held <= dist.high:
                return None
            params[f"{config['family']}.{key}"] = held
            dists[f"{config['family']}.{key}"] = dist
        return optuna.trial.create_trial(params=params, distributions=dists, value=value)


def warm_start(study: optuna.Study, space: SearchSpace, trials: list[dict[str, Any]]) -> int:
    """Tells a new Optuna study of the app's finished trials; answers how many lie in the space."""
    known = [space.as_finished(trial["config"], trial["score"]) for trial in trials]
    finished = [trial for trial in known if trial is not None]
    study.add_trials(finished)
    return len(finished)

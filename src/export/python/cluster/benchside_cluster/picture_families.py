"""The families that learn from pixels: each writes its network as the app's file of the same name does."""

from __future__ import annotations

import math
from typing import Any, Callable

from .graph_builder import GraphBuilder, stages_for, stem

Params = dict  # hyperparameter -> value, defaults filled in
Shapes = dict  # what the network is given: kind, classes, inputs, picture, table

# 1 x 1 convolutions before the 3 x 3 ones give so many times the growth (DenseNet-B).
BOTTLENECK = 4
# Edges of a cell of four nodes (NAS-Bench-201), each from an earlier node to a later one.
CELL_EDGES = [
    ("edge01", 0, 1, "conv3"),
    ("edge02", 0, 2, "none"),
    ("edge12", 1, 2, "conv1"),
    ("edge03", 0, 3, "skip"),
    ("edge13", 1, 3, "none"),
    ("edge23", 2, 3, "skip"),
]
CELL_OUTPUT = 3

RECIPE = {
    "dropout": 0,
    "learningRate": 0.01,
    "weightDecay": 0.05,
    "batchSize": 32,
    "schedule": "oneCycle",
    "labelSmoothing": 0.1,
    "clipNorm": 0,
}


def resnet(params: Params, shapes: Shapes) -> dict[str, Any]:
    width, blocks = int(params["width"]), int(params["blocks"])
    net = GraphBuilder(shapes)

    def block(source: int, filters: int, stride: int) -> int:
        first = net.norm(net.conv(source, filters, 3, stride))
        second = net.norm(net.conv(first, filters, 3), "linear")
        same = stride == 1 and net.channels(source) == filters
        past = source if same else net.norm(net.conv(source, filters, 1, stride), "linear")
        return net.add({"op": "relu", "from": [net.both(second, past)]})

    top = stem(net, width)
    for stage in range(stages_for(net.picture)):
        for b in range(blocks):
            top = block(top, width * 2**stage, 2 if stage > 0 and b == 0 else 1)
    return net.end(top, params)


def cnn(params: Params, shapes: Shapes) -> dict[str, Any]:
    width, depth = int(params["width"]), int(params["depth"])
    net = GraphBuilder(shapes)
    top = stem(net, width)
    for stage in range(stages_for(net.picture)):
        if stage > 0:
            top = net.pool("maxPool", top, 2, 2)
        # The stem is the first convolution of the first stage.
        for _ in range(1 if stage == 0 else 0, depth):
            top = net.norm(net.conv(top, width * 2 ** min(stage, 3), 3))
    return net.end(top, params)


def densenet(params: Params, shapes: Shapes) -> dict[str, Any]:
    growth, layers = int(params["growth"]), int(params["layers"])
    net = GraphBuilder(shapes)
    top = stem(net, 2 * growth)
    for stage in range(stages_for(net.picture)):
        if stage > 0:
            half = net.conv(net.norm(top), math.ceil(net.channels(top) / 2), 1)
            top = net.pool("avgPool", half, 2, 2)
        for _ in range(layers):
            narrow = net.norm(net.conv(net.norm(top), BOTTLENECK * growth, 1))
            top = net.add({"op": "concat", "from": [top, net.conv(narrow, growth, 3)]})
    return net.end(net.norm(top), params)


def inception(params: Params, shapes: Shapes) -> dict[str, Any]:
    width, modules = int(params["width"]), int(params["modules"])
    net = GraphBuilder(shapes)

    def conv_norm(source: int, filters: int, size: int) -> int:
        return net.norm(net.conv(source, filters, size))

    def module(source: int, unit: int) -> int:
        ways = [
            conv_norm(source, 2 * unit, 1),
            conv_norm(conv_norm(source, 3 * unit, 1), 4 * unit, 3),
            conv_norm(conv_norm(source, math.ceil(unit / 2), 1), unit, 5),
            conv_norm(net.pool("maxPool", source, 3, 1), unit, 1),
        ]
        return net.add({"op": "concat", "from": ways})

    top = stem(net, 4 * width)
    for stage in range(stages_for(net.picture)):
        if stage > 0:
            top = net.pool("maxPool", top, 3, 2)
        for _ in range(modules):
            top = module(top, width * 2**stage)
    return net.end(top, params)


def mobile(params: Params, shapes: Shapes) -> dict[str, Any]:
    width, blocks, expand = int(params["width"]), int(params["blocks"]), int(params["expand"])
    net = GraphBuilder(shapes)

    def inverted(source: int, filters: int, stride: int) -> int:
        channels = net.channels(source)
        wide = net.norm(net.conv(source, channels * expand, 1), "relu6")
        seen = net.norm(net.depthwise(wide, 3, stride), "relu6")
        narrow = net.norm(net.conv(seen, filters, 1), "linear")
        return net.both(source, narrow) if stride == 1 and channels == filters else narrow

    top = stem(net, width, "relu6")
    stages = stages_for(net.picture)
    for stage in range(stages):
        for b in range(blocks):
            top = inverted(top, width * 2**stage, 2 if stage > 0 and b == 0 else 1)
    return net.end(net.norm(net.conv(top, width * 2**stages, 1), "relu6"), params)


def living_edges(params: Params) -> list[tuple[int, int, str]]:
    """Edges on a way from the cell's input to its output; where there is none the input is passed on."""
    edges = [(a, b, params[key]) for key, a, b, _ in CELL_EDGES if params[key] != "none"]
    reached, leading = {0}, {CELL_OUTPUT}
    for a, b, _ in sorted(edges, key=lambda edge: edge[0]):
        if a in reached:
            reached.add(b)
    for a, b, _ in sorted(edges, key=lambda edge: -edge[1]):
        if b in leading:
            leading.add(a)
    living = [(a, b, op) for a, b, op in edges if a in reached and b in leading]
    return living or [(0, CELL_OUTPUT, "skip")]


def cells(params: Params, shapes: Shapes) -> dict[str, Any]:
    width, depth = int(params["width"]), int(params["depth"])
    net = GraphBuilder(shapes)

    def edge(source: int, operation: str) -> int:
        if operation == "skip":
            return source
        if operation == "pool3":
            return net.pool("avgPool", source, 3, 1)
        active = net.add({"op": "relu", "from": [source]})
        size = 1 if operation == "conv1" else 3
        return net.norm(net.conv(active, net.channels(source), size), "linear")

    def cell(source: int) -> int:
        living = living_edges(params)
        nodes = {0: source}
        for node in range(1, CELL_OUTPUT + 1):
            brought = [edge(nodes[a], op) for a, b, op in living if b == node]
            if brought:
                total = brought[0]
                for one in brought[1:]:
                    total = net.both(total, one)
                nodes[node] = total
        return nodes[CELL_OUTPUT]

    top = stem(net, width)
    for stage in range(stages_for(net.picture)):
        if stage > 0:
            halved = net.pool("avgPool", top, 2, 2)
            top = net.norm(net.conv(halved, width * 2**stage, 1), "linear")
        for _ in range(depth):
            top = cell(top)
    return net.end(net.norm(top), params)


Writer = Callable[[Params, Shapes], dict]

# name -> (defaults of its own parameters beside the recipe, what writes its network)
PICTURE_FAMILIES: dict[str, tuple[dict[str, Any], Writer]] = {
    "resnet": ({"width": 16, "blocks": 1}, resnet),
    "cnn": ({"width": 16, "depth": 1}, cnn),
    "densenet": ({"growth": 8, "layers": 3}, densenet),
    "inception": ({"width": 4, "modules": 1}, inception),
    "mobile": ({"width": 16, "blocks": 2, "expand": 4}, mobile),
    "cells": ({**{key: op for key, _, _, op in CELL_EDGES}, "width": 16, "depth": 1}, cells),
}

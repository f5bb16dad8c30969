"""One JSON line: seconds of the fastest epoch of the small CNN of conv-page/net.ts in PyTorch on this machine's cores."""
import json
import sys
import time

import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.AvgPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.AvgPool2d(2),
    nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 2),
)
x = torch.randn(256, 1, 28, 28)
y = torch.arange(256) % 2
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
loss = nn.CrossEntropyLoss()
seconds = []
for _ in range(int(sys.argv[1])):
    begun = time.perf_counter()
    order = torch.randperm(256)
    for rows in order.split(32):
        optimizer.zero_grad()
        loss(net(x[rows]), y[rows]).backward()
        optimizer.step()
    seconds.append(time.perf_counter() - begun)
print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads(), "seconds": min(seconds)}))

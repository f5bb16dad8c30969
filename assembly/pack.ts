/** A kernel [depth, channels] as `multiply` wants it: panels of 8 channels (the last of 4), each [depth][8]. */
export function pack(kernel: usize, depth: i32, channels: i32, panels: usize): void {
  const step = <usize>channels << 2;
  for (let c = 0; c < channels; c += 8) {
    let at = kernel + (<usize>c << 2);
    const wide = channels - c >= 8;
    for (let k = 0; k < depth; k++, at += step) {
      v128.store(panels, v128.load(at));
      panels += 16;
      if (wide) {
        v128.store(panels, v128.load(at, 16));
        panels += 16;
      }
    }
  }
}

/**
 * A kernel [taps, inputs, channels] the other way round, for the gradient of the input: panels of 8 inputs (the
 * last of 4), each [taps, the last first][channels][8].
 */
export function packTurned(kernel: usize, taps: i32, inputs: i32, channels: i32, panels: usize): void {
  for (let i = 0; i < inputs; i += 8) {
    const width = min(8, inputs - i);
    for (let tap = taps - 1; tap >= 0; tap--) {
      const from = kernel + (<usize>((tap * inputs + i) * channels) << 2);
      for (let c = 0; c < channels; c++) {
        for (let j = 0; j < width; j++) {
          store<f32>(panels, load<f32>(from + (<usize>(j * channels + c) << 2)));
          panels += 4;
        }
      }
    }
  }
}

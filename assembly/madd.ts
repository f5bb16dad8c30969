/** a x b + c: in one rounding where the relaxed build runs on a machine that can, in two in the plain build. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function splat(at: usize): v128 {
  return v128.load32_splat(at);
}

/** Seeded randomness of the pacing simulations: the same seed is the same day. */

export interface Random {
  uniform(): number;
  exponential(mean: number): number;
  logNormal(mean: number, variation: number): number;
  gamma(shape: number, scale: number): number;
}

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  };
  const exponential = (mean: number): number => -mean * Math.log(1 - uniform());
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const logNormal = (mean: number, variation: number): number => {
    const variance = Math.log(1 + variation ** 2);
    return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal());
  };
  /** Marsaglia and Tsang 2000; a shape below one by their boost. */
  const gamma = (shape: number, scale: number): number => {
    if (shape < 1) return gamma(shape + 1, scale) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  };
  return { uniform, exponential, logNormal, gamma };
}

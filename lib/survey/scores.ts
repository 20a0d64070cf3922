/** NPS, CSAT and CES with how many answers they stand on, and the NPS with its 95 % interval. */

export interface Score {
  readonly answers: number;
  readonly value: number;
}
export interface NetPromoterScore extends Score {
  /** −1 to 1; half the width of the 95 % interval beside it. */
  readonly marginRatio: number;
}

/** z of a two-sided 95 % interval. */
const z95 = 1.96;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of answers 0 to 10: share of 9 and 10, less share of 0 to 6. Null: nobody answered. */
export function netPromoterScore(answers: readonly number[]): NetPromoterScore | null {
  const n = answers.length;
  if (n === 0) return null;
  const promoters = answers.filter((one) => one >= 9).length / n;
  const detractors = answers.filter((one) => one <= 6).length / n;
  const value = promoters - detractors;
  // Rounding may leave a variance just below zero when everybody says the same.
  const variance = Math.max(0, promoters + detractors - value ** 2);
  return { answers: n, value, marginRatio: z95 * Math.sqrt(variance / n) };
}

/** Top two boxes: answers 4 and 5 of 5. */
export const customerSatisfaction = (answers: readonly number[]): Score | null =>
  answers.length === 0
    ? null
    : { answers: answers.length, value: answers.filter((one) => one >= 4).length / answers.length };

/** Customer effort: the mean of 1 to 7. */
export const customerEffort = (answers: readonly number[]): Score | null =>
  answers.length === 0 ? null : { answers: answers.length, value: mean(answers) };

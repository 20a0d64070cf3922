/** A part of a whole; null where there is no whole: no call is not zero per cent. */
export const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

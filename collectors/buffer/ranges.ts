/** A set of numbered readings kept as half-open ranges: which of them still have to reach the reading store. */

export interface Range {
  readonly from: number;
  /** One past the last. */
  readonly to: number;
}

export class Ranges {
  #ranges: Range[];

  constructor(ranges: readonly Range[] = []) {
    this.#ranges = [];
    for (const range of ranges) this.add(range.from, range.to);
  }

  get list(): readonly Range[] {
    return this.#ranges;
  }

  get size(): number {
    let size = 0;
    for (const range of this.#ranges) size += range.to - range.from;
    return size;
  }

  add(from: number, to: number): void {
    if (to <= from) return;
    const last = this.#ranges.at(-1);
    // Numbers grow: nearly every call extends the last range.
    if (last === undefined || from > last.to) {
      this.#ranges.push({ from, to });
      return;
    }
    if (from === last.to) {
      this.#ranges[this.#ranges.length - 1] = { from: last.from, to };
      return;
    }
    const apart = this.#ranges.filter((range) => range.to < from || range.from > to);
    const touched = this.#ranges.filter((range) => range.to >= from && range.from <= to);
    apart.push({
      from: Math.min(from, ...touched.map((range) => range.from)),
      to: Math.max(to, ...touched.map((range) => range.to)),
    });
    this.#ranges = apart.sort((one, other) => one.from - other.from);
  }

  remove(from: number, to: number): void {
    if (to <= from) return;
    if (!this.#ranges.some((range) => range.from < to && range.to > from)) return;
    this.#ranges = this.#ranges.flatMap((range) => {
      if (range.to <= from || range.from >= to) return [range];
      const left = { from: range.from, to: from };
      const right = { from: to, to: range.to };
      return [left, right].filter((part) => part.to > part.from);
    });
  }

  touches(from: number, to: number): boolean {
    return this.#ranges.some((range) => range.from < to && range.to > from);
  }

  /** The lowest range, cut at `below`; null if nothing lies under it. */
  lowest(below: number): Range | null {
    const first = this.#ranges[0];
    if (first === undefined || first.from >= below) return null;
    return { from: first.from, to: Math.min(first.to, below) };
  }
}

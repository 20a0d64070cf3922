/** Sound as an exchange plays it: WAV, one channel, 16 bits, 8000 samples a second; from any other rate. */

export interface Sound {
  readonly rate: number;
  readonly samples: Int16Array;
}
/** Asterisk plays it over any trunk without work of its own. */
export const telephoneRate = 8_000;
const headerBytes = 44;

/** Null: no sound of one channel and 16 bits. A length that is wrong (a program that writes to a pipe knows none) means: to the end. */
export function parseWav(bytes: Uint8Array): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): string =>
    at + 4 <= bytes.length ? String.fromCharCode(...bytes.subarray(at, at + 4)) : '';
  if (word(0) !== 'RIFF' || word(8) !== 'WAVE') return null;
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, length, body] = [word(at), view.getUint32(at + 4, true), at + 8];
    if (name === 'fmt ' && body + 16 <= bytes.length) {
      const [form, channels, bits] = [
        view.getUint16(body, true),
        view.getUint16(body + 2, true),
        view.getUint16(body + 14, true),
      ];
      rate = view.getUint32(body + 4, true);
      if (form !== 1 || channels !== 1 || bits !== 16 || rate < 1_000 || rate > 192_000) return null;
    }
    if (name === 'data' && rate > 0) {
      const count = Math.floor(Math.min(length, bytes.length - body) / 2);
      return {
        rate,
        samples: Int16Array.from({ length: count }, (_, i) => view.getInt16(body + 2 * i, true)),
      };
    }
    at = body + length + (length % 2);
  }
  return null;
}

/** Each new sample is the mean of what it stands for: what is too high for the new rate does not come back as a whistle. */
export function resampled({ rate, samples }: Sound, to: number): Sound {
  if (rate === to) return { rate, samples };
  const step = rate / to;
  const width = Math.max(1, step);
  const length = Math.floor(samples.length / step);
  const out = new Int16Array(length);
  for (let i = 0; i < length; i++) {
    const from = i * step;
    const [first, last] = [Math.floor(from), Math.min(samples.length, Math.ceil(from + width))];
    let sum = 0;
    let weight = 0;
    for (let at = first; at < last; at++) {
      const share = Math.min(at + 1, from + width) - Math.max(at, from);
      sum += (samples[at] ?? 0) * share;
      weight += share;
    }
    out[i] = weight > 0 ? Math.round(sum / weight) : 0;
  }
  return { rate: to, samples: out };
}

export function wavOf({ rate, samples }: Sound): Uint8Array {
  const bytes = new Uint8Array(headerBytes + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const put = (at: number, word: string): void =>
    bytes.set(
      Uint8Array.from(word, (c) => c.charCodeAt(0)),
      at,
    );
  put(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [i, sample] of samples.entries()) view.setInt16(headerBytes + 2 * i, sample, true);
  return bytes;
}

/** Guards against a voice that is heard too high, too fast, or not at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWav, resampled, type Sound, telephoneRate, wavOf } from './wav.ts';

const tone = (rate: number, hertz: number, seconds = 1): Sound => ({
  rate,
  samples: Int16Array.from({ length: rate * seconds }, (_, i) =>
    Math.round(20_000 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  ),
});
/** Passages through zero upwards: the pitch that is heard. */
const pitch = ({ samples }: Sound): number =>
  samples.reduce((count, now, i) => count + (now >= 0 && (samples[i - 1] ?? 0) < 0 ? 1 : 0), 0);
const loudness = ({ samples }: Sound): number =>
  Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);

describe('sound', () => {
  it('is the same when it is written and read', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ maxLength: 200 }),
        fc.integer({ min: 1_000, max: 192_000 }),
        (samples, rate) => {
          expect(parseWav(wavOf({ rate, samples }))).toEqual({ rate, samples });
        },
      ),
    );
  });
  it('from a pipe, with a length that is none, goes to its end', () => {
    const bytes = wavOf(tone(22_050, 440));
    new DataView(bytes.buffer).setUint32(40, 0x7ffff000, true);
    expect(parseWav(bytes)?.samples).toHaveLength(22_050);
  });
  it('at the rate of a telephone has its length and its pitch, and what is too high for it is not heard', () => {
    const low = resampled(tone(22_050, 440), telephoneRate);
    expect(low.samples).toHaveLength(telephoneRate);
    expect(Math.abs(pitch(low) - 440)).toBeLessThanOrEqual(1);
    expect(loudness(low)).toBeGreaterThan(13_000);
    expect(loudness(resampled(tone(22_050, 8_000), telephoneRate))).toBeLessThan(4_000);
  });
  it('is nothing when it is anything else', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => parseWav(bytes) === null));
    const stereo = wavOf(tone(8_000, 440));
    new DataView(stereo.buffer).setUint16(22, 2, true);
    expect(parseWav(stereo)).toBeNull();
  });
});

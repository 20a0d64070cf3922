/** Loss, latency and jitter: a lost echo is not a round trip of zero. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EchoWindow } from './echo-window.ts';
import { echoOfLine } from './fping-line.ts';

it('does not count a lost echo as a fast one', () => {
  const window = new EchoWindow(4);
  for (const echo of [0.01, null, 0.03, null]) window.add(echo);
  expect(window.summary()).toEqual({
    lossRatio: 0.5,
    latencySeconds: 0.02,
    jitterSeconds: expect.closeTo(0.02),
  });
});

it('has no latency when nothing came back', () => {
  const window = new EchoWindow(3);
  window.add(null);
  expect(window.summary()).toEqual({ lossRatio: 1, latencySeconds: null, jitterSeconds: null });
});

it('keeps its ratios between 0 and 1 and forgets what is older than its size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: null }), {
        minLength: 1,
        maxLength: 200,
      }),
      fc.integer({ min: 1, max: 20 }),
      (echoes, size) => {
        const window = new EchoWindow(size);
        for (const echo of echoes) window.add(echo);
        const last = echoes.slice(-size);
        expect(window.summary()?.lossRatio).toBeCloseTo(
          last.filter((echo) => echo === null).length / last.length,
        );
      },
    ),
  );
});

it('reads fping’s lines and nothing else', () => {
  expect(echoOfLine('127.0.0.1 : [3], 64 bytes, 0.048 ms (0.074 avg, 0% loss)')).toEqual({
    address: '127.0.0.1',
    seconds: 0.000048,
  });
  expect(echoOfLine('127.0.0.9 : [0], timed out (NaN avg, 100% loss)')).toEqual({
    address: '127.0.0.9',
    seconds: null,
  });
  expect(echoOfLine('ICMP Host Unreachable from 127.0.0.1 for ICMP Echo sent to 127.0.0.9')).toBe(null);
});

/** A suite that did not load, or was left out, must never look like success. */
import { describe, expect, it } from 'vitest';
import { benchTable } from './bench-table.ts';
import { end } from './end.ts';
import { line, nothing, strict, tallyOf } from './tally.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: '/x/a.test.ts',
  status,
  message: 'Cannot find module',
  assertionResults: statuses.map((one, at) => ({ fullName: `test ${at}`, status: one })),
});

describe('the tally', () => {
  it('counts what passed, failed and was left out', () => {
    const tally = tallyOf({
      testResults: [file('failed', 'passed', 'failed', 'skipped', 'todo', 'pending')],
    });
    expect(line(tally)).toBe('1 passed, 1 failed, 3 skipped');
  });
  it('counts a file that did not load as a failure', () => {
    expect(line(tallyOf({ testResults: [file('failed')] }))).toBe('0 passed, 1 failed, 0 skipped');
  });
  it('turns what was left out into a failure where nothing may be', () => {
    const tally = strict({ ...nothing, passed: 4, skipped: 2, skips: ['a', 'b'] });
    expect(line(tally)).toBe('4 passed, 2 failed, 0 skipped');
  });
  it('stands alone in the last line', () => {
    let text = '';
    const code = end({ ...nothing, passed: 3, failed: 1, failures: ['it broke'] }, (words) => {
      text += words;
    });
    expect(code).toBe(1);
    expect(text.trimEnd().split('\n').at(-1)).toBe('3 passed, 1 failed, 0 skipped');
  });
});

describe('the bench table', () => {
  it('gives the ratio to each peer of the same unit', () => {
    const rows = [
      { bench: 'snmp-get', subject: 'vigie', figure: 40, unit: 'cpu us/device' },
      { bench: 'snmp-get', subject: 'vigie', figure: 9, unit: 'devices/s' },
      { bench: 'snmp-get', subject: 'snmp_exporter', figure: 320, unit: 'cpu us/device' },
    ];
    expect(benchTable(rows).split('\n').at(-1)).toMatch(/snmp_exporter +320 +cpu us\/device +8 × vigie$/);
  });
});

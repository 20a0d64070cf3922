/** The launcher must never start the role web without its screens. */
import { describe, expect, it } from 'vitest';
import { needsBuild } from './build.js';

describe('the screens', () => {
  it.each<[args: readonly string[], roles: string | undefined, needed: boolean]>([
    [[], undefined, true],
    [['--roles', 'collectors, web'], undefined, true],
    [['--roles=web'], undefined, true],
    [['--roles', 'collectors'], undefined, false],
    [[], ' web , collectors', true],
    [[], 'collectors', false],
    [['--help'], undefined, false],
  ])('are built for %j with VIGIE_ROLES=%s: %s', (args, roles, needed) =>
    expect(needsBuild('launcher', args, { VIGIE_ROLES: roles })).toBe(needed),
  );
  it('are built by no other command', () => expect(needsBuild('vigie', [], {})).toBe(false));
});

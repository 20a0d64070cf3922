/** The wrong profile reads another device's meaning into the same numbers. */
import { describe, expect, it } from 'vitest';
import type { Profile } from './profile.ts';
import { chooseProfiles, type Identity, probesOf } from './profile-choice.ts';
import { readProfile } from './profile-files.ts';

const profileOf = (name: string, head: string): Profile => {
  const { profile, problems } = readProfile(
    name,
    `title: t\nsource: s\n${head}\nreadings: [{ oid: 1.3.9.1.0, metric: sensor.count }]\n`,
  );
  if (!profile) throw new Error(problems.join('\n'));
  return profile;
};
const standard = profileOf('standard', 'standard: true\nmatch: [{ answers: [1.3.6.1.2.1.33] }]');
const card = profileOf(
  'card',
  'match: [{ sys_object_id: [1.3.6.1.4.1.9], answers: [1.3.6.1.4.1.9.5] }, { sys_descr: "^Card" }]',
);
const sole = profileOf('sole', 'replaces: [standard]\nmatch: [{ answers: [1.3.6.1.4.1.7] }]');
const all = [standard, card, sole];
const device = (sysObjectId: string | null, answers: readonly string[], sysDescr = ''): Identity => ({
  sysObjectId,
  sysDescr,
  answers: (prefix) => answers.some((one) => one === prefix || one.startsWith(`${prefix}.`)),
});
const names = (identity: Identity, named?: readonly string[]): string[] =>
  chooseProfiles(all, identity, named).map((one) => one.profile.name);

describe('the profiles of a device', () => {
  it('need everything that one entry of the match says', () => {
    expect(names(device('1.3.6.1.4.1.9.1', ['1.3.6.1.4.1.9.5.2']))).toEqual(['card']);
    expect(names(device('1.3.6.1.4.1.9.1', []))).toEqual([]);
    expect(names(device('1.3.6.1.4.1.99.1', ['1.3.6.1.4.1.9.5.2']))).toEqual([]);
    expect(names(device(null, [], 'Card 3000'))).toEqual(['card']);
  });
  it('are found by what answers even where sysObjectID says nothing, and say why', () => {
    expect(chooseProfiles(all, device('0.0', ['1.3.6.1.4.1.7.1']))[0]).toMatchObject({
      why: 'answers 1.3.6.1.4.1.7',
    });
  });
  it('are vendors first, then standards, without those that a vendor replaces', () => {
    expect(names(device(null, ['1.3.6.1.2.1.33.1'], 'Card'))).toEqual(['card', 'standard']);
    expect(names(device(null, ['1.3.6.1.2.1.33.1', '1.3.6.1.4.1.7.1']))).toEqual(['sole']);
  });
  it('are the operator’s own where the site book names them; standards still hold', () => {
    expect(names(device(null, ['1.3.6.1.2.1.33.1'], ''), ['card'])).toEqual(['card', 'standard']);
  });
  it('are looked for with one probe for each subtree', () => {
    expect(probesOf(all)).toEqual(['1.3.6.1.2.1.33', '1.3.6.1.4.1.9.5', '1.3.6.1.4.1.7']);
  });
});

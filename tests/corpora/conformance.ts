/** Runs the profiles over the recordings, off the wire, and hands the result to the corpus's own comparer. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { indexAnswers } from '../../collectors/snmp/decode/answers-index.ts';
import { bindPoints } from '../../collectors/snmp/decode/bind.ts';
import { type Observed, observedOf } from '../../collectors/snmp/decode/observed.ts';
import { textOf } from '../../collectors/snmp/decode/text.ts';
import type { Profile } from '../../collectors/snmp/profile.ts';
import { type Choice, chooseProfiles } from '../../collectors/snmp/profile-choice.ts';
import type { Answers } from '../../collectors/snmp/varbind.ts';
import { corporaDir, readRecording } from './recording.ts';

export const openDir = resolve(corporaDir, 'open');
export const corporaPresent = existsSync(resolve(corporaDir, 'compare.mjs'));

export interface Tally {
  readonly expected: number;
  readonly ok: number;
}
export interface Fault {
  readonly class?: string;
  readonly descr?: string;
  readonly oid?: string;
  readonly expected: unknown;
  readonly unit?: string;
  readonly observed: unknown;
  readonly observedUnit?: string;
  readonly how?: string | null;
  readonly ifIndex?: number;
  readonly fact?: string;
}
export interface Score {
  readonly device: string;
  readonly readings: Tally & {
    readonly wrong: number;
    readonly missing: number;
    readonly nonZero: Tally;
    readonly byClass: Readonly<Record<string, Tally>>;
  };
  readonly ports: Tally;
  readonly portsNotInPeer: Tally;
  readonly processors: Tally;
  readonly memory: Tally;
  readonly storage: Tally;
  readonly faults: readonly Fault[];
  readonly portFaults: readonly Fault[];
  readonly otherFaults: readonly Fault[];
}
type Compare = (truth: unknown, observed: Observed) => Score;

export async function loadCompare(): Promise<Compare> {
  const module = (await import(pathToFileURL(resolve(corporaDir, 'compare.mjs')).href)) as {
    compare: Compare;
  };
  return module.compare;
}

export const deviceNames = (dir: string = openDir): string[] =>
  readdirSync(resolve(dir, 'truth'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort();

export const truthOf = (device: string, dir: string = openDir): Record<string, unknown> =>
  JSON.parse(readFileSync(resolve(dir, 'truth', `${device}.json`), 'utf8')) as Record<string, unknown>;

export function chooseFor(profiles: readonly Profile[], answers: Answers): Choice[] {
  const index = indexAnswers(answers);
  const id = answers.get('1.3.6.1.2.1.1.2.0');
  return chooseProfiles(profiles, {
    sysObjectId: typeof id?.value === 'string' ? id.value : null,
    sysDescr: textOf(answers.get('1.3.6.1.2.1.1.1.0')),
    answers: (prefix) => index.holds(prefix),
  });
}

export function observe(profiles: readonly Profile[], device: string, dir: string = openDir): Observed {
  const answers = readRecording(resolve(dir, 'snmprec', `${device}.snmprec`));
  const choices = chooseFor(profiles, answers);
  return observedOf(
    device,
    choices,
    bindPoints(
      choices.map((one) => one.profile),
      answers,
    ),
    answers,
  );
}

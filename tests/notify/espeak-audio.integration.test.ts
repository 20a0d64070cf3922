/** Guards against an alarm that the telephone cannot speak: espeak-ng where it is installed, and programs that fail. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { espeakAudio } from '../../lib/notify/espeak-audio.ts';
import { parseWav, telephoneRate, wavOf } from '../../lib/notify/wav.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { message } from './message.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-speech-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const program = (name: string, script: string): string => {
  const file = join(dir, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
};
const speak = async (of: string, text = message.spoken) => {
  const logged: string[] = [];
  const wav = await espeakAudio(text, 'fr', { program: of, log: (line) => logged.push(line) });
  return { wav, logged };
};

describe('a program that speaks', () => {
  it('is given the text by its pipe alone, and its sound is brought to the rate of a telephone', async () => {
    writeFileSync(join(dir, 'said.wav'), wavOf({ rate: 22_050, samples: new Int16Array(22_050).fill(900) }));
    const it = program('good', `cat > "${dir}/heard"; echo "$@" > "${dir}/options"; cat "${dir}/said.wav"`);
    const { wav, logged } = await speak(it, '--help; rm -rf /');
    expect(parseWav(wav ?? new Uint8Array())).toMatchObject({ rate: telephoneRate });
    expect(parseWav(wav ?? new Uint8Array())?.samples).toHaveLength(telephoneRate);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(join(dir, 'heard'), 'utf8')).toBe('--help; rm -rf /');
    expect(readFileSync(join(dir, 'options'), 'utf8')).not.toContain('rm');
    expect(logged).toEqual([]);
  });
  it.each([
    ['is not installed', () => join(dir, 'nowhere')],
    ['ends with an error', () => program('bad', 'exit 3')],
    ['gives noise', () => program('noise', 'head -c 500 /dev/urandom')],
    ['gives nothing', () => program('mute', 'cat > /dev/null')],
  ])('that %s leaves the text alone, and says how to mend it', async (_, make) => {
    const { wav, logged } = await speak(make());
    expect(wav).toBeNull();
    expect(logged.join()).toMatch(/^no speech: .*Install espeak-ng/);
  });
});

describeReal('espeak-ng', [requireBinary('espeak-ng')], () => {
  it('speaks the incident in French for some seconds', async () => {
    const { wav } = await speak('espeak-ng');
    const sound = parseWav(wav ?? new Uint8Array());
    expect(sound?.rate).toBe(telephoneRate);
    expect((sound?.samples.length ?? 0) / telephoneRate).toBeGreaterThan(5);
    expect(sound?.samples.some((sample) => sample > 2_000)).toBe(true);
  });
});

/** The spoken text of an incident as sound, by espeak-ng where it is installed; without it there is none, and that is said. */
import { spawn } from 'node:child_process';
import type { Locale } from '../messages/message.ts';
import { parseWav, resampled, telephoneRate, wavOf } from './wav.ts';

export interface AudioPorts {
  /** Name or path of the program. */
  readonly program: string;
  readonly log: (text: string) => void;
}

const voices: Readonly<Record<Locale, string>> = { fr: 'fr-fr', en: 'en-gb' };
/** A little slower than it likes to speak: it is heard once, at night. */
const wordsAMinute = 145;
const deadlineMs = 15_000;
const textMax = 1_500;
/** A minute and a half of speech. */
const soundBytesMax = 8 * 1_024 * 1_024;

function spoken(program: string, text: string, locale: Locale): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // The text goes in by the pipe: nothing in it can be taken for an option.
    const child = spawn(
      program,
      ['-v', voices[locale], '-s', String(wordsAMinute), '-b', '1', '--stdin', '--stdout'],
      { stdio: ['pipe', 'pipe', 'ignore'], timeout: deadlineMs, killSignal: 'SIGKILL' },
    );
    const parts: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length;
      parts.push(part);
      if (bytes > soundBytesMax) child.kill('SIGKILL');
    });
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(parts)) : reject(new Error(`it ended with ${code ?? 'a signal'}`)),
    );
    child.stdin.end(text.slice(0, textMax));
  });
}

/** WAV of 8 kHz for the exchange; null: this machine cannot speak, the text alone goes to the dialer. */
export async function espeakAudio(
  text: string,
  locale: Locale,
  { program, log }: AudioPorts,
): Promise<Uint8Array | null> {
  try {
    const sound = parseWav(await spoken(program, text, locale));
    if (sound === null || sound.samples.length === 0) throw new Error('it gave no sound');
    return wavOf(resampled(sound, telephoneRate));
  } catch (problem) {
    log(
      `no speech: ${program}: ${(problem as Error).message}. Install espeak-ng so that an alarm can be spoken over the telephone.`,
    );
    return null;
  }
}

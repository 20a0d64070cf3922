/** Jobs that call in when they have run: the nightly backup and the antivirus update. */
import type { SiteSpec } from '../model/spec.ts';
import type { Message } from './publishing-device.ts';

export interface Job {
  readonly device: string;
  readonly kind: 'backup' | 'antivirus';
  readonly name: string;
  readonly topic: string;
  readonly book: Readonly<Record<string, unknown>>;
}

export const jobsOf = (spec: SiteSpec): readonly Job[] => {
  const topic = (name: string): string => `${spec.id}/jobs/${name}`;
  return [
    {
      device: 'backup-1',
      kind: 'backup',
      name: 'Sauvegarde de nuit',
      topic: topic('nightly'),
      book: {
        heartbeats: [
          {
            name: 'nightly',
            kind: 'backup',
            every: '24h',
            grace: '2h',
            minimum: '5 GB',
            topic: topic('nightly'),
          },
        ],
      },
    },
    {
      device: 'av-1',
      kind: 'antivirus',
      name: 'Signatures antivirus',
      topic: topic('signatures'),
      book: {
        heartbeats: [
          { name: 'signatures', kind: 'antivirus', every: '4h', grace: '1h', topic: topic('signatures') },
        ],
      },
    },
  ];
};

export const callOf = (job: Job, run: { readonly bytes: number; readonly seconds: number }): Message => ({
  topic: job.topic,
  payload: JSON.stringify({ size: run.bytes, duration: run.seconds, result: 'ok' }),
});

/** Words of `vigie rules replay`: what rules would have said over past readings. */
import { nbsp } from './format.ts';
import { defineMessages } from './message.ts';

export const rulesReplayMessages = defineMessages({
  fr: {
    usage:
      'rules replay [--config DOSSIER] [--from 2026-11-01] [--to 2026-11-24T12:00] [--rule RÈGLE] (heures UTC, les dernières 24 h si rien n’est dit)',
    notAnInstant: (text: string) =>
      `«${nbsp}${text}${nbsp}» n’est pas un instant${nbsp}: écrire 2026-11-24 ou 2026-11-24T12:00 (UTC)`,
    emptySpan: 'le début doit être avant la fin, et la fin dans le passé',
    noSuchRule: (rule: string, nearest: string | null) =>
      `aucune règle «${nbsp}${rule}${nbsp}»${nearest === null ? '' : `${nbsp}: peut-être «${nbsp}${nearest}${nbsp}»${nbsp}?`}`,
    onlySilence: (rule: string) =>
      `la règle «${nbsp}${rule}${nbsp}» écoute un silence${nbsp}: les mesures passées ne le disent pas`,
    progress: (instant: string, readings: number) => `${instant}, ${readings} relevés`,
    episode: (
      raised: string,
      cleared: string | null,
      lasted: string,
      rule: string,
      thing: string,
      why: string,
    ) => `${raised} → ${cleared ?? 'toujours levée'} (${lasted})  ${rule}  ${thing}  ${why}`,
    leftOut: (count: number) => `… et ${count} autres, comptées ci-dessous`,
    header: (from: string, to: string, readings: number) => `De ${from} à ${to} (UTC), ${readings} relevés.`,
    nothing: 'Aucune règle ne se serait levée.',
    summary: (rule: string, raised: number, total: string, longest: string, noisiest: string) =>
      `${rule}${nbsp}: levée ${raised}${nbsp}fois, ${total} en tout, ${longest} au plus${noisiest}`,
    noisiest: (thing: string, raised: number) => `, surtout ${thing} (${raised})`,
    quiet: (count: number) => `${count} règles n’auraient rien dit.`,
    notReplayed: (rules: string) =>
      `Le silence ne se rejoue pas à partir des mesures${nbsp}: rien n’est dit de ${rules}.`,
  },
  en: {
    usage:
      'rules replay [--config DIR] [--from 2026-11-01] [--to 2026-11-24T12:00] [--rule RULE] (times in UTC, the last 24 h if nothing is said)',
    notAnInstant: (text: string) => `"${text}" is no instant: write 2026-11-24 or 2026-11-24T12:00 (UTC)`,
    emptySpan: 'the begin must be before the end, and the end in the past',
    noSuchRule: (rule: string, nearest: string | null) =>
      `no rule "${rule}"${nearest === null ? '' : `: did you mean "${nearest}"?`}`,
    onlySilence: (rule: string) => `rule "${rule}" listens to a silence: past readings do not tell it`,
    progress: (instant: string, readings: number) => `${instant}, ${readings} readings`,
    episode: (
      raised: string,
      cleared: string | null,
      lasted: string,
      rule: string,
      thing: string,
      why: string,
    ) => `${raised} → ${cleared ?? 'still raised'} (${lasted})  ${rule}  ${thing}  ${why}`,
    leftOut: (count: number) => `… and ${count} more, counted below`,
    header: (from: string, to: string, readings: number) =>
      `From ${from} to ${to} (UTC), ${readings} readings.`,
    nothing: 'No rule would have been raised.',
    summary: (rule: string, raised: number, total: string, longest: string, noisiest: string) =>
      `${rule}: raised ${raised} times, ${total} in all, ${longest} at most${noisiest}`,
    noisiest: (thing: string, raised: number) => `, mostly ${thing} (${raised})`,
    quiet: (count: number) => `${count} rules would have said nothing.`,
    notReplayed: (rules: string) => `Silence cannot be replayed from readings: nothing is said of ${rules}.`,
  },
});

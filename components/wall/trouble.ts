/** The lines of "now" as the walls tell them, in words of one language, worst first. */
import { tellAbnormal } from '../../lib/messages/abnormal.ts';
import type { Told } from '../../lib/messages/abnormal-facts.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import type { Abnormal } from '../../lib/readings/abnormal.ts';
import { type NowLine, nowLines } from '../../lib/readings/now-lines.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import type { Severity } from '../sign/severity.ts';

export type Trouble = NowLine & { readonly told: Told };

/** With planned work, which is listed but troubles nobody. */
export const toldLines = (picture: Picture, locale: Locale): readonly Trouble[] =>
  nowLines(picture).map((one) => ({ ...one, told: tellAbnormal(one.said, locale) }));

export const troublesOf = (picture: Picture, locale: Locale): readonly Trouble[] =>
  toldLines(picture, locale).filter(({ planned }) => !planned);

/** The worst of one system of one site; null when nothing is the matter. */
export const worstTrouble = (
  troubles: readonly Trouble[],
  site: string,
  system: Abnormal['system'],
): Trouble | null => troubles.find((one) => one.site === site && one.system === system) ?? null;

/** At most one site grows on a wall: the one with the worst trouble of the wall's subject. Staleness grows nothing. */
export function grownSite(
  sites: readonly SitePicture[],
  troubles: readonly Trouble[],
  system: Abnormal['system'],
): number | null {
  const worst = troubles.find(
    (one) => one.system === system && one.severity !== 'stale' && sites.some((site) => site.id === one.site),
  );
  const index = sites.findIndex((site) => site.id === worst?.site);
  return index >= 0 ? index : null;
}

export function severityWord(severity: Severity, locale: Locale): string {
  const text = wallMessages[locale];
  const words: Record<Severity, string> = {
    critical: text.criticalWord,
    warning: text.warningWord,
    information: text.informationWord,
    stale: text.staleWord,
  };
  return words[severity];
}

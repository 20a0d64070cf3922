/** The scenarios by site, and which are under way. Pure. */
import { scenarioWord } from '../../../components/desk/scenario-word.ts';
import { deskMessages } from '../../../lib/messages/desk.ts';
import { formatClock, formatDuration } from '../../../lib/messages/format.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { Picture } from '../../../lib/readings/picture.ts';

export interface DrillCell {
  readonly site: string;
  readonly name: string;
  /** Since when it is under way; null: it is not. */
  readonly active: string | null;
}
export interface DrillRow {
  readonly scenario: string;
  readonly word: string;
  readonly cells: readonly DrillCell[];
}

/** Null: the drill has not spoken yet. */
export function drillRows(picture: Picture, locale: Locale, zone: string): readonly DrillRow[] | null {
  const { drill } = picture;
  if (!drill) return null;
  const since = (at: number) =>
    deskMessages[locale].startedAt(
      formatClock(at, zone, true),
      formatDuration(Math.max(0, picture.now - at), locale),
    );
  return drill.scenarios.map((scenario) => ({
    scenario,
    word: scenarioWord(scenario, locale),
    cells: picture.sites.map((site) => {
      const active = drill.active.find((one) => one.scenario === scenario && one.site === site.id);
      return { site: site.id, name: site.name, active: active ? since(active.since) : null };
    }),
  }));
}

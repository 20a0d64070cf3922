/** What the overview of the desk shows. Pure. */
import { type NowList, nowList } from '../../components/desk/now-view.ts';
import { type SystemCell, systemCells } from '../../components/desk/system-cell-view.ts';
import { hourOf, type Recent } from '../../components/live/recent.ts';
import type { System } from '../../lib/inventory/inventory.ts';
import { commonMessages } from '../../lib/messages/common.ts';
import { deskMessages } from '../../lib/messages/desk.ts';
import { formatClock, formatZone } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { type Severity, worstOf } from '../../lib/readings/abnormal.ts';
import { deviceState } from '../../lib/readings/device-state.ts';
import { troubling } from '../../lib/readings/now-lines.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import { seriesId } from '../../lib/readings/reading.ts';

export interface OverviewRow {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity | null;
  readonly clock: string;
  /** By system; absent where the book has nothing of it. */
  readonly cells: ReadonlyMap<System, SystemCell>;
  /** Last hour of the primary link, 0 to 1, null where nothing was measured. */
  readonly hour: readonly (number | null)[];
  readonly mark: number | null;
}
export interface OverviewModel {
  readonly sentence: string;
  readonly columns: readonly { readonly system: System; readonly title: string }[];
  readonly rows: readonly OverviewRow[];
  readonly now: NowList;
}

function rowOf(picture: Picture, site: SitePicture, recent: Recent | null, locale: Locale): OverviewRow {
  const primary = site.links.find((link) => link.role === 'primary');
  const id = primary
    ? seriesId({ site: site.id, device: primary.device, metric: 'link.use_ratio', instance: primary.id })
    : null;
  return {
    id: site.id,
    name: site.name,
    severity: worstOf(troubling(picture), site.id)?.severity ?? null,
    clock: `${formatClock(picture.now, site.timezone)} ${formatZone(picture.now, site.timezone)}`,
    cells: new Map(systemCells(picture, site, locale).map((cell) => [cell.system, cell])),
    hour: id !== null && recent ? hourOf(recent, id, picture.now) : [],
    mark: primary?.overflow?.atRatio ?? null,
  };
}

export function overviewModel(
  picture: Picture,
  recent: Recent | null,
  locale: Locale,
  zone: string,
): OverviewModel {
  const rows = picture.sites.map((site) => rowOf(picture, site, recent, locale));
  const devices = picture.sites.flatMap((site) => site.devices);
  const fresh = devices.filter(
    (device) => deviceState(picture, device.site, device.id).freshness === 'fresh',
  );
  const shown = (['internet', 'power', 'climate', 'safety', 'servers', 'telephony'] as const).filter(
    (system) => rows.some((row) => row.cells.has(system)),
  );
  return {
    sentence: deskMessages[locale].sentenceOverview(picture.sites.length, devices.length, fresh.length),
    columns: shown.map((system) => ({ system, title: commonMessages[locale][system] })),
    rows,
    now: nowList(picture, locale, zone),
  };
}

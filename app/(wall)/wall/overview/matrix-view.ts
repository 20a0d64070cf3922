/** The matrix of the overview: for each site its links against the contract, and one cell a system. */
import { asksForAttention } from '../../../../components/incident/line-owner.ts';
import type { Severity } from '../../../../components/sign/severity.ts';
import { callsOf } from '../../../../components/wall/calls.ts';
import { type Figure, figureOf } from '../../../../components/wall/measured-figure.ts';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { Trouble } from '../../../../components/wall/trouble.ts';
import type { System } from '../../../../lib/inventory/inventory.ts';
import { formatClock, formatRatio, formatZone } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { deviceState } from '../../../../lib/readings/device-state.ts';
import { type LinkPicture, siteLinks, siteTunnels } from '../../../../lib/readings/link-picture.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import { type CellInput, type CellView, captionOf, cellColumns, placeCells } from './cell-view.ts';

export const matrixTop = 180;
export const matrixBottom = 600;
const rowHeightMax = 84;

export interface BarView {
  /** Null: the site has no such link. */
  readonly ratio: number | null;
  readonly stale: boolean;
  readonly cut: boolean;
  readonly severity: Severity | null;
}
export interface InternetView {
  readonly primary: BarView | null;
  readonly backup: BarView | null;
  readonly tick: number | null;
  /** Beside the bars: a figure only above the tick, a word when it is worse. */
  readonly note: {
    readonly text: string;
    readonly severity: Severity;
    readonly blinks: boolean;
    readonly overBars: boolean;
  } | null;
}
export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  readonly clock: string;
  readonly middle: number;
  readonly severity: Severity | null;
  readonly internet: InternetView;
  readonly cells: readonly CellView[];
}

export const rowHeight = (count: number): number =>
  Math.min(rowHeightMax, (matrixBottom - matrixTop) / Math.max(1, count));
export const rowMiddles = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => Math.round(matrixTop + rowHeight(count) * (i + 0.5)));

/** Room of a word or figure beside the bars. */
export const noteX = 792;
export const noteRoom = 122;

function barOf(link: LinkPicture | null, severity: Severity | null): BarView | null {
  if (!link) return null;
  const figure: Figure = figureOf(link.use, String, 0, 'fr');
  const over =
    link.use.value !== null && link.link.overflow !== null && link.use.value > link.link.overflow.atRatio;
  return {
    ratio: link.use.value,
    stale: figure.stale || link.use.value === null,
    cut: link.up === false,
    severity: over && severity ? severity : null,
  };
}

/** Kinds that the bars themselves tell: only the figure stands beside them. */
const onBars: ReadonlySet<string> = new Set([
  'overflow',
  'overflowNoRelay',
  'overflowLate',
  'overflowNoRelief',
  'capacity',
]);

function noteOf(trouble: Trouble | null, primary: LinkPicture | null, locale: Locale): InternetView['note'] {
  if (!trouble) return null;
  const use = primary?.use.value ?? null;
  const told = onBars.has(trouble.said.kind) && use !== null ? formatRatio(use, locale) : trouble.told.cell;
  const block = trouble.severity === 'critical' ? 20 : 0;
  const sign = onBars.has(trouble.said.kind) && trouble.severity === 'information' ? 0 : 46;
  return {
    text: told,
    severity: trouble.severity,
    blinks: asksForAttention(trouble),
    overBars: textWidth(told, 42, 600) + block + sign > noteRoom,
  };
}

function internetView(
  links: ReturnType<typeof siteLinks>,
  trouble: Trouble | null,
  locale: Locale,
): InternetView {
  const { primary, backup } = links;
  const severity = trouble?.severity ?? null;
  return {
    primary: barOf(primary, severity),
    backup: barOf(backup, severity),
    tick: primary?.link.overflow?.atRatio ?? null,
    note: noteOf(trouble, primary, locale),
  };
}

const abnormalCell = (trouble: Trouble, locale: Locale): CellInput => ({
  kind: 'abnormal',
  severity: trouble.severity,
  blinks: asksForAttention(trouble),
  caption: captionOf(trouble, locale),
  text: trouble.told.cell,
});

function tunnelCell(picture: Picture, site: SitePicture, troubles: readonly Trouble[]): CellInput {
  const tunnels = siteTunnels(picture, site);
  if (tunnels.length === 0) return { kind: 'absent' };
  const up = tunnels.filter((tunnel) => tunnel.up === true).length;
  const trouble = troubles.find((one) => one.said.kind === 'tunnelDown');
  if (trouble)
    return {
      kind: 'abnormal',
      severity: trouble.severity,
      blinks: asksForAttention(trouble),
      caption: null,
      text: `${up}/${tunnels.length}`,
    };
  return tunnels.some((tunnel) => tunnel.up === null) ? { kind: 'unknown' } : { kind: 'good', figure: null };
}

/** A system is unknown while nothing of it can be told, which is not the same as good. */
function systemCell(
  picture: Picture,
  site: SitePicture,
  system: System,
  trouble: Trouble | undefined,
  locale: Locale,
): CellInput {
  if (trouble) return abnormalCell(trouble, locale);
  const devices = site.devices.filter((device) => device.system === system);
  const calls = system === 'telephony' ? callsOf(picture, site) : null;
  if (devices.length === 0 && calls === null) return { kind: 'absent' };
  const states = devices.map((device) => deviceState(picture, site.id, device.id).state);
  if (states.length > 0 && states.every((state) => state === 'unknown')) return { kind: 'unknown' };
  return { kind: 'good', figure: calls?.used == null ? null : String(calls.used) };
}

export function matrixRow(
  picture: Picture,
  site: SitePicture,
  all: readonly Trouble[],
  middle: number,
  locale: Locale,
): MatrixRow {
  const troubles = all.filter((one) => one.site === site.id);
  const internet =
    troubles.find((one) => one.system === 'internet' && one.said.kind !== 'tunnelDown') ?? null;
  const inputs = cellColumns.map((column) =>
    column === 'vpn'
      ? tunnelCell(picture, site, troubles)
      : systemCell(
          picture,
          site,
          column,
          troubles.find((one) => one.system === column),
          locale,
        ),
  );
  return {
    id: site.id,
    name: site.name,
    clock: `${formatClock(picture.now, site.timezone)} ${formatZone(picture.now, site.timezone)}`,
    middle,
    severity: troubles[0]?.severity ?? null,
    internet: internetView(siteLinks(picture, site), internet, locale),
    cells: placeCells(inputs),
  };
}

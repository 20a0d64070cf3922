/** Health of Vigie: what the API's status says, in the reader's words. Pure. */
import { outOfDateAfterMs } from '../../../components/live/doubt.ts';
import { deskMessages } from '../../../lib/messages/desk.ts';
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatNumber,
  noValue,
} from '../../../lib/messages/format.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { CollectorStatus } from '../../../lib/readings/status.ts';

/** As GET /api/v1/status answers. */
export interface StatusAnswer {
  readonly now: string;
  readonly build: string;
  readonly roles: readonly {
    role: string;
    pid: number | null;
    state: 'starting' | 'running' | 'restarting' | 'stopped';
    startedAt: string;
    restarts: number;
  }[];
  readonly stores: {
    readonly readings: { kind: 'influx' | 'embedded'; ok: boolean; reason: string | null; series: number };
    readonly operations: { kind: 'postgres'; ok: boolean; reason: string | null };
  };
  readonly backlog: { readonly readings: number; readonly oldestAt: string | null };
  readonly lagSeconds: number | null;
  readonly drops: readonly { readonly cause: string; readonly count: number }[];
  readonly bus: { readonly connected: boolean };
  readonly book: {
    readonly ok: boolean;
    readonly at: string;
    readonly problems: readonly string[];
    readonly warnings: readonly string[];
  } | null;
  readonly live: { readonly clients: number; readonly cutSlow: number; readonly refused: number };
  readonly walls: readonly {
    wall: string;
    screen: string;
    at: string;
    lang: string;
    heapBytes: number | null;
    silentMs: number;
  }[];
}

export interface Line {
  readonly key: string;
  /** Not as it should be: shown with a sign. */
  readonly bad: boolean;
  readonly cells: readonly string[];
}
export interface VigieModel {
  readonly lag: string;
  readonly backlog: string;
  readonly dropped: string;
  readonly roles: readonly Line[];
  readonly collectors: readonly Line[];
  readonly drops: readonly Line[];
  readonly stores: readonly Line[];
  readonly walls: readonly Line[];
  readonly book: {
    readonly bad: boolean;
    readonly sentence: string;
    readonly problems: readonly string[];
  } | null;
  readonly change: string;
}

/** A collectors process says its state each second; a wall beats each 15 s. */
export const collectorSilentMs = 5_000;
export const wallSilentMs = 45_000;
/** Storage lag that is no longer usual. */
export const lagLimitSeconds = 10;

type Say = (typeof deskMessages)[Locale];

function roleLines(status: StatusAnswer, now: number, locale: Locale, say: Say): readonly Line[] {
  const words = {
    running: say.roleRunning,
    starting: say.roleStarting,
    restarting: say.roleRestarting,
    stopped: say.roleStopped,
  };
  return status.roles.map((role) => ({
    key: role.role,
    bad: role.state !== 'running',
    cells: [
      role.role,
      words[role.state],
      role.pid === null ? noValue : String(role.pid),
      say.ago(formatDuration(now - Date.parse(role.startedAt), locale)),
      String(role.restarts),
    ],
  }));
}

export const collectorLines = (
  collectors: readonly CollectorStatus[],
  now: number,
  locale: Locale,
): readonly Line[] =>
  collectors.map((one) => {
    const say = deskMessages[locale];
    const { oldestAt, readings, bytes } = one.backlog;
    const lag = oldestAt === null ? 0 : now - oldestAt;
    return {
      key: one.site,
      bad:
        now - one.at > collectorSilentMs || !one.store.ok || !one.buffer.ok || lag > lagLimitSeconds * 1000,
      cells: [
        say.collectorSite(one.site),
        say.ago(formatDuration(Math.max(0, now - one.at), locale)),
        `${formatNumber(readings, locale)} (${formatBytes(bytes, locale)})`,
        oldestAt === null ? noValue : formatDuration(lag, locale),
        formatNumber(one.queue, locale),
        formatNumber(one.acknowledged, locale),
        formatNumber(one.stored, locale),
        one.buffer.ok ? say.ok : (one.buffer.reason ?? ''),
      ],
    };
  });

function storeLines(status: StatusAnswer, say: Say, where: string | null): readonly Line[] {
  const { readings, operations } = status.stores;
  const kind = readings.kind === 'influx' ? say.storeInflux : say.storeEmbedded;
  return [
    {
      key: 'readings',
      bad: !readings.ok,
      cells: [
        say.readingStore,
        where === null ? kind : `${kind}, ${where}`,
        readings.ok ? say.ok : (readings.reason ?? ''),
      ],
    },
    {
      key: 'operations',
      bad: !operations.ok,
      cells: [say.operationStore, 'PostgreSQL', operations.ok ? say.ok : (operations.reason ?? '')],
    },
    {
      key: 'bus',
      bad: !status.bus.connected,
      cells: [say.liveBus, 'MQTT', status.bus.connected ? say.connected : say.disconnected],
    },
    {
      key: 'live',
      bad: false,
      cells: [say.readers, String(status.live.clients), `${status.live.cutSlow} ${say.cutSlow}`],
    },
  ];
}

export function vigieModel(
  status: StatusAnswer,
  collectors: readonly CollectorStatus[],
  locale: Locale,
  zone: string,
  where: string | null,
): VigieModel {
  const say = deskMessages[locale];
  const now = Date.parse(status.now);
  const { book } = status;
  return {
    lag: status.lagSeconds === null ? noValue : formatDuration(status.lagSeconds * 1000, locale),
    backlog: formatNumber(status.backlog.readings, locale),
    dropped: formatNumber(
      status.drops.reduce((sum, drop) => sum + drop.count, 0),
      locale,
    ),
    roles: roleLines(status, now, locale, say),
    collectors: collectorLines(collectors, now, locale),
    drops: status.drops.map((drop) => ({
      key: drop.cause,
      bad: false,
      cells: [drop.cause, formatNumber(drop.count, locale)],
    })),
    stores: storeLines(status, say, where),
    walls: status.walls.map((wall) => ({
      key: `${wall.wall}/${wall.screen}`,
      // One that beats but hears nothing shows an old picture.
      bad: now - Date.parse(wall.at) > wallSilentMs || wall.silentMs >= outOfDateAfterMs,
      cells: [
        wall.wall,
        wall.screen,
        say.ago(formatDuration(Math.max(0, now - Date.parse(wall.at)), locale)),
        wall.heapBytes === null ? noValue : formatBytes(wall.heapBytes, locale),
      ],
    })),
    book: book
      ? {
          bad: !book.ok,
          sentence: (book.ok ? say.bookGood : say.bookBad)(formatClock(Date.parse(book.at), zone)),
          problems: [...book.problems, ...book.warnings.map(say.bookWarning)],
        }
      : null,
    change: status.stores.readings.kind === 'influx' ? say.changeFromInflux : say.changeToInflux,
  };
}

/** The one set of things that the web role holds for its life; Next loads its parts in several bundles, so it hangs on the process. */
import type { Logger } from 'pino';
import type { AlarmBook } from '../../lib/alarm/alarm-book.ts';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import type { SiteReports } from '../../lib/alarm/postgres-site-reports.ts';
import type { Registers } from '../../lib/alarm/registers.ts';
import type { Runtime } from '../../lib/config/runtime.ts';
import { authorise, scopeOf, type Who } from '../../lib/identity/authorise.ts';
import type { LiveBus } from '../../lib/live/messages.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import type { ReadingStore } from '../../lib/readings/reading-store.ts';
import { pictureWithin, type Sight } from '../../lib/readings/sight.ts';
import type { Clock } from '../../lib/time/clock.ts';
import type { Identity } from './identity.ts';
import type { PictureMemory } from './live/picture-memory.ts';
import type { LiveStream } from './live/stream.ts';
import type { NotifyDoor } from './notify-door.ts';
import { ProblemError } from './problem.ts';

export interface House {
  readonly runtime: Runtime;
  readonly log: Logger;
  readonly clock: Clock;
  readonly bus: LiveBus;
  readonly store: ReadingStore;
  readonly identity: Identity;
  readonly incidents: IncidentStore;
  /** Of the sites that watch themselves. */
  readonly reports: SiteReports;
  readonly notify: NotifyDoor;
  /** What people write down: planned work, stand-ins, checks, main courante. */
  readonly registers: Registers;
  /** People, rules, on-call: the book in force. */
  readonly alarmBook: () => AlarmBook;
  readonly picture: PictureMemory;
  readonly stream: LiveStream;
  /** Identity of this build: a wall that was loaded from another one reloads itself. */
  readonly build: string;
  readonly startedAt: number;
  stop(): Promise<void>;
}

const place = Symbol.for('vigie.web.house');
interface Place {
  [place]?: House | undefined;
}

export const theHouse = (): House | undefined => (globalThis as Place)[place];
export function openHouse(house: House | undefined): void {
  (globalThis as Place)[place] = house;
}

/** For what cannot answer without it: says "not ready" rather than guess. */
export function house(): House {
  const open = theHouse();
  if (!open) throw new ProblemError(503, 'Vigie is still starting; try again in a few seconds.');
  return open;
}

export const sightOf = (who: Who): Sight => ({
  sites: scopeOf(who).sites,
  numbers: authorise(who, 'read', 'phone-numbers').ok,
});

/** What `who` may see of it; nobody sees nothing. */
export const pictureNow = (of: House, who: Who | null): Picture =>
  pictureWithin(of.picture.picture(of.clock.now()), who ? sightOf(who) : { sites: [], numbers: false });

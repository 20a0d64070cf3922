/**
 * The kill matrix: one fire after the other, and at one moment of each a role is killed with -9. Then it is counted who was
 * told how often, by what the gateway was handed.
 */
import { AlarmHouse, lifeSafetyList, type Role, roomOf, until } from './alarm-house.ts';
import type { Handed } from './sms-gateway.ts';

/** Of an alarm on its way out, in order. */
type Phase = 'opened' | 'stored' | 'routed' | 'handed over' | 'receipt';
interface Kill {
  readonly role: Role;
  readonly phase: Phase;
}

/** Every role at every phase; those come first that have most to lose. The roles change, for one that falls often is started again later and later. */
const kills: readonly Kill[] = [
  { role: 'alerting', phase: 'opened' },
  { role: 'collectors', phase: 'opened' },
  { role: 'alerting', phase: 'stored' },
  { role: 'web', phase: 'receipt' },
  { role: 'alerting', phase: 'routed' },
  { role: 'collectors', phase: 'stored' },
  { role: 'alerting', phase: 'handed over' },
  { role: 'alerting', phase: 'receipt' },
  { role: 'web', phase: 'opened' },
  { role: 'collectors', phase: 'routed' },
  { role: 'web', phase: 'stored' },
  { role: 'collectors', phase: 'handed over' },
  { role: 'web', phase: 'routed' },
  { role: 'collectors', phase: 'receipt' },
  { role: 'web', phase: 'handed over' },
];

export interface MatrixResult {
  readonly incidents: number;
  readonly killed: number;
  /** Whom of what nobody has told, and fires that no incident was made of. */
  readonly lost: readonly string[];
  /** Told more than twice, and rooms with more than one incident. */
  readonly tooOften: readonly string[];
  /** The most that one person was told again of one incident, of its beginning or of its end. */
  readonly repeatsMax: number;
  readonly unresolved: readonly string[];
  /** Messages whose receipt was lost. */
  readonly withoutReceipt: number;
}

const kinds = ['opened', 'resolved'] as const;
const everybody = Object.keys(lifeSafetyList);

export async function killMatrix(count: number, say: (text: string) => void): Promise<MatrixResult> {
  const house = await AlarmHouse.start(count, true);
  try {
    let killed = 0;
    for (let room = 0; room < count; room += 1) {
      const kill = kills[room % kills.length];
      if (kill === undefined) break;
      const startedAt = performance.now();
      if (await oneFire(house, room, kill)) killed += 1;
      const took = Math.round(performance.now() - startedAt);
      say(
        `fire ${room + 1} of ${count}: ${kill.role} killed at "${kill.phase}", told and over in ${took} ms`,
      );
    }
    return await counted(house, count, killed);
  } finally {
    await house.close();
  }
}

/** Waits for what is to happen but never fails: what has not happened is what is counted. */
async function oneFire(house: AlarmHouse, room: number, { role, phase }: Kill): Promise<boolean> {
  await until(`${role} runs`, () => house.running(role));
  let killed = false;
  const kill = (): void => {
    if (killed) return;
    killed = true;
    house.kill(role);
  };
  let mine: string | null = null;
  const known = async (): Promise<boolean> => {
    mine ??= (await house.fires(room))[0]?.incident ?? null;
    return mine !== null;
  };
  const isMine = async ({ incident }: Handed): Promise<boolean> => (await known()) && incident === mine;
  house.gateway.onHanded = async (handed) => {
    if (phase === 'handed over' && !killed && (await isMine(handed))) kill();
  };
  house.gateway.onCallBack = (handed, answered) => {
    // The web role takes it: it dies with it. The others come after it.
    const then = role === 'web' ? Promise.resolve(true) : answered;
    if (phase === 'receipt')
      void Promise.all([isMine(handed), then]).then(([of, ok]) => of && ok && !killed && kill());
  };
  await house.contact(room, 'active');
  if (phase === 'opened') kill();
  await soon(`an incident of ${roomOf(room)}`, known, 2);
  if (phase === 'stored') kill();
  if (phase === 'routed') {
    await soon('its deliveries', async () => mine !== null && (await house.deliveries([mine])).length > 0, 2);
    kill();
  }
  await soon('everybody told', () => toldOf(house, mine, 'opened'));
  await soon('the kill', () => killed);
  await house.contact(room, 'rest');
  await soon('everybody told that it is over', () => toldOf(house, mine, 'resolved'));
  return killed;
}

const soon = (what: string, holds: () => boolean | Promise<boolean>, everyMs?: number): Promise<void> =>
  until(what, holds, 60_000, everyMs).catch(() => undefined);

const toldOf = ({ gateway }: AlarmHouse, incident: string | null, kind: Handed['kind']): boolean =>
  everybody.every((to) =>
    gateway.handed.some((one) => one.to === to && one.incident === incident && one.kind === kind),
  );

async function counted(house: AlarmHouse, count: number, killed: number): Promise<MatrixResult> {
  const ids = async (): Promise<readonly string[]> => (await house.fires()).map(({ incident }) => incident);
  const outstanding = async () =>
    (await house.deliveries(await ids())).filter((state) => state !== 'delivered');
  await soon('every receipt', async () => (await outstanding()).length === 0);
  const fires = await house.fires();
  const lost: string[] = [];
  const tooOften: string[] = [];
  let repeatsMax = 0;
  for (let room = 0; room < count; room += 1) {
    const of = fires.filter((fire) => fire.room === roomOf(room));
    if (of.length === 0) lost.push(`${roomOf(room)}: no incident`);
    if (of.length > 1) tooOften.push(`${roomOf(room)}: ${of.length} incidents`);
    for (const { incident } of of)
      for (const to of everybody)
        for (const kind of kinds) {
          const times = house.gateway.handed.filter(
            (one) => one.incident === incident && one.to === to && one.kind === kind,
          ).length;
          const what = `${roomOf(room)} ${kind} ${lifeSafetyList[to]}: ${times} times`;
          if (times === 0) lost.push(what);
          if (times > 2) tooOften.push(what);
          repeatsMax = Math.max(repeatsMax, times - 1);
        }
  }
  return {
    incidents: fires.length,
    killed,
    lost,
    tooOften,
    repeatsMax,
    unresolved: fires.filter(({ state }) => state !== 'resolved').map(({ room }) => room),
    withoutReceipt: (await outstanding()).length,
  };
}

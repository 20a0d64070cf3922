/** The page of the main courante that is being written: gathered from the registers and the incidents. */
import { logLines, type Names } from '../../lib/alarm/log-lines.ts';
import { type LogPage, type PageBody, pageBeginsAt, pageBody } from '../../lib/alarm/logbook.ts';
import type { House } from './house.ts';

export interface OpenPage extends PageBody {
  readonly fromAt: number;
  readonly toAt: number;
  readonly last: LogPage | null;
}

const namesOf = (house: House): Names => {
  const { rules, checks } = house.alarmBook();
  const own = (id: string) => ({ fr: id, en: id });
  return {
    rule: (id) => rules.find((one) => one.id === id)?.title ?? own(id),
    check: (_, id) => checks.find((one) => one.id === id)?.title ?? own(id),
  };
};

/** From the end of the last signed page to `now`. */
export async function openPage(house: House, now: number): Promise<OpenPage> {
  const { registers } = house;
  const [last = null] = await registers.logbook.pages(1);
  const fromAt = pageBeginsAt(last, now);
  const [incidents, plans, shelves, overrides, done, notes, promises, drills] = await Promise.all([
    registers.past.incidents(fromAt, now),
    registers.maintenance.plans(fromAt),
    registers.maintenance.shelves(fromAt),
    registers.overrides.overrides(fromAt),
    registers.checks.done(fromAt),
    registers.logbook.notes(fromAt, now),
    registers.logbook.promises(fromAt),
    registers.past.drills(fromAt, now),
  ]);
  const lines = logLines({ incidents, plans, shelves, overrides, done, notes, drills }, namesOf(house));
  return { ...pageBody(lines, promises, fromAt, now), fromAt, toAt: now, last };
}

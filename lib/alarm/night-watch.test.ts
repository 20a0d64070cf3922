/**
 * The nights that every product gets wrong, from ledger lines and readings to the telephones. Each is lived twice, once
 * restarted again and again from what was saved: guards against an alarm lost, repeated or told to the wrong person.
 */
import { describe, expect, it } from 'vitest';
import { type Got, Night, type NightOptions } from './night-watch.ts';

const minute = 60_000;
const hour = 60 * minute;

/** What a night does, and how often it is restarted while it lasts. */
function lived(
  options: Omit<NightOptions, 'restartEvery'>,
  restartEvery: number,
  happens: (night: Night) => void,
): Night {
  const [straight, restarted] = [0, restartEvery].map((every) => {
    const night = new Night({ ...options, restartEvery: every });
    happens(night);
    return night;
  });
  if (straight === undefined || restarted === undefined) throw new Error('two nights');
  expect(restarted.phone).toEqual(straight.phone);
  expect(restarted.open).toEqual(straight.open);
  return straight;
}
const told = (phone: readonly Got[], kind: Got['kind'] = 'opened'): readonly string[] =>
  phone
    .filter((got) => got.kind === kind)
    .map(({ minute: at, person, keys }) => `${Math.round(at)} ${person} ${keys}`);
const down = 'device.silent|a/sw-1/';

describe('a parent cut with 245 children', () => {
  it('rings once, and once more when all is well', () => {
    const children = Array.from({ length: 245 }, (_, i) => `sw-${i}`);
    const all = [...children, 'fw-1'];
    const parents = Object.fromEntries(children.map((child) => [child, 'fw-1']));
    const night = lived({ parents }, 97, (it) => {
      for (const device of all) it.answers(device, true);
      it.wait(120, () => all.map((device) => it.answers(device, false)));
      it.wait(120, () => all.map((device) => it.answers(device, true)));
    });
    expect(told(night.phone)).toEqual(['0 awa device.silent|a/fw-1/']);
    expect(told(night.phone, 'resolved')).toHaveLength(1);
    expect(night.open).toEqual([]);
  });
});

describe('an interface that flaps', () => {
  it('rings some times, then says that it is unstable and is quiet', () => {
    const night = lived({}, 1, (it) => {
      for (let i = 0; i < 60; i++) it.wait(60, () => it.answers('sw-1', i % 2 === 0));
    });
    const opened = told(night.phone.filter(({ person }) => person === 'awa'));
    expect(opened.length).toBeGreaterThan(0);
    expect(opened.length).toBeLessThanOrEqual(5);
    expect(night.phone.filter(({ minute: at }) => at > 40)).toEqual([]);
  });
});

describe('a collector that falls silent', () => {
  it('rings once for itself and never for the devices that it no longer asks', () => {
    const night = lived({}, 1, (it) => {
      for (let i = 0; i < 24; i++)
        it.wait(5, () => {
          it.answers('collectors', true, 'collector');
          it.answers('sw-1', true);
        });
      it.wait(4 * 60);
    });
    expect(told(night.phone)).toEqual(['3 awa vigie.collector-silent|a/collectors/']);
  });
});

describe('a wall clock that jumps by an hour', () => {
  it.each([hour, -hour])('of %i ms raises, clears and repeats nothing', (jumpMs) => {
    const night = lived({}, 1, (it) => {
      it.answers('sw-1', true);
      // In the middle of the delay that is to prove the silence, and again once it is told.
      it.wait(10, () => it.answers('sw-1', false));
      it.jump(jumpMs);
      it.wait(4, () => it.answers('sw-1', false));
      expect(it.open).toEqual([]);
      it.wait(30, () => it.answers('sw-1', false));
      expect(it.open).toEqual([down]);
      it.act({ kind: 'acknowledge', who: 'awa', note: 'on it', until: it.wall + 3 * hour });
      it.jump(-jumpMs);
      it.wait(60, () => it.answers('sw-1', false));
      it.wait(60, () => it.answers('sw-1', true));
    });
    expect(told(night.phone)).toEqual([`0 awa ${down}`]);
    expect(told(night.phone, 'resolved')).toHaveLength(1);
  });
});

describe('the night on which summer time begins in Paris', () => {
  it('hands over at 03:00 of the clock, an hour early, and asks the one on duty when each level comes', () => {
    const onCall = `schedules:
  noc: { timezone: Europe/Paris, layers: [{ people: [awa, bio], every: 1d, from: 2026-03-28, handover: "03:00" }] }
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 20m }, { notify: [schedule:noc] }]
    life_safety: [schedule:noc]
`;
    // 01:50 in Paris; ten minutes later the clock says 03:00.
    const night = lived({ onCall, startAt: Date.UTC(2026, 2, 29, 0, 50) }, 1, (it) => {
      it.answers('sw-1', true);
      it.wait(25 * 60, () => it.answers('sw-1', false));
    });
    expect(told(night.phone)).toEqual([`0 awa ${down}`, `20 bio ${down}`]);
  });
});

describe('a storm of 1,000 devices', () => {
  it('brings no more than ten messages to one person in ten minutes, and a fire at once', () => {
    const devices = Array.from({ length: 1_000 }, (_, i) => `${i % 2 ? 'sw' : 'pbx'}-${i}`);
    const night = lived({}, 2_503, (it) => {
      for (const device of devices) it.answers(device, true);
      it.wait(9 * 60, () => {
        if (it.minute <= 1) for (const device of devices) it.answers(device, false);
      });
      it.reads('fire-1', 'contact.fire', 'active');
      it.wait(2);
    });
    const before = night.phone.filter(({ keys }) => !keys.some((key) => key.startsWith('safety.fire')));
    for (const person of ['awa', 'eli', 'director'])
      expect(before.filter((got) => got.person === person).length).toBeLessThanOrEqual(10);
    const fire = night.phone.filter(({ keys }) => keys.some((key) => key.startsWith('safety.fire')));
    expect(fire.map(({ person, minute: at }) => [person, Math.round(at)])).toEqual([
      ['awa', 9],
      ['director', 9],
    ]);
  });
});

describe('an alarm that nobody takes', () => {
  it('climbs three levels, each in its time', () => {
    const night = lived({}, 1, (it) => {
      it.answers('sw-1', true);
      it.wait(20 * 60, () => it.answers('sw-1', false));
    });
    expect(told(night.phone)).toEqual([`0 awa ${down}`, `5 eli ${down}`, `15 director ${down}`]);
  });
  it('rests while it is acknowledged, and climbs from the first level when that expires', () => {
    const night = lived({}, 1, (it) => {
      it.answers('sw-1', true);
      it.wait(3 * 60, () => it.answers('sw-1', false));
      it.act({ kind: 'acknowledge', who: 'awa', note: 'on my way', until: it.wall + 30 * minute });
      it.wait(40 * 60, () => it.answers('sw-1', false));
    });
    expect(told(night.phone)).toEqual([`0 awa ${down}`, `33 awa ${down}`, `38 eli ${down}`]);
  });
});

describe('maintenance that overlaps another', () => {
  it('is quiet until the last of both ends, then tells what is still wrong, and never held a fire', () => {
    const startAt = Date.UTC(2026, 2, 24, 21);
    const span = (from: number, to: number) => [
      { fromAt: startAt + from * minute, toAt: startAt + to * minute },
    ];
    const works = [
      { id: '1', name: 'firmware', site: 'a', thing: 'sw-1', spans: span(0, 10) },
      { id: '2', name: 'cabling', site: 'a', thing: null, spans: span(8, 20) },
    ];
    const night = lived({ works, startAt }, 1, (it) => {
      it.answers('sw-1', true);
      it.wait(15 * 60, () => it.answers('sw-1', false));
      expect(it.phone).toEqual([]);
      it.reads('fire-1', 'contact.fire', 'active');
      it.wait(6 * 60, () => it.answers('sw-1', false));
    });
    expect(told(night.phone)).toEqual([
      '15 awa safety.fire|a/fire-1/',
      '15 director safety.fire|a/fire-1/',
      `20 awa ${down}`,
    ]);
  });
});

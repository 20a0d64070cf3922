import { describe, expect, it } from 'vitest';
import type { ServiceHours } from '../inventory/inventory.ts';
import { isPublicHoliday } from '../time/public-holidays.ts';
import { serviceAt } from './service-hours.ts';

const span = (from: number, to: number) => ({ from: from * 60, to: to * 60 });
const hours = (days: ServiceHours['days'], more: Partial<ServiceHours> = {}): ServiceHours => ({
  days,
  holidays: null,
  closed: [],
  ...more,
});
const week = (...spans: { from: number; to: number }[]): ServiceHours['days'] => [
  [],
  ...Array.from({ length: 6 }, () => spans),
];
const cotonou = (text: string): number => Date.parse(`${text}+01:00`);
const zone = 'Africa/Porto-Novo';
const monToSat = hours(week(span(8, 19)));

describe('service hours', () => {
  it('end at 19:00 of the site, not of the server', () => {
    expect(serviceAt(monToSat, zone, cotonou('2026-11-23T14:32:00'))).toEqual({
      open: true,
      endAt: cotonou('2026-11-23T19:00:00'),
      nextAt: null,
    });
    expect(serviceAt(monToSat, 'Africa/Abidjan', cotonou('2026-11-23T14:32:00')).endAt).toBe(
      Date.parse('2026-11-23T19:00:00Z'),
    );
  });

  it('are over at their last minute, and begin on the next day that works', () => {
    const saturday = serviceAt(monToSat, zone, cotonou('2026-11-28T19:00:00'));
    expect(saturday).toEqual({ open: false, endAt: null, nextAt: cotonou('2026-11-30T08:00:00') });
  });

  it('skip a public holiday and a day closed by the site book', () => {
    const friday = cotonou('2026-12-25T10:00:00');
    expect(serviceAt(monToSat, zone, friday).open).toBe(true);
    expect(serviceAt({ ...monToSat, holidays: 'BJ' }, zone, friday)).toMatchObject({
      open: false,
      nextAt: cotonou('2026-12-26T08:00:00'),
    });
    expect(serviceAt({ ...monToSat, closed: ['2026-12-25'] }, zone, friday).open).toBe(false);
  });

  it('end at noon when there is a break, and run on over midnight when there is none', () => {
    const broken = hours(week(span(8, 12), span(14, 18)));
    expect(serviceAt(broken, zone, cotonou('2026-11-23T09:00:00')).endAt).toBe(
      cotonou('2026-11-23T12:00:00'),
    );
    expect(serviceAt(broken, zone, cotonou('2026-11-23T13:00:00'))).toMatchObject({
      open: false,
      nextAt: cotonou('2026-11-23T14:00:00'),
    });
    const night = hours(Array.from({ length: 7 }, () => [span(0, 4), span(20, 24)]));
    expect(serviceAt(night, zone, cotonou('2026-11-23T23:00:00')).endAt).toBe(cotonou('2026-11-24T04:00:00'));
    expect(serviceAt(night, zone, cotonou('2026-11-24T03:59:00')).endAt).toBe(cotonou('2026-11-24T04:00:00'));
  });

  it('have no end when the site never closes', () => {
    const always = hours(Array.from({ length: 7 }, () => [span(0, 24)]));
    expect(serviceAt(always, zone, cotonou('2026-11-23T14:32:00'))).toEqual({
      open: true,
      endAt: null,
      nextAt: null,
    });
  });

  it('stay on the local clock through both changes of summer time', () => {
    const day = hours(Array.from({ length: 7 }, () => [span(1, 19)]));
    // Paris: 29 March 2026 loses 02:00-03:00, 25 October 2026 has it twice.
    expect(serviceAt(day, 'Europe/Paris', Date.parse('2026-03-29T03:00:00Z')).endAt).toBe(
      Date.parse('2026-03-29T17:00:00Z'),
    );
    expect(serviceAt(day, 'Europe/Paris', Date.parse('2026-10-25T03:00:00Z')).endAt).toBe(
      Date.parse('2026-10-25T18:00:00Z'),
    );
    const early = hours(Array.from({ length: 7 }, () => [{ from: 150, to: 1_140 }]));
    expect(serviceAt(early, 'Europe/Paris', Date.parse('2026-03-29T00:00:00Z')).nextAt).toBe(
      Date.parse('2026-03-29T01:30:00Z'),
    );
  });
});

describe('public holidays', () => {
  it('follow Easter: 5 April 2026', () => {
    expect(isPublicHoliday('2026-04-06', 'BJ')).toBe(true);
    expect(isPublicHoliday('2026-04-03', 'CM')).toBe(true);
    expect(isPublicHoliday('2026-05-14', 'CG')).toBe(true);
    expect(isPublicHoliday('2026-05-25', 'CI')).toBe(true);
    expect(isPublicHoliday('2026-04-07', 'BJ')).toBe(false);
    expect(isPublicHoliday('2026-12-25', 'XX')).toBe(false);
  });
});

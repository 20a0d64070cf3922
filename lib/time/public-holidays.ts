/**
 * Days without service by country, of those that a calendar can compute: fixed dates and those that move with Easter.
 * Feasts fixed by the moon are announced some days before; the site book takes them as `closed`.
 */

/** `MM-DD`, or an offset in days from Easter Sunday. */
const calendars: Readonly<Record<string, readonly (string | number)[]>> = {
  BJ: ['01-01', '01-10', 1, '05-01', 39, 50, '08-01', '08-15', '11-01', '12-25'],
  CG: ['01-01', 1, '05-01', 39, 50, '06-10', '08-15', '11-01', '11-28', '12-25'],
  CI: ['01-01', 1, '05-01', 39, 50, '08-07', '08-15', '11-01', '11-15', '12-25'],
  CM: ['01-01', '02-11', -2, '05-01', '05-20', 39, '08-15', '12-25'],
  FR: ['01-01', 1, '05-01', '05-08', 39, 50, '07-14', '08-15', '11-01', '11-11', '12-25'],
  GN: ['01-01', 1, '05-01', '05-25', '08-15', '10-02', '12-25'],
};

/** Easter Sunday of a year, as days since the epoch (Meeus, Jones and Butcher). */
export function easterDay(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / 86_400_000;
}

/** `day`: `2026-12-25`. A country without a calendar has no holiday here. */
export function isPublicHoliday(day: string, country: string): boolean {
  const calendar = calendars[country];
  if (calendar === undefined) return false;
  const fromEaster = Date.parse(`${day}T00:00:00Z`) / 86_400_000 - easterDay(Number(day.slice(0, 4)));
  return calendar.some((entry) =>
    typeof entry === 'number' ? entry === fromEaster : entry === day.slice(5),
  );
}

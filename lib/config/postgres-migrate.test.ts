/** A store and a version that do not fit must be refused before a single statement runs. */
import { describe, expect, it } from 'vitest';
import { type Migration, missingOf, readMigrations } from './postgres-migrate.ts';

const made = (number: number, checksum = `sum ${number}`): Migration => ({
  number,
  name: `step-${number}`,
  sql: '',
  checksum,
});

describe('migrations', () => {
  it('of this version have names and numbers that are in order', () => {
    const numbers = readMigrations().map(({ number }) => number);
    expect(numbers[0]).toBe(1);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
  it('that are missing run, in order, and only those', () => {
    expect(missingOf([made(1), made(2), made(3)], [made(1)]).map(({ number }) => number)).toEqual([2, 3]);
  });
  it('are refused when a file was changed after it ran', () => {
    expect(() => missingOf([made(1, 'other')], [made(1)])).toThrow(/was changed after it ran/);
  });
  it('are refused when the store is of a newer version', () => {
    expect(() => missingOf([made(1)], [made(1), made(2)])).toThrow(/newer Vigie/);
  });
});

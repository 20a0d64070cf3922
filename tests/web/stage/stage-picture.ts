/** The stage's five sites as a `Picture`, for tests of views: no bus, no store, no clock. */
import { parseBook } from '../../../lib/inventory/parse-book.ts';
import { ledgerId, type Picture, sitePictures } from '../../../lib/readings/picture.ts';
import { type Reading, seriesId } from '../../../lib/readings/reading.ts';
import { stageBook } from './stage-book.ts';
import { stageLabels, stageLedger, stageReadings } from './stage-readings.ts';

/** Tuesday 24 November 2026, 14:32 in Benin. */
export const stageNow = Date.parse('2026-11-24T13:32:00Z');

export function stagePicture(
  change: (reading: Reading) => Reading | null = (reading) => reading,
  now = stageNow,
): Picture {
  const book = parseBook([{ name: 'sites.yaml', text: stageBook }], {
    STAGE_SNMP: 'x',
    STAGE_KEY: 'k-0123456789',
  });
  if (!book.ok) throw new Error(JSON.stringify(book.problems));
  const readings = stageReadings(now - 1_000, now).flatMap((reading) => change(reading) ?? []);
  // The room sensor of Brazzaville fell silent: its last words are old.
  const silent = stageReadings(now - 400_000, now).filter(
    (one) => one.site === 'brazzaville' && one.device === 'room-1',
  );
  return {
    now,
    organisation: book.inventory.organisation,
    sites: sitePictures(book.inventory),
    readings: new Map([...silent, ...readings].map((one) => [seriesId(one), one])),
    ledger: new Map(stageLedger(now - 1_000, now).map((one) => [ledgerId(one), one])),
    labels: new Map(stageLabels().map((one) => [seriesId(one), one])),
    roles: [],
    collectors: [],
    book: null,
    drill: null,
    incidents: new Map(),
  };
}

/** Everything in its normal state. */
export const healthyPicture = (): Picture =>
  stagePicture((reading) => ({
    ...reading,
    ...stageReadings(stageNow - 86_400_000, stageNow).find((one) => seriesId(one) === seriesId(reading)),
    at: reading.at,
    since: stageNow - 86_400_000,
  }));

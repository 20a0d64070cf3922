/** Cooling that fails and the room that warms up because of it: one line. */
import type { Abnormal, Found } from './abnormal.ts';
import { believedOf } from './device-state.ts';
import type { Picture, SitePicture } from './picture.ts';
import type { Reading } from './reading.ts';
import { seriesId } from './reading.ts';

const wrong = (reading: Reading): boolean => reading.state === 'warning' || reading.state === 'critical';

export function abnormalClimate(picture: Picture, site: SitePicture): Found {
  const units = site.devices.filter((device) => device.kind === 'hvac');
  const rooms = site.devices.filter((device) => device.kind === 'environment');
  const fresh = (devices: typeof units): readonly Reading[] =>
    devices.flatMap((device) =>
      believedOf(picture, site.id, device.id)
        .filter((one) => one.freshness === 'fresh')
        .map((one) => one.reading),
    );
  const failed = fresh(units).filter((reading) => reading.metric === 'hvac.state' && wrong(reading));
  const first = failed.toSorted((a, b) => a.since - b.since)[0];
  if (first === undefined) return { abnormal: [], explained: new Set() };
  const unit = units.find((device) => device.id === first.device);
  const broken = new Set(failed.map((reading) => reading.device));
  // A unit that has failed has alarms, fans and airs of its own to complain of; the rooms only warm up.
  const warm = [...fresh(units), ...fresh(rooms)].filter(
    (reading) =>
      wrong(reading) &&
      !failed.includes(reading) &&
      (broken.has(reading.device) || /_celsius$/.test(reading.metric)),
  );
  const hottest = fresh(rooms)
    .filter((reading) => reading.metric === 'environment.temperature_celsius' && reading.value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  const critical = [...failed, ...warm].some((reading) => reading.state === 'critical');
  const found: Abnormal = {
    id: `${site.id}/climate/cooling`,
    severity: critical ? 'critical' : 'warning',
    site: site.id,
    device: first.device,
    system: 'climate',
    said: {
      kind: 'cooling',
      facts: {
        device: unit?.name ?? first.device,
        text: first.text ?? String(first.value ?? ''),
        celsius: hottest?.value ?? null,
      },
    },
    since: first.since,
    owner: null,
    series: null,
    more: failed.length + warm.length - 1,
  };
  return { abnormal: [found], explained: new Set([...failed, ...warm].map(seriesId)) };
}

/** Whether anything in the site book can give a reading that a rule waits for: a rule on nothing is believed and never speaks. */
import type { MetricCondition, Rule } from '../alerting/rule.ts';
import type { Device, Inventory, Site } from '../inventory/inventory.ts';

/** What derived readings need of their site; null: they are Vigie's own. */
const derived: Readonly<Record<string, ((site: Site) => boolean) | null>> = {
  link: (site) => site.links.length > 0,
  vpn: (site) => site.vpn.length > 0 || site.devices.some(({ snmp }) => snmp !== null),
  power: (site) => site.power !== null,
  vigie: null,
};

/** SNMP and the named MQTT forms say what they say: only what is listed, probed or called in is known beforehand. */
function deviceGives(device: Device, metric: string): boolean {
  const { snmp, mqtt } = device;
  if (snmp !== null || (mqtt !== null && mqtt.format !== 'readings')) return true;
  if (mqtt?.readings.some((one) => one.metric === metric)) return true;
  if (metric.startsWith('ping.')) return device.ping !== null;
  if (metric.startsWith('heartbeat.')) return device.heartbeats.length > 0;
  if (metric === 'clock.offset_seconds') return device.probes.some(({ url }) => url.startsWith('ntp:'));
  return /^(probe|http|tcp)\./.test(metric) && device.probes.length > 0;
}

const isAbout = (rule: Rule, site: Site, device: Device): boolean =>
  (rule.devices.length === 0 || rule.devices.includes(`${site.id}/${device.id}`)) &&
  (rule.kinds.length === 0 || rule.kinds.includes(device.kind));

/** The first metric that the rule cannot do without and nothing gives; null: it can fire. */
export function missingMetric(inventory: Pick<Inventory, 'sites'>, rule: Rule): string | null {
  const sites = inventory.sites.filter(({ id }) => rule.sites.length === 0 || rule.sites.includes(id));
  const gives = ({ metric, on }: MetricCondition): boolean => {
    const need = derived[metric.split('.')[0] ?? ''];
    if (need === null) return true;
    if (need !== undefined) return sites.some(need);
    return sites.some((site) =>
      site.devices.some((one) => (on === 'site' || isAbout(rule, site, one)) && deviceGives(one, metric)),
    );
  };
  const asked = rule.conditions.filter((one) => one.kind !== 'silence');
  const missing = asked.filter((one) => !gives(one));
  const needsAll = rule.match === 'all' || missing.length === rule.conditions.length;
  return needsAll ? (missing[0]?.metric ?? null) : null;
}

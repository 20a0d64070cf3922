/**
 * Victron GX devices: `N/PORTAL/SERVICE/INSTANCE/PATH` with `{"value": …}`; null is "not available", an empty payload means that the
 * device is gone. The site book's topic is `PORTAL/SERVICE/INSTANCE`. Source: Victron's dbus-flashmq README and D-Bus paths. A keep-alive
 * read request must be published, else the gateway falls silent after 60 s.
 */
import type { MqttSettings } from '../../../lib/inventory/inventory.ts';
import type { State } from '../../../lib/readings/reading.ts';
import {
  type Decoded,
  type Format,
  type FormatDecoder,
  instanceOf,
  liveness,
  type Message,
  nothing,
  refused,
  type Taken,
} from '../format.ts';
import { jsonOf } from '../message-value.ts';

const keepAliveMs = 30_000;

/** Path → metric and scale, the first that matches. `$1` of the match is the instance. */
const paths: readonly (readonly [RegExp, string, number])[] = [
  [/^Engine\/Speed$/, 'generator.speed_rpm', 1],
  [/^Engine\/CoolantTemperature$/, 'generator.coolant_celsius', 1],
  [/^Engine\/OilPressure$/, 'generator.oil_pressure_pascals', 1000],
  [/^Engine\/OperatingHours$/, 'generator.run_seconds', 1],
  [/^Engine\/Starts$/, 'generator.starts_count', 1],
  [/^Engine\/Load$/, 'sensor.load_ratio', 0.01],
  [/^Engine\/(\w*Temperature)$/, 'sensor.temperature_celsius', 1],
  [/^(HeatsinkTemperature|Dc\/\d+\/Temperature)$/, 'sensor.temperature_celsius', 1],
  [/^StarterVoltage$/, 'generator.start_battery_volts', 1],
  [/^Temperature$/, 'environment.temperature_celsius', 1],
  [/^Humidity$/, 'environment.humidity_ratio', 0.01],
  [/^Soc$/, 'sensor.charge_ratio', 0.01],
  [/^TimeToGo$/, 'sensor.runtime_seconds', 1],
  [/^ConsumedAmphours$/, 'sensor.charge_ampere_hours', 1],
  [/^Remaining$/, 'sensor.volume_litres', 1000],
  [/^Ac\/Frequency$/, 'sensor.frequency_hertz', 1],
  [/^(?:(.*)\/)?(?:Voltage|V)$/, 'sensor.voltage_volts', 1],
  [/^(?:(.*)\/)?(?:Current|I)$/, 'sensor.current_amperes', 1],
  [/^(?:(.*)\/)?(?:Power|P)$/, 'sensor.power_watts', 1],
  [/^(?:(.*)\/)?S$/, 'sensor.apparent_power_volt_amperes', 1],
  [/^(?:(.*)\/)?F$/, 'sensor.frequency_hertz', 1],
  [/^Energy\/(.*)$/, 'sensor.energy_watt_hours', 1000],
];

/** On a generator's service the alternator's own measures are the generator's. */
const generatorNames: Readonly<Record<string, string>> = {
  'sensor.voltage_volts': 'generator.output_voltage_volts',
  'sensor.current_amperes': 'generator.output_current_amperes',
  'sensor.power_watts': 'generator.output_power_watts',
  'sensor.frequency_hertz': 'generator.frequency_hertz',
};

/** Settings, limits and history are not measurements of now. */
const notNow = /^(Settings|Limits|History|Alarms|Mgmt|Link|Devices|Hub)\//;

/** `StatusCode` of a genset: 0 standby, 1–7 starting, 8 running, 9 stopping, 10 error (Victron D-Bus documentation). */
function statusCode(code: number): { text: string; state: State } {
  if (code === 0) return { text: 'standby', state: 'good' };
  if (code < 8) return { text: 'starting', state: 'good' };
  if (code === 8) return { text: 'running', state: 'good' };
  return code === 9 ? { text: 'stopping', state: 'good' } : { text: 'error', state: 'critical' };
}

function reading(service: string, path: string, raw: unknown): Decoded | null {
  if (notNow.test(path) || (typeof raw !== 'number' && raw !== null)) return null;
  const isGenerator = service.includes('genset');
  if (isGenerator && path === 'StatusCode' && raw !== null)
    return { metric: 'generator.state', instance: '', value: raw, ...statusCode(raw), description: path };
  if (path === 'Level')
    return {
      metric: service === 'tank' ? 'generator.fuel_level_ratio' : 'sensor.level_ratio',
      instance: '',
      value: raw === null ? null : raw / 100,
      text: null,
      description: path,
    };
  for (const [pattern, name, scale] of paths) {
    const match = pattern.exec(path);
    if (!match) continue;
    const metric = isGenerator && path.startsWith('Ac/') ? (generatorNames[name] ?? name) : name;
    return {
      metric,
      instance: instanceOf((match[1] ?? '').replaceAll('/', '.')),
      value: raw === null || !Number.isFinite(raw) ? null : raw * scale,
      text: null,
      description: path,
    };
  }
  return null;
}

function make(settings: MqttSettings): FormatDecoder {
  const [portal = '', service = '', instance = '0'] = (settings.topic ?? '').split('/');
  const base = `N/${portal}/${service}/${instance}/`;
  let askedAt = 0;
  return {
    topics: [`${base}#`],
    take(message: Message): Taken {
      if (message.retained || !message.topic.startsWith(base)) return nothing;
      if (message.payload.length === 0) return liveness(false);
      const json = jsonOf(message.payload);
      if (typeof json !== 'object' || json === null || !('value' in json)) return refused('mqtt-not-json');
      const found = reading(service, message.topic.slice(base.length), json.value);
      return { readings: found ? [found] : [], online: true, problem: null };
    },
    tick(now) {
      if (now - askedAt < keepAliveMs) return nothing;
      askedAt = now;
      return { ...nothing, publish: [{ topic: `R/${portal}/keepalive`, payload: Buffer.alloc(0) }] };
    },
  };
}

export const victronFormat: Format = { name: 'victron', make };

/** The payload forms, each beginning with the false reading that it guards against. Payloads are our own. */
import { describe, expect, it } from 'vitest';
import type { MqttSettings } from '../../../lib/inventory/inventory.ts';
import type { FormatDecoder, Taken } from '../format.ts';
import { formats } from './index.ts';

const settings = (over: Partial<MqttSettings>): MqttSettings => ({
  format: 'readings',
  topic: null,
  availability: null,
  readings: [],
  maxAgeMs: 60_000,
  contacts: {},
  ...over,
});
const say = (decoder: FormatDecoder, topic: string, payload: string | Buffer, retained = false): Taken =>
  decoder.take({ topic, payload: Buffer.from(payload), retained, at: 1_000_000 });
const values = (taken: Taken): Record<string, number | null> =>
  Object.fromEntries(
    taken.readings.map((r) => [
      `${r.metric}${r.instance ? `[${r.instance}]` : ''}`,
      r.value === null ? null : Number(r.value.toPrecision(12)),
    ]),
  );
const rule = {
  topic: 'bj/genset/state',
  path: '$.fuel',
  metric: 'generator.fuel_level_ratio',
  instance: '',
  scale: 0.01,
  offset: 0,
  maxAgeMs: 120_000,
  states: null,
};

describe('the operator’s own rules', () => {
  it('never take a retained value for news', () => {
    const decoder = formats.readings.make(settings({ readings: [rule] }));
    expect(say(decoder, 'bj/genset/state', '{"fuel":82}', true).readings).toEqual([]);
    expect(values(say(decoder, 'bj/genset/state', '{"fuel":82}'))).toEqual({
      'generator.fuel_level_ratio': 0.82,
    });
  });

  it('refuse text that is no number, a missing path and a wrong unit, and say which', () => {
    const decoder = formats.readings.make(settings({ readings: [rule] }));
    expect(say(decoder, 'bj/genset/state', '{"fuel":"n/a"}')).toMatchObject({
      readings: [],
      problem: 'mqtt-not-a-number',
    });
    expect(say(decoder, 'bj/genset/state', '{"other":1}').problem).toBe('mqtt-path-missing');
    expect(say(decoder, 'bj/genset/state', '{"fuel":"82 V"}').problem).toBe('mqtt-wrong-unit');
    expect(say(decoder, 'bj/genset/state', '{broken').problem).toBe('mqtt-path-missing');
    expect(values(say(decoder, 'bj/genset/state', '{"fuel":null}'))).toEqual({
      'generator.fuel_level_ratio': null,
    });
  });

  it('take the unit that a text carries instead of the rule’s scale', () => {
    const decoder = formats.readings.make(
      settings({
        readings: [
          { ...rule, path: null, topic: 'bj/bat', metric: 'generator.start_battery_volts', scale: 1 },
        ],
      }),
    );
    expect(values(say(decoder, 'bj/bat', '13.2 V'))).toEqual({ 'generator.start_battery_volts': 13.2 });
    expect(values(say(decoder, 'bj/bat', '13200 mV'))).toEqual({ 'generator.start_battery_volts': 13.2 });
    expect(values(say(decoder, 'bj/bat', '13,2'))).toEqual({ 'generator.start_battery_volts': 13.2 });
  });
});

describe('Tasmota', () => {
  const decoder = formats.tasmota.make(
    settings({
      format: 'tasmota',
      topic: 'room-1',
      contacts: { Switch1: { name: 'Fumée', rest: 'closed', means: 'smoke' } },
    }),
  );
  it('converts Fahrenheit, and reports a sensor that did not answer as not available', () => {
    const taken = say(
      decoder,
      'tele/room-1/SENSOR',
      '{"Time":"2026-01-01T00:00:00","SHT3X":{"Temperature":68,"Humidity":null},"TempUnit":"F"}',
    );
    expect(taken.readings.map(({ metric, value }) => [metric, value])).toEqual([
      ['environment.temperature_celsius', 20],
      ['environment.humidity_ratio', null],
    ]);
  });
  it('reads a normally closed smoke loop that opens as smoke', () => {
    expect(say(decoder, 'tele/room-1/SENSOR', '{"Switch1":"OFF"}').readings[0]).toMatchObject({
      metric: 'contact.smoke',
      text: 'active',
      state: 'critical',
    });
    expect(say(decoder, 'tele/room-1/SENSOR', '{"Switch1":"ON"}').readings[0]).toMatchObject({
      text: 'rest',
      state: 'good',
    });
  });
  it('takes the last will from the broker’s memory: it says how things stand', () => {
    expect(say(decoder, 'tele/room-1/LWT', 'Offline', true).online).toBe(false);
    expect(say(decoder, 'tele/room-1/LWT', 'Online', true).online).toBe(true);
  });
});

describe('Zigbee2MQTT', () => {
  const decoder = formats.zigbee2mqtt.make(settings({ format: 'zigbee2mqtt', topic: 'zigbee2mqtt/porte' }));
  it('knows that contact true is a closed door', () => {
    expect(say(decoder, 'zigbee2mqtt/porte', '{"contact":true}').readings[0]).toMatchObject({
      metric: 'contact.door',
      text: 'rest',
    });
    expect(say(decoder, 'zigbee2mqtt/porte', '{"contact":false}').readings[0]).toMatchObject({
      text: 'active',
      state: 'warning',
    });
  });
  it('loses the child with its bridge, but does not find it again with the bridge alone', () => {
    expect(say(decoder, 'zigbee2mqtt/bridge/state', '{"state":"offline"}').online).toBe(false);
    expect(say(decoder, 'zigbee2mqtt/bridge/state', 'online').online).toBe(null);
    expect(say(decoder, 'zigbee2mqtt/porte/availability', '{"state":"online"}', true).online).toBe(true);
  });
});

describe('Shelly', () => {
  const decoder = formats.shelly.make(settings({ format: 'shelly', topic: 'compteur' }));
  it('reads null as not measured, never as zero', () => {
    const taken = say(
      decoder,
      'compteur/status/em:0',
      '{"id":0,"a_voltage":229.5,"n_current":null,"total_act_power":8900}',
    );
    expect(values(taken)).toEqual({
      'sensor.voltage_volts[em:0.a]': 229.5,
      'sensor.current_amperes[em:0.n]': null,
      'sensor.power_watts[em:0]': 8900,
    });
  });
  it('takes the partial NotifyStatus frame', () => {
    expect(
      values(
        say(
          decoder,
          'compteur/events/rpc',
          '{"method":"NotifyStatus","params":{"ts":1,"switch:0":{"id":0,"apower":15.4}}}',
        ),
      ),
    ).toEqual({ 'sensor.power_watts[switch:0]': 15.4 });
  });
});

describe('genmon', () => {
  const decoder = formats.genmon.make(settings({ format: 'genmon', topic: 'generator' }));
  it('sees a generator that is switched off, not only one that fails', () => {
    expect(say(decoder, 'generator/Status/Engine/Engine State', 'Switched Off').readings[0]).toMatchObject({
      text: 'not-in-auto',
      state: 'critical',
    });
    expect(say(decoder, 'generator/Status/Engine/Engine State', 'Off - Ready').readings[0]).toMatchObject({
      text: 'ready',
      state: 'good',
    });
    expect(
      say(decoder, 'generator/Status/Engine/Engine State', 'Stopped due to Alarm').readings[0],
    ).toMatchObject({ state: 'critical' });
  });
  it('reads text with units and the numeric option alike', () => {
    expect(values(say(decoder, 'generator/Status/Engine/Battery Voltage', '13.2 V'))).toEqual({
      'generator.start_battery_volts': 13.2,
    });
    expect(values(say(decoder, 'generator/Status/Engine/Output Current/value', '4.5'))).toEqual({
      'generator.output_current_amperes': 4.5,
    });
    expect(say(decoder, 'generator/Outage/Utility Voltage', 'unknown').problem).toBe('mqtt-not-a-number');
  });
});

describe('Victron', () => {
  const decoder = formats.victron.make(settings({ format: 'victron', topic: 'abc/genset/0' }));
  it('reads null as not available and an empty payload as gone', () => {
    expect(values(say(decoder, 'N/abc/genset/0/Ac/L1/Voltage', '{"value":232}'))).toEqual({
      'generator.output_voltage_volts[Ac.L1]': 232,
    });
    expect(values(say(decoder, 'N/abc/genset/0/Ac/L1/Voltage', '{"value":null}'))).toEqual({
      'generator.output_voltage_volts[Ac.L1]': null,
    });
    expect(say(decoder, 'N/abc/genset/0/Ac/L1/Voltage', '').online).toBe(false);
  });
  it('asks the gateway to go on publishing', () => {
    expect(decoder.tick?.(1e9).publish).toEqual([{ topic: 'R/abc/keepalive', payload: Buffer.alloc(0) }]);
    expect(decoder.tick?.(1e9 + 1_000).publish).toBeUndefined();
  });
});

it('no form ever throws or invents a reading from garbage', () => {
  const garbage = [
    '',
    '{',
    '[]',
    'null',
    '{"a":{"b":',
    '\u0000\u0001',
    `${'['.repeat(5000)}`,
    '1e999',
    '{"value":{}}',
  ];
  for (const format of Object.values(formats)) {
    const decoder = format.make(
      settings({
        format: format.name as MqttSettings['format'],
        topic: 'a/b/c',
        readings: [{ ...rule, topic: 'a/b/c' }],
      }),
    );
    for (const filter of decoder.topics) {
      for (const payload of garbage) {
        const taken = say(decoder, filter.replaceAll('+', 'x').replace('#', 'y'), payload);
        expect(taken.readings.filter((r) => r.value !== null)).toEqual([]);
      }
    }
  }
});

import { describe, expect, it } from 'vitest';
import type { PowerEvidence } from './power-source.ts';
import { mainsPresent, powerSource } from './power-source.ts';

const nothing: PowerEvidence = {
  mainsVolts: null,
  mainsText: null,
  mainsBad: false,
  atsText: null,
  generatorText: null,
  generatorVolts: null,
  upsTexts: [],
  upsInputVolts: [],
};
const of = (evidence: Partial<PowerEvidence>) => powerSource({ ...nothing, ...evidence });

describe('the source that carries a site', () => {
  it('is not guessed when nothing says anything', () => {
    expect(of({})).toBeNull();
    expect(mainsPresent(nothing)).toBeNull();
  });

  it.each(['onLine', 'normal', 'On Input Power', 'Normal mode', 'eConversion', 'inverterSpotmode'])(
    'is the mains while a UPS says "%s"',
    (text) => expect(of({ mainsVolts: 229, upsTexts: [text] })).toBe('mains'),
  );

  it.each(['onBattery', 'battery', 'On Battery', 'BATTERY'])(
    'is the battery when the UPS says "%s"',
    (text) => expect(of({ mainsVolts: 0, generatorText: 'cranking', upsTexts: [text] })).toBe('battery'),
  );

  it('is not the battery for a battery test, nor when only one UPS of two has lost its input', () => {
    expect(of({ mainsVolts: 229, upsTexts: ['batteryTest'] })).toBe('mains');
    expect(of({ mainsVolts: 229, upsTexts: ['onBattery', 'onLine'] })).toBe('mains');
  });

  it('is the generator when it is on load, even if the mains is back', () => {
    expect(of({ mainsVolts: 0, generatorText: 'on-load', upsTexts: ['normal'] })).toBe('generator');
    expect(of({ mainsVolts: 229, generatorText: 'on-load', upsTexts: ['normal'] })).toBe('generator');
  });

  it('is not the generator because a transfer switch between two mains feeds is on its second', () => {
    expect(of({ mainsVolts: 229, atsText: 'Source B', generatorText: 'ready', generatorVolts: 0 })).toBe(
      'mains',
    );
    expect(of({ mainsVolts: 0, atsText: 'Source B', generatorVolts: 228, upsTexts: ['normal'] })).toBe(
      'generator',
    );
  });

  it('is nothing when mains and UPS are both without voltage', () => {
    expect(of({ mainsVolts: 0, generatorText: 'fail-to-start', upsTexts: ['off'] })).toBe('none');
    expect(of({ mainsVolts: 0, generatorText: 'ready' })).toBe('none');
  });

  it('believes the word of a mains that nobody measures in volts', () => {
    expect(mainsPresent({ ...nothing, mainsText: 'absent' })).toBe(false);
    expect(mainsPresent({ ...nothing, mainsText: 'present' })).toBe(true);
    expect(mainsPresent({ ...nothing, mainsText: 'majorLow', mainsBad: true })).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { discoverNetwork } from '../../collectors/snmp/discover-network.ts';
import { FakeAgent } from '../../collectors/snmp/fake-agent.ts';
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import { proposalOf } from '../../collectors/snmp/propose-devices.ts';
import { verbsSnmpMessages } from '../../lib/messages/verbs-snmp.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { addressesOf } from './discover.ts';
import { accessOf, addressAndPort, secret } from './snmp-access.ts';

const words = verbsSnmpMessages.en;

describe('discover', () => {
  test('a network without its own and its broadcast address; nothing huge, nothing that is none', () => {
    expect(addressesOf('192.0.2.8/30')).toEqual(['192.0.2.9', '192.0.2.10']);
    expect(addressesOf('192.0.2.8')).toEqual(['192.0.2.8']);
    expect(addressesOf('10.0.0.0/20')?.length).toBe(4_094);
    for (const wrong of ['10.0.0.0/8', '300.1.1.1/24', 'example.org', '', '10.0.0.0/33'])
      expect(addressesOf(wrong)).toBeNull();
  });

  test('proposes a device with its kind, and never writes a community down', async () => {
    const agent = new FakeAgent();
    agent.set('1.3.6.1.2.1.1.1.0', 'a UPS');
    agent.set('1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.33', 'oid');
    agent.set('1.3.6.1.2.1.1.5.0', 'Onduleur 1');
    agent.set('1.3.6.1.2.1.33.1.2.4.0', 97);
    const found = await discoverNetwork({
      transport: agent,
      profiles: loadProfiles().profiles,
      clock: systemClock,
      addresses: ['127.0.0.77'],
      port: 1_161,
      communities: [{ name: 'SNMP_RO', community: 'very-secret' }],
      perSecond: 100,
    });
    const text = proposalOf(found, 'cotonou', words);
    expect(text).not.toContain('very-secret');
    expect(parse(text).sites.cotonou.devices['onduleur-1']).toMatchObject({
      name: 'Onduleur 1',
      address: '127.0.0.77:1161',
      snmp: { version: '2c', community: `\${SNMP_RO}` },
    });
  });
});

describe('what a verb is told', () => {
  test('an address with or without a port, of both families', () => {
    expect(addressAndPort('127.0.0.1:11261', words)).toMatchObject({
      value: { address: '127.0.0.1', port: 11_261 },
    });
    expect(addressAndPort('[2001:db8::1]:1161', words)).toMatchObject({
      value: { address: '2001:db8::1', port: 1_161 },
    });
    expect(addressAndPort('2001:db8::1', words)).toMatchObject({
      value: { address: '2001:db8::1', port: 161 },
    });
    expect(addressAndPort('a b', words).ok).toBe(false);
    for (const wrong of ['127.0.0.1:70000', '192.0.2.300', '-c5', '[:::]:161'])
      expect(addressAndPort(wrong, words).ok).toBe(false);
  });

  test('a secret from the environment, so that it does not stand in the list of processes', () => {
    expect(secret('env:K', { K: 'x' }, words)).toEqual({ ok: true, value: 'x' });
    expect(secret('env:K', {}, words).ok).toBe(false);
    expect(secret('env:constructor', {}, words).ok).toBe(false);
  });

  test('v3 with its protocols, and the wrong refused with the remedy', () => {
    const v3 = { v3: true, user: 'noc', auth: 'sha256:long-enough', privacy: 'aes:long-enough' };
    expect(accessOf(v3, {}, words)).toMatchObject({
      value: { version: '3', auth: { protocol: 'sha256' }, privacy: { protocol: 'aes' } },
    });
    expect(accessOf({ ...v3, auth: 'md5:long-enough' }, {}, words)).toMatchObject({
      ok: false,
      reason: words.badAuth,
    });
    expect(accessOf({ v3: true, user: 'noc', privacy: 'aes:long-enough' }, {}, words)).toMatchObject({
      ok: false,
    });
    expect(accessOf({ ...v3, auth: 'sha1:short' }, {}, words).ok).toBe(false);
  });
});

/** Names of the site book to numeric addresses, remembered a minute; an address is taken as it is. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '../../lib/time/clock.ts';
import { type Failure, failure } from './snmp-transport.ts';

const rememberedMs = 60_000;
const maxNames = 10_000;

export class AddressBook {
  private readonly names = new Map<string, { address: string; untilMs: number }>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** No wait for what is an address already. */
  async resolve(name: string): Promise<string | Failure> {
    if (isIP(name) !== 0) return name;
    const known = this.names.get(name);
    const now = this.clock.monotonic();
    if (known !== undefined && known.untilMs > now) return known.address;
    try {
      const { address } = await lookup(name);
      if (this.names.size >= maxNames) this.names.clear();
      this.names.set(name, { address, untilMs: now + rememberedMs });
      return address;
    } catch {
      // A name server that is away does not change where the device is.
      return known?.address ?? failure('unreachable', `the name ${name} is not known`);
    }
  }
}

/** A drill for a test: sites at work on loopback with a clock of the test's own, and the site book that describes them. */
import { pino } from 'pino';
import { stringify } from 'yaml';
import { type BookSite, bookOf } from '../../drill/book.ts';
import type { SiteSpec } from '../../drill/model/spec.ts';
import { sitesOf } from '../../drill/operator.ts';
import { RunningSite, type SiteAccess } from '../../drill/running-site.ts';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { parseBook } from '../../lib/inventory/parse-book.ts';

/** A Tuesday, 14:30 in Cotonou. */
export const tuesday = Date.UTC(2026, 10, 24, 13, 30);
const secrets: Readonly<Record<string, string>> = {
  'secret-community': 'exercice',
  'secret-v3-auth': 'exercice-auth',
  'secret-v3-privacy': 'exercice-privacy',
};
export const stageAccess: SiteAccess = {
  community: 'exercice',
  user: {
    name: 'exercice',
    boots: 7,
    auth: { protocol: 'sha256', key: 'exercice-auth' },
    privacyKey: 'exercice-privacy',
  },
  broker: null,
  trapPort: null,
  port: () => 0,
};

export class DrillStage {
  readonly sites: readonly RunningSite[];
  readonly #clock: { now: number };

  private constructor(sites: readonly RunningSite[], clock: { now: number }) {
    this.sites = sites;
    this.#clock = clock;
  }

  static async start(
    specs: readonly SiteSpec[] = sitesOf('per-site'),
    access: SiteAccess = stageAccess,
  ): Promise<DrillStage> {
    const clock = { now: tuesday };
    const log = pino({ level: 'silent' });
    return new DrillStage(
      await Promise.all(specs.map((spec) => RunningSite.start(spec, access, () => clock.now, log))),
      clock,
    );
  }

  pass(ms: number): void {
    this.#clock.now += ms;
    for (const site of this.sites) site.tick();
  }

  site(id: string): RunningSite {
    const found = this.sites.find(({ spec }) => spec.id === id);
    if (!found) throw new Error(`no site ${id}`);
    return found;
  }

  bookText(): string {
    const sites = this.sites.map(
      (site): BookSite => ({
        spec: site.spec,
        snmp: site.agents.map(({ device, agent }) => ({ device, port: agent.port })),
        mqtt: site.publishers,
        jobs: site.jobs,
        around: { application: 'http://127.0.0.1:1/x/', cameras: {}, clock: 'ntp://127.0.0.1:1' },
      }),
    );
    return stringify(
      bookOf(
        sites,
        this.sites.map(({ spec }) => spec.country),
      ),
    );
  }

  inventory(): Inventory {
    const parsed = parseBook(
      [{ name: 'sites.yaml', text: this.bookText() }],
      {},
      (path) => secrets[path] ?? null,
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.inventory;
  }

  async stop(): Promise<void> {
    await Promise.all(this.sites.map((site) => site.stop()));
  }
}

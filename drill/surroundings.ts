/** What stands around the sites and answers probes: the customer's application, the cameras, each site's clock. */

import { HttpApplication } from './http-application.ts';
import type { SiteSpec } from './model/spec.ts';
import { NtpClock } from './ntp-clock.ts';
import { RtspCameras } from './rtsp-cameras.ts';

/** As the site book names them. */
export interface Around {
  readonly application: string;
  readonly cameras: Readonly<Record<string, { readonly name: string; readonly url: string }>>;
  readonly clock: string;
}
export interface SurroundingsGiven {
  readonly sites: readonly SiteSpec[];
  readonly now: () => number;
  readonly tunnelUp: (site: string) => boolean | undefined;
  /** The ports of before a restart; a missing one is chosen. */
  readonly ports: Readonly<Record<string, number>>;
}

const cameraNames: Readonly<Record<string, string>> = {
  'cam-1': 'Caméra de l’entrée',
  'cam-2': 'Caméra de la salle serveurs',
};
/** No two clocks agree to the millisecond. */
const clockErrorMs = (spec: SiteSpec): number => (spec.seed % 23) - 11;
const clockName = (site: string): string => `${site}/clock`;

export class Surroundings {
  readonly #application: HttpApplication;
  readonly #cameras: RtspCameras;
  readonly #clocks: ReadonlyMap<string, NtpClock>;

  private constructor(
    application: HttpApplication,
    cameras: RtspCameras,
    clocks: ReadonlyMap<string, NtpClock>,
  ) {
    this.#application = application;
    this.#cameras = cameras;
    this.#clocks = clocks;
  }

  static async open({ sites, now, tunnelUp, ports }: SurroundingsGiven): Promise<Surroundings> {
    const clocks = new Map<string, NtpClock>();
    for (const spec of sites)
      clocks.set(
        spec.id,
        await NtpClock.open(() => now() + clockErrorMs(spec), ports[clockName(spec.id)] ?? 0),
      );
    const application = await HttpApplication.open(tunnelUp, ports.application ?? 0);
    return new Surroundings(application, await RtspCameras.open(ports.cameras ?? 0), clocks);
  }

  get ports(): Readonly<Record<string, number>> {
    const clocks = [...this.#clocks].map(([site, clock]) => [clockName(site), clock.port] as const);
    return {
      application: this.#application.port,
      cameras: this.#cameras.port,
      ...Object.fromEntries(clocks),
    };
  }

  of(site: string): Around {
    const cameras = Object.entries(cameraNames).map(([id, name]) => [
      id,
      { name, url: this.#cameras.urlOf(site, id) },
    ]);
    return {
      application: this.#application.urlOf(site),
      cameras: Object.fromEntries(cameras),
      clock: `ntp://127.0.0.1:${this.#clocks.get(site)?.port ?? 0}`,
    };
  }

  async close(): Promise<void> {
    await Promise.all([
      this.#application.close(),
      this.#cameras.close(),
      ...[...this.#clocks.values()].map((clock) => clock.close()),
    ]);
  }
}

/** The tunnels of a site: how many are up, and by name the one that carries the customer's applications. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { firstThatFits } from '../../../../components/wall/text-width.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { siteTunnels, type TunnelPicture } from '../../../../lib/readings/link-picture.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';

export interface TunnelView {
  readonly id: string;
  /** Null: up. `stale`: not known. */
  readonly severity: Severity | null;
}
export interface TunnelsView {
  readonly all: readonly TunnelView[];
  /** "3/3"; null when the site has no tunnel. */
  readonly count: string | null;
  readonly severity: Severity | null;
  /** The tunnel that reaches the customer's applications, with its state in a word when it is not up. */
  readonly named: { readonly text: string; readonly severity: Severity | null } | null;
}

/** Room of the name beside its sign. */
const namedRoom = 200;
/** No more squares than this; the count says the rest. */
export const maxTunnels = 8;

function severityOf(tunnel: TunnelPicture): Severity | null {
  if (tunnel.up === null || tunnel.state.freshness !== 'fresh') return 'stale';
  return tunnel.up ? null : tunnel.state.state === 'critical' ? 'critical' : 'warning';
}

export function tunnelsView(picture: Picture, site: SitePicture, locale: Locale): TunnelsView {
  const all = siteTunnels(picture, site).map((tunnel) => ({
    id: tunnel.id,
    name: tunnel.tunnel,
    severity: severityOf(tunnel),
  }));
  const up = all.filter((tunnel) => tunnel.severity === null).length;
  const wanted = site.vpn.find((tunnel) => tunnel.applications.length > 0) ?? site.vpn[0];
  const named = all.find((tunnel) => tunnel.id === wanted?.id);
  const down = named?.severity === 'critical' || named?.severity === 'warning';
  return {
    all: all.slice(0, maxTunnels),
    count: all.length > 0 ? `${up}/${all.length}` : null,
    severity: all.find((tunnel) => tunnel.severity !== null)?.severity ?? null,
    named: named
      ? {
          text: down
            ? firstThatFits([`${named.name} ${wallMessages[locale].cut}`, named.name], namedRoom, 30, 600)
            : named.name,
          severity: named.severity,
        }
      : null,
  };
}

/**
 * What hangs on what: one graph of devices, links, tunnels and the power chain, made from the site book. An edge goes
 * from a thing to its causes; whoever asks "why" climbs it.
 */
import type { Inventory, Site } from '../inventory/inventory.ts';

/** `site/device`, `site/link:ID`, `site/vpn:ID`, `site/power:mains`, `site/power`. */
export type NodeId = string;

export interface CausalGraph {
  /** The direct causes of a thing; none: it stands by itself. */
  readonly causes: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** The same edges the other way: what hangs on a thing. */
  readonly effects: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** The device above a device: whom to ask when it fails. */
  readonly parents: ReadonlyMap<NodeId, NodeId>;
}

/** Longest chain climbed; the site book refuses circles, this bounds what is not from a book. */
export const maxClimb = 32;

const deviceNode = (site: string, device: string): NodeId => `${site}/${device}`;

function edgesOf(site: Site): readonly (readonly [NodeId, NodeId])[] {
  const at = (name: string): NodeId => `${site.id}/${name}`;
  const { power } = site;
  const mains = at('power:mains');
  return [
    ...site.devices.flatMap((one): [NodeId, NodeId][] =>
      one.parent === null ? [] : [[at(one.id), at(one.parent)]],
    ),
    ...site.links.map((link): [NodeId, NodeId] => [at(`link:${link.id}`), at(link.device)]),
    // A tunnel hangs on its firewall and on the links under it, but only when both are gone: the rules say which.
    ...site.vpn.flatMap((vpn): [NodeId, NodeId][] => [
      [at(`vpn:${vpn.tunnel}`), at(vpn.device)],
      ...site.links.map((link): [NodeId, NodeId] => [at(`vpn:${vpn.tunnel}`), at(`link:${link.id}`)]),
    ]),
    ...site.trunks.flatMap((trunk): [NodeId, NodeId][] =>
      trunk.device !== null && trunk.link !== null ? [[at(trunk.device), at(`link:${trunk.link}`)]] : [],
    ),
    ...(power === null
      ? []
      : [
          // Without mains, battery and generator there is no power: what sits at the mains explains what hangs on power.
          [at('power'), mains] as const,
          ...power.ups.map((ups): [NodeId, NodeId] => [at(ups), mains]),
          ...[power.generator, power.mains].flatMap((one): [NodeId, NodeId][] =>
            one === null ? [] : [[at(one), mains]],
          ),
          ...site.devices.map((one): [NodeId, NodeId] => [at(one.id), at('power')]),
        ]),
  ];
}

export function causalGraph(inventory: Pick<Inventory, 'sites'>): CausalGraph {
  const causes = new Map<NodeId, NodeId[]>();
  const effects = new Map<NodeId, NodeId[]>();
  const parents = new Map<NodeId, NodeId>();
  for (const site of inventory.sites) {
    for (const [effect, cause] of edgesOf(site)) {
      const list = causes.get(effect) ?? [];
      if (!list.includes(cause) && cause !== effect) list.push(cause);
      causes.set(effect, list);
      const below = effects.get(cause);
      if (below) below.push(effect);
      else effects.set(cause, [effect]);
    }
    for (const one of site.devices)
      if (one.parent !== null) parents.set(deviceNode(site.id, one.id), deviceNode(site.id, one.parent));
  }
  return { causes, effects, parents };
}

/** Where in the graph an incident sits, from what its rule watches. */
export function nodeOf(of: {
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  readonly metric: string | null;
}): NodeId {
  const { site, device, instance, metric } = of;
  if (metric === 'power.source') return `${site}/power:mains`;
  if (metric?.startsWith('power.')) return `${site}/power`;
  if (metric?.startsWith('link.')) return `${site}/link:${instance}`;
  if (metric?.startsWith('vpn.')) return `${site}/vpn:${instance}`;
  return deviceNode(site, device);
}

/** A thing and all that is reached from it, the nearest first; each once, so that a circle ends. */
function reach(edges: ReadonlyMap<NodeId, readonly NodeId[]>, node: NodeId): readonly NodeId[] {
  const found: NodeId[] = [node];
  const depth = new Map([[node, 0]]);
  for (let i = 0; i < found.length; i++) {
    const here = found[i] ?? node;
    const next = (depth.get(here) ?? 0) + 1;
    if (next > maxClimb) continue;
    for (const other of edges.get(here) ?? [])
      if (!depth.has(other)) {
        depth.set(other, next);
        found.push(other);
      }
  }
  return found;
}

/** Itself and every cause above it. */
export const causesAbove = (graph: CausalGraph, node: NodeId): readonly NodeId[] => reach(graph.causes, node);
/** Itself and all that hangs on it. */
export const effectsBelow = (graph: CausalGraph, node: NodeId): readonly NodeId[] =>
  reach(graph.effects, node);

/** Which profiles hold for a device, and why: by sysObjectID, by what answers, by its description. */
import type { Profile } from './profile.ts';
import type { Oid } from './varbind.ts';

export interface Identity {
  readonly sysObjectId: Oid | null;
  readonly sysDescr: string;
  /** Whether anything answers at or under this OID. */
  answers(prefix: Oid): boolean;
}
export interface Choice {
  readonly profile: Profile;
  /** For a person: "sysObjectID 1.3.6.1.4.1.9…" */
  readonly why: string;
}

/** Subtrees that must be probed (one GETNEXT each) before choosing. */
export const probesOf = (profiles: readonly Profile[]): readonly Oid[] => [
  ...new Set(profiles.flatMap((profile) => profile.match.flatMap((match) => match.answers ?? []))),
];

const under = (oid: Oid, prefix: Oid): boolean => oid === prefix || oid.startsWith(`${prefix}.`);

function reasonFor(profile: Profile, identity: Identity): string | null {
  for (const match of profile.match) {
    const reasons: string[] = [];
    const { sys_object_id: ids, answers, sys_descr: pattern } = match;
    const own = identity.sysObjectId;
    if (ids) {
      const hit = own === null ? undefined : ids.find((prefix) => under(own, prefix));
      if (hit === undefined) continue;
      reasons.push(`sysObjectID ${own}`);
    }
    if (pattern !== undefined) {
      if (!new RegExp(pattern, 'i').test(identity.sysDescr)) continue;
      reasons.push(`sysDescr /${pattern}/`);
    }
    if (answers) {
      const hit = answers.find((prefix) => identity.answers(prefix));
      if (hit === undefined) continue;
      reasons.push(`answers ${hit}`);
    }
    if (reasons.length > 0) return reasons.join(', ');
  }
  return null;
}

/**
 * Vendors' profiles first, then standard ones; what a vendor's profile replaces is left out.
 * `named`: the operator's own list (site book) takes the place of the vendors' search.
 */
export function chooseProfiles(
  profiles: readonly Profile[],
  identity: Identity,
  named: readonly string[] = [],
): Choice[] {
  const chosen: Choice[] = [];
  for (const profile of profiles) {
    const free = named.length === 0 || profile.standard;
    const why = named.includes(profile.name)
      ? 'named in the site book'
      : free
        ? reasonFor(profile, identity)
        : null;
    if (why !== null) chosen.push({ profile, why });
  }
  const replaced = new Set(chosen.flatMap((one) => one.profile.replaces));
  const kept = chosen.filter((one) => !replaced.has(one.profile.name));
  return [...kept.filter((one) => !one.profile.standard), ...kept.filter((one) => one.profile.standard)];
}

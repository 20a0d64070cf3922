/** One answer of an SNMP agent, typed: the baton between the transport and the profiles' translation. */

/** OIDs are written without a leading dot, arcs without leading zeros: `1.3.6.1.2.1.1.3.0`. */
export type Oid = string;

export type Varbind =
  | {
      readonly oid: Oid;
      readonly type: 'integer' | 'counter32' | 'gauge32' | 'timeticks';
      readonly value: number;
    }
  | { readonly oid: Oid; readonly type: 'counter64'; readonly value: bigint }
  | { readonly oid: Oid; readonly type: 'octets' | 'opaque'; readonly value: Buffer }
  | { readonly oid: Oid; readonly type: 'oid' | 'ip'; readonly value: string }
  | { readonly oid: Oid; readonly type: 'null' | Absent; readonly value: null };

/** What RFC 3416 says instead of a value; v1's noSuchName is given as `noSuchObject`. */
export type Absent = 'noSuchObject' | 'noSuchInstance' | 'endOfMibView';

export type VarbindType = Varbind['type'];

/** The answers of one poll, by OID. Absent objects may stand in it with their exception, or not at all. */
export type Answers = ReadonlyMap<Oid, Varbind>;

/** Incidents and drills looked back at, without their timelines: for the figures and the main courante. */
import type { Pool } from 'pg';
import type { Both, RuleSeverity } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';
import type { ToldIncident } from './log-lines.ts';
import { maxRows, time } from './postgres-mark.ts';
import type { AuditLine, PastRegister } from './registers.ts';

/** A month with a thousand alarms a day is still read whole; beyond that the oldest are left out. */
const maxPast = 30_000;

interface IncidentRow {
  readonly id: string;
  readonly key: string;
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly severity: RuleSeverity;
  readonly opened_at: Date;
  readonly acknowledged_at: Date | null;
  readonly resolved_at: Date | null;
  readonly child: boolean;
  readonly title: Both;
  readonly acknowledged_by: string | null;
}

export class PostgresPastRegister implements PastRegister {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async incidents(from: Instant, to: Instant): Promise<readonly ToldIncident[]> {
    const { rows } = await this.#pool.query<IncidentRow>(
      `select id, key, rule, site, device, severity, opened_at, acknowledged_at, resolved_at,
              body->'incident'->>'root' is not null as child, body->'words'->'title' as title,
              jsonb_path_query_first(body, '$.incident.timeline[*] ? (@.kind == "acknowledged").who') #>> '{}'
                as acknowledged_by
       from alerting.incident
       where opened_at < $2 and (resolved_at is null or resolved_at >= $1)
       order by opened_at desc limit ${maxPast}`,
      [time(from), time(to)],
    );
    return rows.map(({ id, key, rule, site, device, severity, child, title, ...row }) => ({
      ...{ id, key, rule, site, device, severity, child, title },
      openedAt: row.opened_at.getTime(),
      acknowledgedAt: row.acknowledged_at?.getTime() ?? null,
      resolvedAt: row.resolved_at?.getTime() ?? null,
      acknowledgedBy: row.acknowledged_by,
    }));
  }

  async drills(from: Instant, to: Instant): Promise<readonly AuditLine[]> {
    const { rows } = await this.#pool.query<{ at: Date; who: string; site: string | null; what: string }>(
      `select at, who, about->>'site' as site,
              concat(about->>'scenario', case when about->>'undo' = 'true' then ' (fin)' end) as what
       from identity.audit where what = 'POST /api/v1/drill' and at >= $1 and at < $2
       order by at desc limit ${maxRows}`,
      [time(from), time(to)],
    );
    return rows.map(({ at, ...line }) => ({ ...line, at: at.getTime() }));
  }
}

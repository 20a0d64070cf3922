/** The registers in the operational store, on one small pool: each of its parts is a file of its own. */
import pg from 'pg';
import { PostgresCheckRegister } from './postgres-check-register.ts';
import { PostgresLogbookRegister } from './postgres-logbook-register.ts';
import { PostgresMaintenanceRegister } from './postgres-maintenance-register.ts';
import { PostgresOverrideRegister } from './postgres-override-register.ts';
import { PostgresPastRegister } from './postgres-past-register.ts';
import type { Registers } from './registers.ts';

const connectionsLimit = 3;
const queryMs = 5_000;

export function openRegisters(url: string): Registers {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsLimit,
    connectionTimeoutMillis: queryMs,
    query_timeout: queryMs,
    application_name: 'vigie registers',
  });
  pool.on('error', () => {});
  return {
    maintenance: new PostgresMaintenanceRegister(pool),
    overrides: new PostgresOverrideRegister(pool),
    checks: new PostgresCheckRegister(pool),
    logbook: new PostgresLogbookRegister(pool),
    past: new PostgresPastRegister(pool),
    close: () => pool.end(),
  };
}

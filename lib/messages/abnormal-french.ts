/** Abnormal states in French, as a NOC operator says them. No-break spaces before « : ; ! ? % » and units. */
import { type AbnormalWords, shortly, type Told } from './abnormal-facts.ts';
import {
  formatBitRate,
  formatClock,
  formatDuration,
  formatNumber,
  formatRatio,
  nbsp,
  noValue,
} from './format.ts';
import { formatQuantity } from './quantity.ts';

const duration = (ms: number): string => formatDuration(ms, 'fr');
const percent = (ratio: number | null): string => (ratio === null ? noValue : formatRatio(ratio, 'fr'));
const told = (what: string, consequence: string | null, action: string | null, cell: string): Told => ({
  what,
  consequence,
  action,
  cell,
});
const colon = `${nbsp}: `;
const semicolon = '\u202f; ';
/** "Température (Salle serveurs)": the thing in brackets when there are several. */
const named = (label: string, thing: string): string => (thing === '' ? label : `${label} (${thing})`);
const call = (who: string, phone: string | null): string =>
  phone === null ? `Appeler ${who}` : `Appeler ${who} au ${phone}`;
const provider = (facts: { provider: string | null; phone: string | null }): string =>
  call(facts.provider ?? 'le fournisseur', facts.phone);
const hiddenDevices = (count: number): string =>
  count === 1 ? `1${nbsp}équipement invisible derrière` : `${count}${nbsp}équipements invisibles derrière`;
const delay = (facts: { delayMs: number | null; resolutionMs: number | null }): string =>
  facts.delayMs === null
    ? ''
    : `relais en ${duration(facts.delayMs)}${facts.resolutionMs === null ? '' : ` (à ${duration(facts.resolutionMs)} près)`}`;
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** "E1 2" is written E1 nº 2; a device's own name stays as it is. */
const e1Name = (trunk: string): string => {
  const number = /^(?:e1|trunk|span|pri)\D{0,3}(\d+)$/i.exec(trunk)?.[1];
  return number === undefined ? trunk : `E1${nbsp}nº${nbsp}${number}`;
};

const generatorWords: Readonly<Record<string, string>> = {
  ready: 'prêt',
  'not-in-auto': 'pas en automatique',
  cranking: 'en démarrage',
  'running-no-load': 'tourne à vide',
  'on-load': 'en charge',
  cooldown: 'en refroidissement',
  'fail-to-start': 'échec de démarrage',
  shutdown: 'arrêt sur défaut',
};
const contactWords: Readonly<Record<string, readonly [what: string, cell: string, action: string]>> = {
  fire: ['Détection d’incendie', 'Incendie', 'Évacuer'],
  smoke: ['Détection de fumée', 'Fumée', 'Évacuer'],
  door: ['Porte ouverte', 'Porte', 'Faire vérifier la porte par le gardien'],
  water: ['Fuite d’eau', 'Eau', 'Couper l’arrivée d’eau et protéger les baies'],
  motion: ['Mouvement détecté', 'Mouvement', 'Regarder la caméra'],
  intrusion: ['Intrusion', 'Intrusion', 'Appeler le gardien et regarder la caméra'],
  input: ['Entrée active', 'Entrée', 'Vérifier sur place'],
};
const heartbeatWords: Readonly<Record<string, string>> = {
  late: 'en retard',
  small: 'trop petit',
  failed: 'en échec',
  never: 'jamais vu',
};
const probeWords: Readonly<Record<string, string>> = {
  refused: 'refuse la connexion',
  silent: 'ne répond pas',
  wrong: 'répond de travers',
};

export const abnormalFrench: AbnormalWords = {
  collectorSilent: ({ site, silentMs }) =>
    told(
      site === null ? 'Collecte arrêtée' : `Collecte arrêtée${colon}${site}`,
      `Aucune mesure depuis ${duration(silentMs)}`,
      'Relancer le collecteur',
      duration(silentMs),
    ),
  bookRefused: ({ count, first }) =>
    told(
      count > 1 ? `Configuration refusée${colon}${count}${nbsp}erreurs` : 'Configuration refusée',
      'L’ancienne reste en vigueur',
      `Corriger ${first}`,
      'Config.',
    ),
  storeDown: ({ reason, waiting }) =>
    told(
      'Base des mesures injoignable',
      `${formatNumber(waiting, 'fr')}${nbsp}mesures en attente sur disque`,
      `Relancer la base (${reason})`,
      'Base',
    ),
  bufferDown: ({ reason }) =>
    told(
      'Le collecteur ne peut plus écrire',
      'Les nouvelles mesures sont perdues',
      `Libérer le disque (${reason})`,
      'Disque',
    ),
  roleDown: ({ role }) =>
    told(`Processus ${role} arrêté`, 'Vigie le relance', 'Lire le journal si cela dure', role),
  siteUnreachable: (facts) =>
    told(
      'Site injoignable',
      `${facts.device} ne répond plus, ${hiddenDevices(facts.hidden)}`,
      provider(facts),
      'Injoignable',
    ),
  deviceSilent: ({ device, hidden, zone, answeredAt }) =>
    told(
      `${device} ne répond plus`,
      hidden > 0
        ? hiddenDevices(hidden)
        : answeredAt === null
          ? 'Jamais de réponse depuis le démarrage'
          : `Dernière réponse à ${formatClock(answeredAt, zone)}`,
      'Vérifier son alimentation et son câble',
      'Muet',
    ),
  checkSilent: ({ device, check, reason }) =>
    told(
      `${device} ne répond plus en ${check.split('/')[0]?.toUpperCase()}`,
      `Ses mesures sont anciennes${reason === null ? '' : ` (${reason})`}`,
      'Vérifier son agent et ses droits d’accès',
      'Muet',
    ),
  onGenerator: ({ runwayMs, serviceLeftMs, orderBefore, late, zone, mainsLost, missingLitres }) => {
    const fuel = runwayMs === null ? 'Autonomie en gasoil inconnue' : `Gasoil ${duration(runwayMs)}`;
    const order =
      orderBefore === null
        ? 'Surveiller le niveau de gasoil'
        : late
          ? `commander ${formatNumber(missingLitres, 'fr', 0)}${nbsp}L tout de suite`
          : `commander avant ${formatClock(orderBefore, zone)}`;
    return told(
      mainsLost ? 'Secteur coupé, site sur groupe électrogène' : 'Site sur groupe électrogène',
      serviceLeftMs === null || serviceLeftMs === 0 ? fuel : `${fuel}, service ${duration(serviceLeftMs)}`,
      order,
      runwayMs === null ? 'Groupe' : duration(runwayMs),
    );
  },
  onBattery: ({ runtimeMs, generator }) =>
    told(
      'Secteur coupé, site sur onduleur',
      `${runtimeMs === null ? 'Autonomie inconnue' : `Batterie ${duration(runtimeMs)}`}${generator === null ? '' : `, groupe ${generatorWords[generator] ?? generator}`}`,
      'Démarrer le groupe électrogène',
      runtimeMs === null ? 'Batterie' : duration(runtimeMs),
    ),
  noPower: () =>
    told('Site sans alimentation', 'Tout s’arrête', 'Appeler le gardien et l’électricien', 'Coupé'),
  mainsLost: ({ device }) =>
    told('Secteur coupé', `Vu par ${device}`, 'Vérifier que le groupe démarre', 'Secteur'),
  generatorState: ({ device, text }) =>
    told(
      `Groupe électrogène${colon}${generatorWords[text] ?? text}`,
      text === 'cooldown' || text === 'cranking' ? null : 'Il ne reprendra pas le site en cas de coupure',
      text === 'not-in-auto' ? 'Remettre le groupe en automatique' : `Aller voir ${device}`,
      'Groupe',
    ),
  fuelLow: ({ ratio, litres, runwayMs }) =>
    told(
      `Gasoil bas${colon}${percent(ratio)}`,
      [
        litres === null ? null : `${formatNumber(litres, 'fr', 0)}${nbsp}L en cuve`,
        runwayMs === null ? null : `environ ${duration(runwayMs)} en charge`,
      ]
        .filter((part) => part !== null)
        .join(', ') || null,
      'Commander du gasoil',
      percent(ratio),
    ),
  upsBattery: ({ device, runtimeMs }) =>
    told(
      `${device}${colon}batterie faible`,
      runtimeMs === null ? 'Autonomie inconnue' : `Autonomie ${duration(runtimeMs)}`,
      'Prévoir le remplacement de la batterie',
      runtimeMs === null ? 'Batterie' : duration(runtimeMs),
    ),
  overflow: (facts) =>
    told(
      `Lien principal à ${percent(facts.ratio)}, débordement ${facts.pending ? 'en cours de vérification' : 'actif'}`,
      facts.backupBitsPerSecond === null
        ? delay(facts) || null
        : `Le secours porte ${formatBitRate(facts.backupBitsPerSecond, 'fr')}${facts.delayMs === null ? '' : `${semicolon}${delay(facts)}`}`,
      null,
      percent(facts.ratio),
    ),
  overflowNoRelay: (facts) =>
    told(
      `Lien principal à ${percent(facts.ratio)}, le secours ne prend pas le relais`,
      'Le débordement promis n’est pas tenu',
      'Vérifier la répartition sur le pare-feu',
      percent(facts.ratio),
    ),
  overflowLate: (facts) =>
    told(
      `Lien principal à ${percent(facts.ratio)}, relais du secours trop lent`,
      facts.delayMs === null ? null : `Débordement non tenu${colon}${delay(facts)}`,
      'Vérifier les règles de répartition du pare-feu',
      percent(facts.ratio),
    ),
  overflowNoRelief: (facts) =>
    told(
      `Lien principal à ${percent(facts.ratio)} malgré le secours`,
      facts.backupBitsPerSecond === null
        ? null
        : `Le secours ne porte que ${formatBitRate(facts.backupBitsPerSecond, 'fr')}`,
      'Chercher ce qui remplit le lien',
      percent(facts.ratio),
    ),
  failOver: (facts) =>
    told(
      'Lien principal coupé, trafic sur le secours',
      facts.backupRatio === null
        ? 'Plus de lien de réserve'
        : `Secours à ${percent(facts.backupRatio)}, plus de lien de réserve`,
      provider(facts),
      'Bascule',
    ),
  bothDown: (facts) =>
    told('Les deux liens sont coupés', 'Le site est sans internet', provider(facts), 'Coupé'),
  primaryDown: (facts) =>
    told('Lien principal coupé', 'Le contrat promet deux liens', provider(facts), 'Coupé'),
  backupDown: (facts) => told('Lien de secours coupé', 'Plus de lien de réserve', provider(facts), 'Secours'),
  capacity: (facts) =>
    told(
      `Lien à ${percent(facts.ratio)} de son contrat`,
      'Les appels en VoIP peuvent souffrir',
      'Chercher ce qui remplit le lien',
      percent(facts.ratio),
    ),
  tunnelDown: ({ tunnel, applications }) =>
    told(
      `Tunnel VPN ${tunnel} coupé`,
      applications === 0
        ? null
        : `${applications}${nbsp}application${applications > 1 ? 's' : ''} hors d’atteinte`,
      'Relancer le tunnel, puis appeler l’autre côté',
      'VPN',
    ),
  contact: ({ meaning, thing, device, phone }) => {
    const [what, cell, action] = contactWords[meaning] ?? ['Contact actif', 'Contact', 'Vérifier sur place'];
    const urgent = meaning === 'fire' || meaning === 'smoke';
    return told(
      `${what}${colon}${thing || device}`,
      thing === '' ? null : `Vu par ${device}`,
      urgent && phone !== null ? `${action} et appeler les pompiers (${phone})` : action,
      cell,
    );
  },
  contactUnplugged: ({ thing, device, meaning }) =>
    told(
      `Capteur débranché${colon}${thing || device}`,
      `${contactWords[meaning]?.[0] ?? 'Cette entrée'}${colon}plus surveillé`,
      'Vérifier le câble du capteur',
      'Capteur',
    ),
  hot: ({ label, thing, device, value, unit, bound, above, cooling }) =>
    told(
      `${named(label.fr, thing || device)}${colon}${formatQuantity(value, unit, 'fr')}`,
      `${bound === null ? '' : `${above ? 'Au-dessus de' : 'En dessous de'} ${formatQuantity(bound, unit, 'fr')}`}${cooling === null ? '' : `${bound === null ? 'C' : ', c'}limatisation ${cooling}`}` ||
        null,
      above
        ? 'Vérifier la climatisation, ouvrir la porte de la salle'
        : 'Vérifier le chauffage et la ventilation',
      formatQuantity(value, unit, 'fr'),
    ),
  cooling: ({ device, text, celsius }) =>
    told(
      `Climatisation en défaut${colon}${device}`,
      celsius === null ? `État${colon}${text}` : `La salle est à ${formatQuantity(celsius, 'celsius', 'fr')}`,
      'Appeler le frigoriste, démarrer le groupe froid de secours',
      'Clim.',
    ),
  e1Alarm: ({ trunk, text, channels, voip }) =>
    told(
      `${e1Name(trunk)} en alarme ${text}, ${channels}${nbsp}canaux bloqués`,
      voip ? 'Les appels suivants passent par la VoIP' : 'Les appels suivants se reportent sur les autres E1',
      'Appeler l’opérateur',
      e1Name(trunk),
    ),
  heartbeat: ({ name, text, ageMs }) =>
    told(
      `${name}${colon}passage ${heartbeatWords[text] ?? text}`,
      ageMs === null ? null : `Dernier passage il y a ${duration(ageMs)}`,
      'Relancer la tâche et lire son journal',
      name,
    ),
  probe: ({ device, target, text }) =>
    told(
      `${target || device} ${probeWords[text] ?? text}`,
      `Vu depuis le collecteur (${device})`,
      'Vérifier le service, puis le chemin',
      'Sonde',
    ),
  incident: ({ title, device, thing, value, unit, unknown, consequence, action }) =>
    told(
      `${title.fr}, ${named(device, thing)}${unknown ? ' (état inconnu)' : ''}`,
      consequence.fr,
      action.fr,
      value === null ? shortly(title.fr, thing) : formatQuantity(value, unit, 'fr'),
    ),
  offline: ({ device }) =>
    told(
      `${device} hors ligne`,
      'Ses mesures sont anciennes',
      'Vérifier son alimentation et son réseau',
      'Hors ligne',
    ),
  value: ({ label, thing, device, value, unit, bound, above }) =>
    told(
      `${named(label.fr, thing)}${colon}${formatQuantity(value, unit, 'fr')}`,
      `${device}${bound === null ? '' : `, ${above ? 'au-dessus de' : 'en dessous de'} ${formatQuantity(bound, unit, 'fr')}`}`,
      'Ouvrir la page de l’équipement',
      formatQuantity(value, unit, 'fr'),
    ),
  state: ({ label, thing, device, text }) =>
    told(`${named(label.fr, thing)}${colon}${text}`, device, 'Ouvrir la page de l’équipement', text),
  stale: ({ label, thing, device, value, unit, text, at, ageMs, zone }) =>
    told(
      `Mesure ancienne${colon}${lower(named(label.fr, thing))}, ${device}`,
      `Dernière mesure ${text ?? formatQuantity(value, unit, 'fr')} à ${formatClock(at, zone)}`,
      'Vérifier le capteur',
      duration(ageMs),
    ),
  staleMany: ({ device, count, ageMs }) =>
    told(
      `Mesures anciennes${colon}${device}`,
      `${count}${nbsp}mesures ne sont plus données`,
      'Ouvrir la page de l’équipement',
      duration(ageMs),
    ),
};

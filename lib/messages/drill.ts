/** Words of the drill: what a command is answered. */
import { defineMessages } from './message.ts';

export const drillMessages = defineMessages({
  fr: {
    unknownScenario: (name: string, known: string) =>
      `Le scénario « ${name} » n’existe pas. Il y a : ${known}.`,
    unknownSite: (name: string, known: string) => `L’exercice n’a pas de site « ${name} ». Il a : ${known}.`,
    notActive: (scenario: string, site: string) =>
      `« ${scenario} » n’est pas en cours à ${site} : rien à annuler.`,
    killFailed: (role: string) => `Le rôle ${role} n’a pas été tué : son processus n’est pas connu.`,
    begun: (scenario: string, site: string) => `EXERCICE : ${scenario} a commencé à ${site}.`,
    ended: (scenario: string, site: string) => `EXERCICE : ${scenario} est annulé à ${site}.`,
  },
  en: {
    unknownScenario: (name: string, known: string) => `There is no scenario "${name}". There are: ${known}.`,
    unknownSite: (name: string, known: string) => `The drill has no site "${name}". It has: ${known}.`,
    notActive: (scenario: string, site: string) =>
      `"${scenario}" is not running at ${site}: nothing to undo.`,
    killFailed: (role: string) => `The role ${role} was not killed: its process is not known.`,
    begun: (scenario: string, site: string) => `EXERCICE: ${scenario} has begun at ${site}.`,
    ended: (scenario: string, site: string) => `EXERCICE: ${scenario} is undone at ${site}.`,
  },
});

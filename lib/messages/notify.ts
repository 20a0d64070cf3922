/** Words of notifications: short enough for an SMS, clear enough for a sleeper. */
import { nbsp } from './format.ts';
import { defineMessages } from './message.ts';

export const notifyMessages = defineMessages({
  fr: {
    /** Begins every message born of a drill, in both languages: the exercise is announced by one word everywhere. */
    exercise: 'EXERCICE',
    critical: 'CRITIQUE',
    warning: 'ALERTE',
    information: 'INFO',
    resolved: 'FIN',
    since: (clock: string) => `depuis ${clock}`,
    over: (clock: string) => `déjà terminé à ${clock}`,
    lasted: (clock: string, duration: string) => `terminé à ${clock} après ${duration}`,
    toDo: (action: string) => `À faire${nbsp}: ${action}`,
    reply: (code: string) => `Répondre OK ${code}`,
    others: (count: number) => `et ${count} autre${count > 1 ? 's' : ''}`,
    digest: (count: number) => `${count} incidents`,
    openPage: (link: string) =>
      `Pour prendre l’incident, ouvrir cette page et appuyer sur le bouton${nbsp}: ${link}`,
    linkLimits:
      'Ce lien est pour vous seul et pour cet incident, pendant deux jours. L’ouvrir ne change rien.',
    spokenExercise: 'Exercice. Ceci est un exercice.',
    spokenHello: (severity: string) => `Vigie, ${severity}.`,
    spokenCritical: 'alerte critique',
    spokenWarning: 'alerte',
    spokenInformation: 'information',
    spokenKeys: 'Tapez 1 pour prendre l’incident, 2 pour passer à la personne suivante.',
    spokenAt: (where: string) => `à ${where}`,
    take: 'Je prends',
    ownTest: (clock: string) =>
      `Vigie, essai de ${clock}${nbsp}: votre téléphone reçoit les alarmes. Rien à faire.`,
  },
  en: {
    exercise: 'EXERCICE',
    critical: 'CRITICAL',
    warning: 'WARNING',
    information: 'INFO',
    resolved: 'OVER',
    since: (clock: string) => `since ${clock}`,
    over: (clock: string) => `already over at ${clock}`,
    lasted: (clock: string, duration: string) => `over at ${clock} after ${duration}`,
    toDo: (action: string) => `To do: ${action}`,
    reply: (code: string) => `Reply OK ${code}`,
    others: (count: number) => `and ${count} more`,
    digest: (count: number) => `${count} incidents`,
    openPage: (link: string) => `To take the incident, open this page and press the button: ${link}`,
    linkLimits: 'This link is for you alone and for this incident, for two days. Opening it changes nothing.',
    spokenExercise: 'Exercise. This is an exercise.',
    spokenHello: (severity: string) => `Vigie, ${severity}.`,
    spokenCritical: 'critical alert',
    spokenWarning: 'alert',
    spokenInformation: 'information',
    spokenKeys: 'Press 1 to take the incident, 2 to pass it to the next person.',
    spokenAt: (where: string) => `at ${where}`,
    take: 'I take it',
    ownTest: (clock: string) => `Vigie, test of ${clock}: your phone gets the alarms. Nothing to do.`,
  },
});

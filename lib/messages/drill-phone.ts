/** Words of the drill's telephone on the desk. */
import { defineMessages } from './message.ts';

export const drillPhoneMessages = defineMessages({
  fr: {
    title: 'Le téléphone de l’astreinte',
    how: 'Ce que la passerelle de l’exercice a remis aux téléphones simulés. Personne n’est dérangé.',
    nothing: 'Aucun message. Commencez un scénario : l’alarme arrive ici.',
    onTheWay: 'en route',
    deliveredAt: (clock: string) => `reçu à ${clock}`,
    sentAt: (clock: string) => `envoyé à ${clock}`,
    bySms: 'par la passerelle SMS',
    bySecours: 'par le modem du site',
    byOther: (way: string) => `par ${way}`,
    answered: (text: string) => `Répondu : ${text}`,
    answerWith: (text: string) => `Répondre ${text}`,
    answerFor: (text: string, who: string) => `Répondre ${text} à la place de ${who}`,
    openLink: 'Ouvrir le lien du message',
    working: 'Envoi…',
  },
  en: {
    title: 'The phone of the person on call',
    how: 'What the gateway of the exercise has delivered to the simulated phones. Nobody is disturbed.',
    nothing: 'No message. Begin a scenario: the alarm arrives here.',
    onTheWay: 'on its way',
    deliveredAt: (clock: string) => `received at ${clock}`,
    sentAt: (clock: string) => `sent at ${clock}`,
    bySms: 'by the SMS gateway',
    bySecours: 'by the modem of the site',
    byOther: (way: string) => `by ${way}`,
    answered: (text: string) => `Answered: ${text}`,
    answerWith: (text: string) => `Answer ${text}`,
    answerFor: (text: string, who: string) => `Answer ${text} in the place of ${who}`,
    openLink: 'Open the link of the message',
    working: 'Sending…',
  },
});

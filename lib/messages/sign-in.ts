/** Words of the sign-in page. */
import { defineMessages } from './message.ts';

export const signInMessages = defineMessages({
  fr: {
    title: 'Se connecter',
    how: 'Il n’y a pas de mot de passe. Demandez un lien sur la machine où tourne Vigie :',
    once: 'Le lien sert une fois, dans les dix minutes. Ouvrez-le dans ce navigateur.',
    leadsTo: (path: string) => `Vous arriverez ensuite à ${path}`,
    badCode: 'Ce lien a déjà servi, a plus de dix minutes ou est incomplet. Demandez-en un autre.',
    starting: 'Vigie démarre. Ouvrez de nouveau le lien dans quelques secondes.',
    storeDown: 'Vigie ne peut pas vérifier le lien pour l’instant : la base ne répond pas. Réessayez.',
    refused: 'Vous êtes connecté, mais sans le droit d’ouvrir cette page.',
  },
  en: {
    title: 'Sign in',
    how: 'There is no password. Ask for a link on the machine that runs Vigie:',
    once: 'The link works once, within ten minutes. Open it in this browser.',
    leadsTo: (path: string) => `It will then take you to ${path}`,
    badCode: 'This link was used already, is over ten minutes old, or is incomplete. Ask for another one.',
    starting: 'Vigie is starting. Open the link again in a few seconds.',
    storeDown: 'Vigie cannot check the link now: the database does not answer. Try again.',
    refused: 'You are signed in, but without the right to open this page.',
  },
});

/** Words of the sign-in page. */
import { defineMessages } from './message.ts';

export const signInMessages = defineMessages({
  fr: {
    title: 'Se connecter',
    person: 'Identifiant',
    password: 'Mot de passe',
    totp: 'Code de l’application (s’il est activé)',
    enter: 'Se connecter',
    otherwise: 'Par un lien',
    how: 'Pour une première connexion ou un mot de passe oublié, demandez un lien à un administrateur, ou sur la machine où tourne Vigie :',
    wrong: 'Identifiant, mot de passe ou code faux.',
    codeMissing: 'Il faut aussi le code de votre application.',
    wait: (seconds: number) =>
      seconds < 90
        ? `Trop d’essais. Attendez ${seconds} s, ou demandez un lien.`
        : `Trop d’essais. Attendez ${Math.ceil(seconds / 60)} min, ou demandez un lien.`,
    busy: 'Beaucoup de personnes se connectent en même temps. Réessayez dans quelques secondes.',
    once: 'Le lien sert une fois, dans les dix minutes. Ouvrez-le dans ce navigateur.',
    leadsTo: (path: string) => `Vous arriverez ensuite à ${path}`,
    badLink: 'Ce lien a déjà servi, a plus de dix minutes ou est incomplet. Demandez-en un autre.',
    starting: 'Vigie démarre. Ouvrez de nouveau le lien dans quelques secondes.',
    storeDown: 'Vigie ne peut pas vérifier le lien pour l’instant : la base ne répond pas. Réessayez.',
    refused: 'Vous êtes connecté, mais sans le droit d’ouvrir cette page.',
  },
  en: {
    title: 'Sign in',
    person: 'Name to sign in',
    password: 'Password',
    totp: 'Code of the authenticator (if turned on)',
    enter: 'Sign in',
    otherwise: 'By a link',
    how: 'For the first time, or with a forgotten password: ask an administrator for a link, or on the machine that runs Vigie:',
    wrong: 'Name, password or code is wrong.',
    codeMissing: 'The code of your authenticator is needed too.',
    wait: (seconds: number) =>
      seconds < 90
        ? `Too many tries. Wait ${seconds} s, or ask for a link.`
        : `Too many tries. Wait ${Math.ceil(seconds / 60)} min, or ask for a link.`,
    busy: 'Many people are signing in at once. Try again in a few seconds.',
    once: 'The link works once, within ten minutes. Open it in this browser.',
    leadsTo: (path: string) => `It will then take you to ${path}`,
    badLink: 'This link was used already, is over ten minutes old, or is incomplete. Ask for another one.',
    starting: 'Vigie is starting. Open the link again in a few seconds.',
    storeDown: 'Vigie cannot check the link now: the database does not answer. Try again.',
    refused: 'You are signed in, but without the right to open this page.',
  },
});

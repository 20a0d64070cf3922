/** Words of the page on how one is reached oneself. */
import { defineMessages } from './message.ts';

export const reachMessages = defineMessages({
  fr: {
    title: 'Comment me joindre',
    ways: 'Mes moyens, dans l’ordre',
    waysNone: 'Aucun moyen : demandez à l’administrateur de compléter people.yaml.',
    waysFrom: 'Ils viennent de people.yaml ; seul l’administrateur les change.',
    test: 'Essayer',
    testing: 'Envoi…',
    testSent: 'Message d’essai parti. Il doit arriver dans la minute.',
    testArrived: 'Message d’essai arrivé.',
    testFailed: 'Message d’essai non parti : ce moyen ne marche pas.',
    browsers: 'Navigateurs qui reçoivent les alarmes',
    browsersNone: 'Aucun navigateur pour l’instant.',
    thisOne: 'ce navigateur',
    subscribe: 'Recevoir les alarmes dans ce navigateur',
    unsubscribe: 'Ne plus recevoir',
    noChannel:
      'channels.yaml n’a pas de canal web-push : ajoutez-le pour recevoir les alarmes dans un navigateur.',
    noPush:
      'Ce navigateur ne sait pas recevoir les alarmes. Sur un téléphone, installez d’abord Vigie sur l’écran d’accueil.',
    denied:
      'Le navigateur refuse les notifications de Vigie. Autorisez-les dans ses réglages, puis réessayez.',
    needsWay: (person: string) =>
      `Pour que les alarmes passent par là, people.yaml doit avoir : { channel: …, address: ${person} }.`,
    since: (day: string) => `depuis le ${day}`,
  },
  en: {
    title: 'How to reach me',
    ways: 'My ways, in their order',
    waysNone: 'No way: ask the administrator to complete people.yaml.',
    waysFrom: 'They come from people.yaml; only the administrator changes them.',
    test: 'Test',
    testing: 'Sending…',
    testSent: 'Test message sent. It should arrive within a minute.',
    testArrived: 'Test message arrived.',
    testFailed: 'Test message not sent: this way does not work.',
    browsers: 'Browsers that get the alarms',
    browsersNone: 'No browser yet.',
    thisOne: 'this browser',
    subscribe: 'Get the alarms in this browser',
    unsubscribe: 'Stop',
    noChannel: 'channels.yaml has no web-push channel: add one to get alarms in a browser.',
    noPush: 'This browser cannot get alarms. On a phone, first install Vigie on the home screen.',
    denied: 'The browser refuses notifications of Vigie. Allow them in its settings, then try again.',
    needsWay: (person: string) =>
      `For alarms to go this way, people.yaml has to have: { channel: …, address: ${person} }.`,
    since: (day: string) => `since ${day}`,
  },
});

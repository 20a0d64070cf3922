/** Words of the register of periodic checks. */
import type { Locale } from './message.ts';
import { defineMessages } from './message.ts';

const s = (count: number): string => (count > 1 ? 's' : '');

export const checkMessages = defineMessages({
  fr: {
    title: 'Contrôles périodiques',
    summary: (late: number, soon: number, all: number) =>
      late > 0
        ? `${late} en retard, ${soon} bientôt, ${all} en tout.`
        : `Aucun retard. ${soon} bientôt, ${all} en tout.`,
    none: 'Aucun contrôle : les écrire dans checks.yaml (extincteurs, essai du groupe, batteries…).',
    check: 'Contrôle',
    where: 'Où',
    every: 'Tous les',
    days: (n: number) => `${n} jour${s(n)}`,
    owner: 'Responsable',
    last: 'Dernière fois',
    never: 'jamais',
    due: 'Échéance',
    late: (days: number) => `en retard de ${days} jour${s(days)}`,
    dueToday: 'aujourd’hui',
    dueIn: (days: number) => `dans ${days} jour${s(days)}`,
    stateLate: 'En retard',
    stateSoon: 'Bientôt',
    stateAhead: 'À jour',
    done: 'Fait',
    doneTitle: (check: string) => `${check} : c’est fait`,
    doneNote: 'Constat',
    doneNoteHint: 'Ce qui a été vu, mesuré, remplacé',
    doneAt: 'Fait le',
    save: 'Enregistrer',
    cancel: 'Annuler',
    working: 'En cours…',
    marked: (check: string, every: string) => `« ${check} » est fait ; à refaire dans ${every}.`,
    undo: 'Annuler',
    history: 'Historique',
    noHistory: 'Rien n’a encore été fait.',
    at: 'Le',
    by: 'Par',
    note: 'Constat',
    withdrawn: (who: string) => `retiré par ${who}`,
    withdraw: 'Retirer',
    csv: 'CSV',
  },
  en: {
    title: 'Periodic checks',
    summary: (late: number, soon: number, all: number) =>
      late > 0 ? `${late} late, ${soon} soon, ${all} in all.` : `None is late. ${soon} soon, ${all} in all.`,
    none: 'No check: write them in checks.yaml (extinguishers, generator run, batteries…).',
    check: 'Check',
    where: 'Where',
    every: 'Every',
    days: (n: number) => `${n} day${s(n)}`,
    owner: 'Owner',
    last: 'Last time',
    never: 'never',
    due: 'Due',
    late: (days: number) => `${days} day${s(days)} late`,
    dueToday: 'today',
    dueIn: (days: number) => `in ${days} day${s(days)}`,
    stateLate: 'Late',
    stateSoon: 'Soon',
    stateAhead: 'Up to date',
    done: 'Done',
    doneTitle: (check: string) => `${check}: it is done`,
    doneNote: 'Findings',
    doneNoteHint: 'What was seen, measured, replaced',
    doneAt: 'Done on',
    save: 'Save',
    cancel: 'Cancel',
    working: 'Working…',
    marked: (check: string, every: string) => `“${check}” is done; again in ${every}.`,
    undo: 'Undo',
    history: 'History',
    noHistory: 'Nothing has been done yet.',
    at: 'On',
    by: 'By',
    note: 'Findings',
    withdrawn: (who: string) => `withdrawn by ${who}`,
    withdraw: 'Withdraw',
    csv: 'CSV',
  },
});

/** Title of a check by its id, in the reader's language; a check that left the book keeps its id. */
export const checkTitles =
  (
    checks: readonly { readonly id: string; readonly title: Readonly<Record<Locale, string>> }[],
    locale: Locale,
  ) =>
  (id: string): string =>
    checks.find((one) => one.id === id)?.title[locale] ?? id;

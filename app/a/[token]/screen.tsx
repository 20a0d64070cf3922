/** The page behind a link, as forms and links alone: nothing here waits for a script. */
import { words } from '../../../lib/messages/index.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { type IncidentView, type LinkView, takeHours } from './view.ts';

interface Given {
  readonly view: LinkView;
  readonly action: string;
  readonly locale: Locale;
}

export function LinkScreen({ view, action, locale }: Given) {
  return (
    <main className="link-page" data-theme="dark" lang={locale}>
      <p className="link-brand">
        <span aria-hidden="true" />
        VIGIE
      </p>
      {view.kind === 'refused' ? (
        <div className="link-body">
          <h1>{view.title}</h1>
          <p>{view.text}</p>
        </div>
      ) : (
        <Incident view={view} action={action} locale={locale} />
      )}
    </main>
  );
}

function Incident({ view, action, locale }: Given & { readonly view: IncidentView }) {
  const w = words(locale).take;
  return (
    <>
      <header className="link-band" data-severity={view.over ? 'over' : view.severity}>
        <p>
          <strong>{view.band}</strong>
          <span>{view.over ? '' : view.since}</span>
        </p>
        <h1>{view.title}</h1>
        <p className="link-where">{view.where}</p>
      </header>
      <div className="link-body">
        <p className="link-began">{view.began}</p>
        <h2>{w.consequence}</h2>
        <p>{view.consequence}</p>
        <h2>{w.action}</h2>
        <p className="link-action">{view.action}</p>
        {view.said === null ? null : (
          <p className="link-said" role="status">
            {view.said}
          </p>
        )}
        <p className={view.free ? 'link-holder link-free' : 'link-holder'}>{view.holder}</p>
        {view.note === null ? null : <p className="link-note">{view.note}</p>}
        <div className="link-acts">
          {view.callFirst ? <Calls view={view} /> : null}
          <Take view={view} action={action} locale={locale} />
          {view.callFirst ? null : <Calls view={view} />}
        </div>
        {view.everyone === null ? null : <p className="link-began">{view.everyone}</p>}
        {view.over ? null : <p className="link-began">{w.sms}</p>}
      </div>
    </>
  );
}

const Calls = ({ view }: { readonly view: IncidentView }) =>
  view.calls.map(({ text, href }, i) => (
    <a
      key={href}
      href={href}
      className={view.callFirst && i === 0 ? 'link-button link-first' : 'link-button'}
    >
      {text}
    </a>
  ));

function Take({ view, action, locale }: Given & { readonly view: IncidentView }) {
  const w = words(locale).take;
  const first = view.callFirst && view.calls.length > 0 ? 'link-button' : 'link-button link-first';
  if (view.take !== null)
    return (
      <form method="post" action={action} className="link-take">
        <button type="submit" name="act" value="take" className={first}>
          {view.take}
        </button>
        <label>
          {w.forHours}
          <select name="hours" defaultValue="1">
            {takeHours.map((count) => (
              <option key={count} value={count}>
                {w.hours(count)}
              </option>
            ))}
          </select>
        </label>
      </form>
    );
  if (!view.giveBack) return null;
  return (
    <>
      <form method="post" action={action} className="link-noting">
        <input name="note" maxLength={500} required aria-label={w.notePlace} placeholder={w.notePlace} />
        <button type="submit" name="act" value="note" className="link-button">
          {w.addNote}
        </button>
      </form>
      <form method="post" action={action}>
        <button type="submit" name="act" value="give-back" className="link-button">
          {w.giveBack}
        </button>
      </form>
    </>
  );
}

/** How to get in: with a password, or by a link that is asked for on the machine or of an administrator. */
import '../(desk)/sheets.ts';
import { words } from '../../lib/messages/index.ts';
import { localPath } from '../_server/local-path.ts';
import { readerOf } from '../_server/reader.ts';

export const dynamic = 'force-dynamic';

interface Asked {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}
const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

type Say = ReturnType<typeof words>['signIn'];

function problemOf(say: Say, problem: string | undefined, seconds: string | undefined): string | null {
  if (problem === undefined) return null;
  const known: Readonly<Record<string, string>> = {
    link: say.badLink,
    starting: say.starting,
    wrong: say.wrong,
    code: say.codeMissing,
    busy: say.busy,
    wait: say.wait(Math.min(3600, Math.max(1, Number(seconds) || 1))),
  };
  return known[problem] ?? say.storeDown;
}

export default async function SignInPage({ searchParams }: Asked) {
  const { locale, theme } = await readerOf();
  const asked = await searchParams;
  const say = words(locale).signIn;
  const problem = one(asked.problem);
  const next = localPath(one(asked.next));
  const said = one(asked.refused) !== undefined ? say.refused : problemOf(say, problem, one(asked.seconds));
  return (
    <main className="desk signin" data-theme={theme} lang={locale}>
      <div className="signin-box">
        <p className="brand">
          <span className="brand-bar" aria-hidden="true" />
          VIGIE
        </p>
        <h1>{say.title}</h1>
        {said === null ? null : (
          <p className="signin-problem" role="alert">
            {said}
          </p>
        )}
        <form method="post" action="/sign-in/password" className="signin-form">
          <label>
            {say.person}
            <input name="person" autoComplete="username" autoCapitalize="none" maxLength={64} required />
          </label>
          <label>
            {say.password}
            <input name="password" type="password" autoComplete="current-password" maxLength={200} required />
          </label>
          <label>
            {say.totp}
            <input
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              aria-invalid={problem === 'code'}
            />
          </label>
          <input type="hidden" name="next" value={next} />
          <button type="submit" className="button primary">
            {say.enter}
          </button>
        </form>
        <h2>{say.otherwise}</h2>
        <p>{say.how}</p>
        <pre className="command">npm run vigie -- sign-in</pre>
        <p className="muted">{say.once}</p>
        {next === '/' ? null : <p className="muted">{say.leadsTo(next)}</p>}
      </div>
    </main>
  );
}

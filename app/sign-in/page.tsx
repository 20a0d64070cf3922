/** How to get in: there is no password, a link is asked for on the machine. */
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

export default async function SignInPage({ searchParams }: Asked) {
  const { locale, theme } = await readerOf();
  const asked = await searchParams;
  const say = words(locale).signIn;
  const problem = one(asked.problem);
  const next = localPath(one(asked.next));
  const said =
    one(asked.refused) !== undefined
      ? say.refused
      : problem === undefined
        ? null
        : problem === 'code'
          ? say.badCode
          : problem === 'starting'
            ? say.starting
            : say.storeDown;
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
        <p>{say.how}</p>
        <pre className="command">npm run vigie -- sign-in</pre>
        <p className="muted">{say.once}</p>
        {next === '/' ? null : <p className="muted">{say.leadsTo(next)}</p>}
      </div>
    </main>
  );
}

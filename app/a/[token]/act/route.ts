/** The buttons of the page behind a link: take it, give it back, note something. Only POST acts, and only with a good link. */
import { theHouse } from '../../../_server/house.ts';
import { actByLink, askForLink } from '../../../_server/link-door.ts';
import { seeOther } from '../../../_server/redirect.ts';
import { eventOf, saidOf } from '../acts.ts';

export const dynamic = 'force-dynamic';

/** A form of this page is small; what is longer is none of ours. */
const formBytesMax = 8_192;

async function fieldsOf(request: Request): Promise<URLSearchParams> {
  const text = await request.text();
  return new URLSearchParams(text.length > formBytesMax ? '' : text);
}

export async function POST(
  request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const { token } = await params;
  const back = (said: string | null) =>
    seeOther(`/a/${encodeURIComponent(token)}${said === null ? '' : `?said=${said}`}`);
  try {
    const asked = await askForLink(token);
    if (!asked.verdict.ok) return back(null);
    const fields = await fieldsOf(request);
    const now = asked.house.clock.now();
    const done = await actByLink(asked, (who) => eventOf(fields, who, now));
    return back(saidOf(fields, done));
  } catch (error) {
    theHouse()?.log.error({ err: error }, 'a button behind a link could not act');
    return back('refused');
  }
}

'use client';
/** Qualité des alarmes: figures first, then when they came, what speaks most, what chatters, what lingers. */
import Link from 'next/link';
import { useMemo } from 'react';
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { alarmQualityMessages } from '../../../lib/messages/alarm-quality.ts';
import { spanOfRange } from '../range.ts';
import { Ranges } from '../ranges.tsx';
import { useFetched } from '../use-fetched.ts';
import { useRange } from '../use-range.ts';
import { Bars } from './bars.tsx';
import { type QualityAnswer, qualityModel, type Row } from './view.ts';

/** The page asks anew as the minutes go, not as the seconds do. */
const grainMs = 60_000;

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  readonly empty: string;
  readonly rightFrom: number;
}
function Table({ title, heads, rows, empty, rightFrom }: TableProps) {
  const side = (index: number) => (index >= rightFrom ? 'right nowrap' : undefined);
  return (
    <section className="register">
      <div className="head">
        <h2>{title}</h2>
      </div>
      {rows.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                {heads.map((head, index) => (
                  <th key={head} scope="col" className={side(index)}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells, href }) => (
                <tr key={key}>
                  {cells.map((cell, index) => (
                    <td key={heads[index]} className={side(index)}>
                      {index === 0 && href !== null ? (
                        <Link className="link" href={href} prefetch={false}>
                          {cell}
                        </Link>
                      ) : (
                        cell
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Quality({ answer }: { readonly answer: QualityAnswer }) {
  const { live, locale, zone } = useDesk();
  const say = alarmQualityMessages[locale];
  const model = qualityModel(answer, live?.picture?.sites ?? [], zone, locale);
  const counted = [say.alarm, say.where, say.count, say.share];
  return (
    <>
      <div className="quality-figures">
        {model.figures.map(({ name, value, under }) => (
          <div key={name}>
            <p className="cap">{name}</p>
            <p className="value">{value}</p>
            <p className="cap">{under}</p>
          </div>
        ))}
      </div>
      <section className="register">
        <div className="head">
          <h2>{say.rate}</h2>
          <span className="cap">
            {model.barSaid} · {say.floodLine}
          </span>
        </div>
        <Bars bars={model.bars} label={model.chartSaid} />
      </section>
      <div className="two">
        <div>
          <Table title={say.top} heads={counted} rows={model.sources} empty={say.noAlarm} rightFrom={2} />
          <Table
            title={say.chattering}
            heads={counted}
            rows={model.chattering}
            empty={say.noChattering}
            rightFrom={2}
          />
        </div>
        <div>
          <Table
            title={say.floods}
            heads={[say.begins, say.lasts, say.count, say.peak]}
            rows={model.floods}
            empty={say.noFlood}
            rightFrom={1}
          />
          <Table
            title={say.standing}
            heads={[say.alarm, say.where, say.since]}
            rows={model.standing}
            empty={say.noStanding}
            rightFrom={2}
          />
        </div>
      </div>
    </>
  );
}

export function QualityScreen() {
  const { live, locale } = useDesk();
  const say = alarmQualityMessages[locale];
  const { range } = useRange();
  const now = live === null ? null : Math.floor(live.now / grainMs) * grainMs;
  const query = useMemo(() => {
    if (now === null) return null;
    const { from, to } = spanOfRange(range, now, grainMs);
    return new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  }, [range, now]);
  const [asked] = useFetched<QualityAnswer>(query && `/api/v1/alarm-quality?${query}`);
  const answer = asked.state === 'ready' ? asked.data : asked.last;
  return (
    <>
      <div className="title">
        <h1>{say.title}</h1>
        <div className="tools">
          <Ranges names={['24h', '7d', '30d']} />
          {query === null ? null : (
            <a className="link" href={`/api/v1/alarm-quality?${query}&format=csv`}>
              {say.csv}
            </a>
          )}
        </div>
      </div>
      {asked.state === 'failed' ? (
        <p className="problem" role="alert">
          {asked.reason}
        </p>
      ) : null}
      {answer === null ? <p className="loading" /> : <Quality answer={answer} />}
    </>
  );
}

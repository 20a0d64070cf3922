'use client';
/** Four weeks of one schedule: rotation grey, stand-ins in the colour of acts, gaps as a block nobody overlooks. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { onCallMessages } from '../../../lib/messages/on-call.ts';
import { weekdayName } from '../maintenance/view.ts';
import type { CalendarModel } from './view.ts';

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;

export function Weeks({ model }: { readonly model: CalendarModel }) {
  const { locale } = useDesk();
  const say = onCallMessages[locale];
  return (
    <section className="register">
      <div className="head">
        <h2>
          {say.calendarTitle}, {model.schedule}
        </h2>
        <span className="cap">
          {say.zoneOf(model.zone)} ·{' '}
          <a className="link" href={`${model.address}?lang=${locale}`}>
            {say.subscribe}
          </a>
        </span>
      </div>
      {model.gaps === null ? null : <p className="gap-block">{model.gaps}</p>}
      <div className="weeks">
        <div className="week cap" aria-hidden="true">
          <span />
          <span className="week-heads">
            {[1, 2, 3, 4, 5, 6, 0].map((day) => (
              <span key={day}>{weekdayName(day, locale).slice(0, 3)}</span>
            ))}
          </span>
        </div>
        {model.weeks.map((week) => (
          <div key={week.key} className="week">
            <span className="cap">{week.label}</span>
            <div className="days">
              {week.strips.map((strip) => (
                <span
                  key={strip.key}
                  className="shift"
                  data-why={strip.why}
                  title={strip.title}
                  style={{ left: percent(strip.left), width: percent(strip.width) }}
                >
                  {strip.label}
                </span>
              ))}
              {week.here === null ? null : (
                <span className="here" title={say.today} style={{ left: percent(week.here) }} />
              )}
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

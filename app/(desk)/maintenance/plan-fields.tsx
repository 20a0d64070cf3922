'use client';
/** The fields of a plan; those of a repetition appear when there is one. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { formatZone } from '../../../lib/messages/format.ts';
import { maintenanceMessages } from '../../../lib/messages/maintenance.ts';
import type { SitePicture } from '../../../lib/readings/picture.ts';
import type { Draft } from './planner.tsx';
import { weekdayName } from './view.ts';

interface FieldsProps {
  readonly draft: Draft;
  readonly site: SitePicture | undefined;
  readonly sites: readonly SitePicture[];
  readonly onChange: (draft: Draft) => void;
}

function Place({ draft, site, sites, onChange }: FieldsProps) {
  const { locale } = useDesk();
  const say = maintenanceMessages[locale];
  return (
    <div className="pair">
      <label>
        {say.site}
        <select
          value={draft.site}
          onChange={(event) => onChange({ ...draft, site: event.target.value, thing: '' })}
        >
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say.thing}
        <select value={draft.thing} onChange={(event) => onChange({ ...draft, thing: event.target.value })}>
          <option value="">{say.allOfIt}</option>
          {site?.links.map(({ id }) => (
            <option key={id} value={`link:${id}`}>
              {say.link(id)}
            </option>
          ))}
          {site?.devices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Repetition({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const { locale } = useDesk();
  const say = maintenanceMessages[locale];
  const monthly = draft.repeat === 'monthly';
  const toggle = (day: number): readonly number[] =>
    monthly
      ? [day]
      : draft.weekdays.includes(day)
        ? draft.weekdays.filter((one) => one !== day)
        : [...draft.weekdays, day];
  return (
    <>
      {draft.repeat === 'weekly' || monthly ? (
        <fieldset>
          <legend>{say.days}</legend>
          <span>
            {[1, 2, 3, 4, 5, 6, 0].map((day) => (
              <label key={day} className="choice">
                <input
                  type={monthly ? 'radio' : 'checkbox'}
                  name="weekday"
                  style={{ width: 'auto', minHeight: 0 }}
                  checked={draft.weekdays.includes(day)}
                  onChange={() => onChange({ ...draft, weekdays: toggle(day) })}
                />
                {weekdayName(day, locale)}
              </label>
            ))}
          </span>
        </fieldset>
      ) : null}
      {monthly ? (
        <label>
          {say.rank}
          <select
            value={draft.nth}
            onChange={(event) => onChange({ ...draft, nth: Number(event.target.value) })}
          >
            <option value={1}>{say.nthFirst}</option>
            <option value={2}>{say.nthSecond}</option>
            <option value={3}>{say.nthThird}</option>
            <option value={4}>{say.nthFourth}</option>
            <option value={-1}>{say.nthLast}</option>
          </select>
        </label>
      ) : null}
      {draft.repeat === 'none' ? null : (
        <label>
          {say.untilDay}
          <input
            type="date"
            value={draft.until}
            onChange={(event) => onChange({ ...draft, until: event.target.value })}
          />
        </label>
      )}
    </>
  );
}

export function PlanFields(props: FieldsProps) {
  const { draft, site, onChange } = props;
  const { live, locale } = useDesk();
  const say = maintenanceMessages[locale];
  const zone = site === undefined ? '' : formatZone(live?.now ?? 0, site.timezone);
  const words = { none: say.once, daily: say.daily, weekly: say.someDays, monthly: say.eachMonth };
  return (
    <>
      <label>
        {say.name}
        <input
          required
          maxLength={200}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </label>
      <Place {...props} />
      <div className="pair">
        {(['from', 'to'] as const).map((edge) => (
          <label key={edge}>
            {say[edge]}
            <input
              type="datetime-local"
              required
              value={draft[edge]}
              onChange={(event) => onChange({ ...draft, [edge]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <p className="cap">{say.siteClock(zone)}</p>
      <label>
        {say.repeat}
        <select
          value={draft.repeat}
          onChange={(event) =>
            onChange({ ...draft, repeat: event.target.value as Draft['repeat'], weekdays: [1] })
          }
        >
          {(['none', 'daily', 'weekly', 'monthly'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {words[kind]}
            </option>
          ))}
        </select>
      </label>
      <Repetition draft={draft} onChange={onChange} />
      <label>
        {say.reason}
        <textarea
          rows={2}
          maxLength={1_000}
          value={draft.reason}
          onChange={(event) => onChange({ ...draft, reason: event.target.value })}
        />
      </label>
    </>
  );
}

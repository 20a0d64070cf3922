'use client';
/** The ladder of each policy, and who is called at once for a fire. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { onCallMessages } from '../../../lib/messages/on-call.ts';
import { type PolicyLine, policyModels } from './view.ts';

export function Policies({ policies }: { readonly policies: readonly PolicyLine[] }) {
  const { locale } = useDesk();
  const say = onCallMessages[locale];
  return (
    <section className="register">
      <div className="head">
        <h2>{say.policies}</h2>
      </div>
      {policies.length === 0 ? <p className="empty">{say.noPolicy}</p> : null}
      {policyModels(policies, locale).map((policy) => (
        <div key={policy.id} style={{ marginTop: 8 }}>
          <p className="strong">{policy.id}</p>
          <ol className="ladder">
            {policy.levels.map(({ name, who, after }) => (
              <li key={name}>
                <span className="muted">{name}</span> {who}
                {after === null ? null : (
                  <span className="cap" style={{ display: 'block' }}>
                    {after}
                  </span>
                )}
              </li>
            ))}
          </ol>
          <p className="cap">{policy.rounds}</p>
          <p style={{ marginTop: 4 }}>
            <span className="muted">{say.lifeSafety} :</span> {policy.lifeSafety}
          </p>
        </div>
      ))}
    </section>
  );
}

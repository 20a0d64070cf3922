'use client';
/** The form of a person: the same to add one and to change one. */
import { roleWord, type SettingsWords } from '../../../../components/settings/words.ts';
import type { PersonLine } from '../../../../lib/identity/person.ts';
import { roles } from '../../../../lib/identity/rights.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import type { Named } from './view.ts';

interface FieldsProps {
  readonly person: PersonLine | null;
  readonly sites: readonly Named[];
  readonly customers: readonly Named[];
  readonly locale: Locale;
  readonly say: SettingsWords;
}

function Choices({
  name,
  options,
  chosen,
}: {
  readonly name: string;
  readonly options: readonly Named[];
  readonly chosen: readonly string[];
}) {
  return (
    <span>
      {options.map((option) => (
        <label key={option.id} className="choice">
          <input type="checkbox" name={name} value={option.id} defaultChecked={chosen.includes(option.id)} />
          {option.name}
        </label>
      ))}
    </span>
  );
}

export function PersonFields({ person, sites, customers, locale, say }: FieldsProps) {
  return (
    <div className="fields">
      {person ? null : (
        <label>
          {say.identifier}
          <input
            name="id"
            required
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            autoCapitalize="none"
            autoComplete="off"
          />
          <span>{say.identifierHow}</span>
        </label>
      )}
      <label>
        {say.name}
        <input name="name" required maxLength={100} defaultValue={person?.name ?? ''} autoComplete="off" />
      </label>
      <fieldset>
        <legend>{say.roles}</legend>
        <Choices
          name="roles"
          options={roles.map((role) => ({ id: role, name: roleWord(role, locale) }))}
          chosen={person?.roles ?? ['viewer']}
        />
      </fieldset>
      <fieldset>
        <legend>{say.sites}</legend>
        <Choices name="sites" options={sites} chosen={person?.sites ?? []} />
        <span>{say.sitesHow}</span>
      </fieldset>
      <label>
        {say.ofCustomer}
        <select name="customer" defaultValue={person?.customer ?? ''}>
          <option value="">{say.noCustomer}</option>
          {customers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say.language}
        <select name="locale" defaultValue={person?.locale ?? 'fr'}>
          <option value="fr">{say.french}</option>
          <option value="en">{say.english}</option>
        </select>
      </label>
    </div>
  );
}

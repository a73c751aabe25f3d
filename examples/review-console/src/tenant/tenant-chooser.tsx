import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../ui/icon';
import { recentTenants, tenantPattern } from './recent';

/** Whoever comes for the first time finds the tenant of the sample data. */
const first = 'demo';

export function TenantChooser({
  current,
  onChoose,
}: {
  readonly current?: string;
  readonly onChoose: (tenant: string) => void;
}) {
  const id = useId();
  const recent = recentTenants().filter(tenant => tenant !== current);
  const [name, setName] = useState(current === undefined ? (recent[0] ?? first) : '');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // With a keyboard on the screen it would cover what was used before.
    if (document.activeElement === document.body && window.matchMedia('(pointer: fine)').matches)
      input.current?.select();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose(name);
  };
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <span className="message-icon">
        <Icon name="tenant" />
      </span>
      <h1 id={`${id}-title`}>{current === undefined ? 'Choose a tenant' : 'Change tenant'}</h1>
      <p className="muted">Each tenant reviews its own copy of the data, apart from all others.</p>
      <form onSubmit={submit} className="chooser">
        <label className="field">
          <span>Tenant id</span>
          <input
            ref={input}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            pattern={tenantPattern}
            title="Small letters, digits, “-” and “_”"
            maxLength={64}
            value={name}
            onChange={event => setName(event.target.value)}
          />
        </label>
        <button type="submit" className="button">
          Open
        </button>
      </form>
      {recent.length > 0 && (
        <div className="recent">
          <p className="muted">Used before</p>
          {recent.map(tenant => (
            <button type="button" className="button-quiet" key={tenant} onClick={() => onChoose(tenant)}>
              {tenant}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

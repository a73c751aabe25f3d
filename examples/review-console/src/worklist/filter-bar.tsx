import { useId, useState } from 'react';
import { className, sentence } from '../ui/format';
import { Icon } from '../ui/icon';
import { classes, type Filters, narrowing, noFilters, orders, statuses } from './filters';

const views = [
  ['open', 'To review'],
  ['done', 'Reviewed'],
  ['all', 'All'],
] as const;

export function FilterBar({
  filters,
  onChange,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const many = narrowing(filters);
  return (
    <search className="filters" aria-label="Which encounters">
      <div className="filters-first">
        <fieldset className="segments">
          <legend className="hidden">Reviewed or not</legend>
          {views.map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name={`${id}-view`}
                checked={filters.reviewed === value}
                onChange={() => set({ reviewed: value })}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <label className="search-field">
          <span className="hidden">Patient name</span>
          <Icon name="search" />
          <input
            type="search"
            placeholder="Patient name"
            autoComplete="off"
            spellCheck={false}
            value={filters.name}
            onChange={event => set({ name: event.target.value })}
          />
        </label>
        <button
          type="button"
          className="button-quiet filters-toggle"
          aria-expanded={isOpen}
          aria-controls={`${id}-more`}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="filter" /> Filters{many > 0 && <span className="badge">{many}</span>}
        </button>
      </div>
      <div className="filters-more" id={`${id}-more`} data-open={isOpen}>
        <label className="field">
          <span>Status</span>
          <select value={filters.status} onChange={event => set({ status: event.target.value })}>
            <option value="">Any</option>
            {statuses.map(status => (
              <option key={status} value={status}>
                {sentence(status)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Class</span>
          <select value={filters.class} onChange={event => set({ class: event.target.value })}>
            <option value="">Any</option>
            {classes.map(code => (
              <option key={code} value={code}>
                {className({ code })}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>From</span>
          <input
            type="date"
            value={filters.from}
            max={filters.to || undefined}
            onChange={event => set({ from: event.target.value })}
          />
        </label>
        <label className="field">
          <span>To</span>
          <input
            type="date"
            value={filters.to}
            min={filters.from || undefined}
            onChange={event => set({ to: event.target.value })}
          />
        </label>
        <label className="field">
          <span>Order</span>
          <select
            value={filters.sort}
            onChange={event => set({ sort: event.target.value as Filters['sort'] })}
          >
            {Object.entries(orders).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {many > 0 && (
          <button
            type="button"
            className="button-quiet"
            onClick={() => onChange({ ...noFilters, reviewed: filters.reviewed, sort: filters.sort })}
          >
            Clear
          </button>
        )}
      </div>
    </search>
  );
}

/** COLD → WARMING → WARM → COOLING → COLD; a failed warm-up goes back to COLD. */
export type TenantState = 'COLD' | 'WARMING' | 'WARM' | 'COOLING';

const next: Readonly<Record<TenantState, readonly TenantState[]>> = {
  COLD: ['WARMING'],
  WARMING: ['WARM', 'COLD'],
  WARM: ['COOLING'],
  COOLING: ['COLD'],
};

/** @throws Error for a step that is not in the diagram: a fault of the gateway's own */
export function assertTransition(from: TenantState, to: TenantState): void {
  if (!next[from].includes(to)) throw new Error(`A tenant cannot go from ${from} to ${to}`);
}

/** How long is looked back on, in milliseconds. Alerts look back as long. */
export const windowMs = 5 * 60_000;

/**
 * What is too much, or too little: for the issues that `/health` tells, and for the alerts, which say the same. Shares are
 * 0 to 1.
 */
export const limits = Object.freeze({
  averageResponseMs: 100,
  errorRate: 0.05,
  tenantErrorRate: 0.05,
  /** Requests of a tenant within the window, without which its error rate says nothing. */
  tenantRequests: 20,
  /** Tenants, or lanes, that are named one by one. */
  named: 10,
  cacheHitRate: 0.7,
  /** Look-ups within the window, without which the hit rate says nothing. */
  cacheLookUps: 1_000,
  eventLoopLagMs: 100,
});

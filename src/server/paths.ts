/** Paths that answer before the gateway is ready and while it drains. */
export const alwaysAnswered: ReadonlySet<string> = new Set([
  '/health/live',
  '/hello',
  '/health/ready',
  '/all-good',
  '/health',
  '/metrics',
  '/stats',
]);

/** Paths for whose answers nobody has to say who he is. */
export const forAnybody: ReadonlySet<string> = new Set([
  '/',
  '/console',
  '/console/',
  '/console/*',
  '/explorer',
  '/explorer/:file',
  '/fhir/metadata',
]);

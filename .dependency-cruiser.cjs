// The layers of docs/design.md. Each entry: a layer, and what it may import besides core and metrics.
const layers = {
  core: [],
  metrics: ['core'],
  tracing: [],
  fhir: [],
  store: ['fhir'],
  cache: [],
  tenants: ['store/port', 'cache'],
  services: ['fhir', 'store/port', 'cache', 'tenants'],
  ingest: ['fhir', 'store/port'],
  graphql: ['services', 'tenants', 'fhir'],
  server: ['graphql', 'services', 'tenants', 'config'],
};

/** Layers that everybody may import. */
const common = { core: [], metrics: ['core'] };

const toPath = name => (name.includes('/') || name === 'config' ? `^src/${name}[.]ts$` : `^src/${name}/`);

const forbidden = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `${layer} may import ${[...allowed, ...(common[layer] ?? Object.keys(common))].join(', ') || 'nothing else'}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^src/',
    pathNot: [layer, ...allowed, ...(common[layer] ?? Object.keys(common))].map(toPath),
  },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'adapters-only-where-a-store-is-opened',
      comment: 'open-store.ts alone knows which store it is',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/open-store[.]ts$', '^src/store/'] },
      to: { path: '^src/store/(sqlite|couchbase)/' },
    },
    {
      name: 'drivers-only-in-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: '^(node:)?(sqlite|couchbase)$' },
    },
    {
      name: 'opentelemetry-only-where-traces-are-sent',
      comment: 'others know core/span.ts, and load nothing while nothing is traced',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/tracing/' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'tracing-is-loaded-when-it-is-on',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/tracing/' },
      to: { path: '^src/tracing/', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'no-development-code-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-packages-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '/generated/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};

import type { CodegenConfig } from '@graphql-codegen/cli';
import { table } from './src/fhir/generated/structure.ts';

/** Scalars whose TypeScript form is not a plain string. */
const scalars = { DateTime: { input: 'number', output: 'number' }, decimal: 'number', JSON: 'unknown' };
const textScalars = [
  'base64Binary',
  'canonical',
  'code',
  'date',
  'dateTime',
  'instant',
  'markdown',
  'oid',
  'quantity',
  'reference',
  'time',
  'token',
  'uri',
  'url',
  'uuid',
  'xhtml',
];

const resource = '../../fhir/types.ts#Resource as FhirResource';
const page = '../../services/searching.ts#Page';
const edge = '../resolvers/connections.ts#EdgeModel';

const config: CodegenConfig = {
  schema: 'schema/**/*.graphql',
  generates: {
    'src/graphql/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#GatewayContext',
        // Resolvers return resources as they are stored; the default resolver reads their elements.
        mappers: {
          Resource: resource,
          Reviewable: resource,
          Reference: '../../fhir/types.ts#Reference as FhirReference',
          OtherResource: resource,
          Tenant: '../../tenants/status.ts#TenantStatus',
          ReviewResult: '../resolvers/review.ts#ReviewOutcome',
          PageInfo: page,
          ...Object.fromEntries(
            table.resourceTypes.flatMap(type => [
              [type, resource],
              [`${type}Connection`, page],
              [`${type}Edge`, edge],
            ]),
          ),
        },
        scalars: { ...scalars, ...Object.fromEntries(textScalars.map(name => [name, 'string'])) },
        strictScalars: true,
        // FHIR's dateTime and our DateTime, patient and Patient differ in nothing but case.
        namingConvention: 'keep',
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        skipTypename: true,
        immutableTypes: true,
      },
    },
  },
};

export default config;

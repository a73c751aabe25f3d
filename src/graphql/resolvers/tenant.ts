import type { Resolvers } from '../generated/resolvers.ts';

export const tenantResolvers: Resolvers = {
  Query: {
    tenant: (_, __, { tenants, tenant, footprint }) => {
      footprint.unique();
      return tenants.status(tenant);
    },
  },
  Mutation: {
    warmUpTenant: (_, { wait, refresh }, { tenants, tenant, session, trail }) => {
      // A refresh waits for running operations; this one must not wait for itself.
      session.release();
      const options = { wait: wait ?? true, refresh: refresh ?? false };
      const warmUp = tenants.warmUp(tenant, options);
      return trail === undefined ? warmUp : trail.execution('warmUpTenant', warmUp, options.refresh);
    },
    coolDownTenant: (_, __, { tenants, tenant, session, trail }) => {
      session.release();
      const coolDown = tenants.coolDown(tenant);
      return trail === undefined ? coolDown : trail.execution('coolDownTenant', coolDown);
    },
  },
  Tenant: {
    warmSince: status => status.warmSince ?? null,
    coolsAt: status => status.coolsAt ?? null,
    counts: async (status, _, { tenants, permissions }) => {
      const counts = await tenants.counts(status.id);
      const visible = counts?.filter(({ type }) => permissions.allows('search', type));
      return visible?.map(({ type, total }) => ({ resourceType: type, total })) ?? null;
    },
    drift: async (status, _, { tenants }) => (await tenants.drift(status.id)) ?? null,
  },
};

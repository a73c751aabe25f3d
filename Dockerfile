# Two stages: packages are installed where npm's cache may stay, the image gets only what runs.
#   docker build -t fhir-graphql-gateway --build-arg REVISION="$(git rev-parse HEAD)" .
#
# glibc (slim, not alpine): Couchbase's client has binaries for both, and this is the libc that its tests here ran on.
# The image brings Node itself: the npm package "node" is a devDependency, which is left out here.
FROM node:26.10.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script. Optional packages must come along: Couchbase's client has its binary in one.
# Of it, the sources and the binary for another libc stay behind (90 MB).
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && \
    rm -rf node_modules/couchbase/deps node_modules/couchbase/src node_modules/@couchbase/couchbase-linuxmusl-*

FROM node:26.10.0-bookworm-slim
ARG REVISION=unknown
LABEL org.opencontainers.image.title="FHIR GraphQL gateway" \
      org.opencontainers.image.description="A multi-tenant GraphQL gateway over a FHIR R4 store" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:26.10.0-bookworm-slim"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 STORE_URL=sqlite:/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY schema schema
COPY examples/operations examples/operations
COPY src src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
# The process that serves acts on SIGTERM itself and waits for its workers, so it may be process 1. The one-shot
# commands do not: run those with an init (docker run --init; docker-compose.yml has it for all).
STOPSIGNAL SIGTERM
# Whether it runs, not whether it is ready: a gateway that waits for its store is not to be restarted for that.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "require(process.env.TLS_CERT_FILE ? 'https' : 'http').get({ host: '127.0.0.1', port: process.env.PORT, path: '/health/live', rejectUnauthorized: false }, r => process.exit(r.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
ENTRYPOINT ["node", "src/main.ts"]
CMD ["serve"]

# Targets: `production` (the default, last) and `dev`, which runs the sources and restarts when they change.
# Both expect MONGODB_URI: the embedded database is for machines, not for images.

FROM node:24.21-bookworm-slim AS base
WORKDIR /app

# The manifests alone, so that packages are fetched again only when they change. A new workspace is added here, or, where the
# gateway does not need it, at `manifests`: the frameworks that the client has adapters for are not to be in the image.
FROM base AS production-manifests
COPY package.json package-lock.json ./
COPY packages/guard/package.json packages/guard/

FROM production-manifests AS manifests
COPY packages/client/package.json packages/client/

# No dependency needs its install script; so none is run.
FROM manifests AS deps
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM production-manifests AS production-deps
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM deps AS build
COPY tsconfig.json tsconfig.build.json ./
COPY packages packages
COPY src src
COPY scripts/build-bundle.js scripts/build-graphiql.js scripts/
RUN npm run build

FROM deps AS dev
# Owned by who runs it, so that `docker compose up --watch` can put changed sources in.
COPY --chown=node:node . .
RUN npm run build:graphiql
ENV NODE_ENV=development HOST=0.0.0.0
USER 1000:1000
EXPOSE 4000
CMD ["npm", "run", "dev"]

FROM base AS production
ENV NODE_ENV=production
# glibc gives back what is free, and keeps two arenas in place of eight a core: bench/README.md, "Memory".
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
# node_modules/@portcullis/guard is a link to packages/guard, whose manifest comes with the packages.
COPY --from=production-deps /app/ ./
COPY --from=build /app/packages/guard/dist packages/guard/dist
COPY --from=build /app/dist dist
# The image's user `node`, by number: Kubernetes' runAsNonRoot cannot judge names.
USER 1000:1000
EXPOSE 4000
# Node is process 1 itself: no shell or npm stands between it and the signal that lets it finish its requests.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]

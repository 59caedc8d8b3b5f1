# Two images: `predictor` (the predictor, the drift job, and `modelmonitor run` for one machine) and `operator`.
#   docker build --target predictor -t modelmonitor/predictor .      make images builds both
# NODE_IMAGE takes a digest as well: --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY api/package.json api/
COPY stats/package.json stats/
COPY models/package.json models/
COPY http/package.json http/
COPY sources/package.json sources/
COPY tables/package.json tables/
COPY databases/package.json databases/
COPY store/package.json store/
COPY drift/package.json drift/
COPY report/package.json report/
COPY job/package.json job/
COPY predictor/package.json predictor/
COPY render/package.json render/
COPY kube/package.json kube/
COPY operator/package.json operator/
COPY cli/package.json cli/
# Files for editors and debuggers only are not in the images.
RUN printf '%s\n' 'npm ci --omit=dev --ignore-scripts --no-audit --no-fund "$@"' \
      'find node_modules \( -name "*.d.ts" -o -name "*.d.mts" -o -name "*.d.cts" -o -name "*.map" -o -name "*.md" -o -name "*.flow" \) -type f -delete' \
      > /install.sh

FROM packages AS predictor-packages
RUN sh -e /install.sh --workspace predictor --workspace job --workspace cli

FROM packages AS operator-packages
RUN sh -e /install.sh --workspace operator

FROM ${NODE_IMAGE} AS base
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.vendor="ModelMonitor" org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}"
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn*
WORKDIR /app
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/.compile-cache
RUN install -d -o 1000 -g 1000 /app/.compile-cache
COPY LICENSE package.json ./
COPY api api
COPY render render
COPY http http
ENTRYPOINT ["node"]

FROM base AS predictor
LABEL org.opencontainers.image.title="ModelMonitor predictor" \
      org.opencontainers.image.description="Serves models, captures their traffic, checks it for drift."
COPY --from=predictor-packages /app/node_modules node_modules
COPY stats stats
COPY models models
COPY sources sources
COPY tables tables
COPY databases databases
COPY store store
COPY drift drift
COPY report report
COPY job job
COPY predictor predictor
COPY cli cli
RUN install -d -o 1000 -g 1000 /data
USER 1000:1000
# Stripped types and compiled code are stored in the image, since the root file system is read-only: a drift job starts in less than half the
# time. Node has one folder per user and set of flags, so they are those of the containers.
RUN node --max-semi-space-size=4 --heap-growing-percent=10 predictor/src/main.ts --config /nowhere 2>/dev/null || true; \
    node --max-semi-space-size=2 job/src/main.ts bins --config /nowhere 2>/dev/null || true; \
    node cli/src/modelmonitor.js run -f /nowhere 2>/dev/null || true; \
    test "$(ls .compile-cache | wc -l)" = 2
EXPOSE 8000 9090
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:8000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["--max-semi-space-size=4", "--heap-growing-percent=10", "/app/predictor/src/main.ts", "--config", "/etc/modelmonitor", "--host", "0.0.0.0", "--internal-port", "9090"]

FROM base AS operator
LABEL org.opencontainers.image.title="ModelMonitor operator" \
      org.opencontainers.image.description="Turns ModelMonitors into what serves, measures and checks their models."
COPY --from=operator-packages /app/node_modules node_modules
COPY kube kube
COPY operator operator
# Almost all memory is used by one thread: more arenas only hold what is free.
ENV MALLOC_ARENA_MAX=1
USER 1000:1000
# Without an API server it starts and waits; it ends by SIGTERM, and stores what was compiled.
RUN HOME=/nowhere timeout 10 node --max-semi-space-size=4 --heap-growing-percent=10 --no-maglev operator/src/main.ts --http-port 0 --lease-namespace none 2>/dev/null || true; \
    test "$(ls .compile-cache | wc -l)" = 1
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/livez').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["--max-semi-space-size=4", "--heap-growing-percent=10", "--no-maglev", "/app/operator/src/main.ts"]

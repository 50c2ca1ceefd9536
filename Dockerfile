# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS build
# SQLite and ring are compiled from C.
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev make perl \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --profile dist -p server \
 && install -D target/dist/messenger-server /out/messenger-server

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --user-group --no-create-home messenger \
 && install -d -o messenger -g messenger -m 0700 /data
COPY --from=build /out/messenger-server /usr/local/bin/messenger-server
COPY LICENSE LICENSE-MIT LICENSE-APACHE /usr/share/doc/messenger/
USER messenger
ENV MESSENGER_LISTEN=0.0.0.0:8000 \
    MESSENGER_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["messenger-server", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["messenger-server"]
CMD ["serve"]

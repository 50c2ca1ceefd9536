# What there is to do here. `scripts/test` is the whole of CI; the rest is for quick work.

set shell := ["bash", "-euo", "pipefail", "-c"]

# List the recipes.
default:
    @just --list --unsorted

# Run the server with demo data.
run *args:
    cargo run -p server -- serve --demo {{args}}

# Run the terminal client.
tui *args:
    cargo run -p tui-client -- {{args}}

# Format, lint, documentation, the arrows between crates.
check:
    scripts/test lint

# Everything that CI runs, databases and browsers included.
test *args:
    scripts/test {{args}}

# Look at changed snapshots and accept them.
snap:
    cargo insta review

# Format.
fmt:
    cargo fmt --all

# Licences, advisories, sources and duplicates of the dependencies.
deny:
    cargo deny check

# The binaries as they are shipped.
dist:
    cargo build --locked --profile dist -p server
    cargo build --locked --profile dist-client -p tui-client

# What the terminal client weighs, against its budget.
size *args:
    scripts/size {{args}}

# The server with PostgreSQL, in containers.
up:
    docker compose up --build --detach

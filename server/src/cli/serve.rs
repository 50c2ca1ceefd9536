//! `serve`: run the server.

use crate::{boot, config::Config, telemetry};

pub(super) fn run(config: Config) -> anyhow::Result<()> {
    telemetry::install(&config);
    super::block_on(boot::serve(config))
}

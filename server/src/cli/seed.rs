//! `seed`: the demo data, or a big data set.

use std::{io::Write, time::Duration};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use protocol::Timestamp;

use crate::{
    action::{
        demo,
        seed::{self, Made, Size},
    },
    app::App,
    config::Config,
};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Without any of these, the demo data are made.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// People of a big data set [default: 1000]
    #[arg(long, value_name = "N")]
    users: Option<usize>,
    /// Its chats, most of them between two; the first user is in up to 2000 of them [default: 2000]
    #[arg(long, value_name = "N")]
    chats: Option<usize>,
    /// Its groups with many readers [default: 50]
    #[arg(long, value_name = "N")]
    groups: Option<usize>,
    /// Its messages, in all chats and groups [default: 100000]
    #[arg(long, value_name = "N")]
    messages: Option<usize>,
    /// The same seed makes the same data [default: 1]
    #[arg(long, value_name = "S")]
    rng_seed: Option<u64>,
}

impl Arguments {
    fn size(&self) -> Option<Size> {
        let Self { users, chats, groups, messages, rng_seed } = self;
        let given = [users, chats, groups, messages].into_iter().any(Option::is_some) || rng_seed.is_some();
        given.then(|| Size {
            users: users.unwrap_or(1_000),
            chats: chats.unwrap_or(2_000),
            groups: groups.unwrap_or(50),
            messages: messages.unwrap_or(100_000),
            rng_seed: rng_seed.unwrap_or(1),
        })
    }
}

pub(super) fn run(config: Config, arguments: &Arguments) -> anyhow::Result<()> {
    let size = arguments.size();
    super::with_app(config, async |app| match size {
        None => {
            demo::seed(app).await?;
            let mut out = std::io::stdout().lock();
            writeln!(out, "The demo data are there. Sign in as:")?;
            for person in &demo::PEOPLE {
                writeln!(out, "  {}  {}  {}", person.email, person.password, person.name)?;
            }
            Ok(())
        }
        Some(size) => big(app, &size).await,
    })
}

async fn big(app: &App, size: &Size) -> anyhow::Result<()> {
    // The history ends with yesterday, so that two runs of one day make the same.
    let until = Timestamp::from_millis(app.clock.now().millis() / DAY * DAY);
    // Draws on standard error, and only when that is a terminal.
    let bar = ProgressBar::new(u64::try_from(size.messages)?);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} messages, {per_sec}, {eta} left")?);
    let start = std::time::Instant::now();
    let made = seed::make(app, size, until, |messages| bar.inc(messages as u64)).await;
    bar.finish_and_clear();
    tell(size, &made?, start.elapsed())
}

fn tell(size: &Size, made: &Made, took: Duration) -> anyhow::Result<()> {
    let Size { users, chats, groups, messages, rng_seed } = size;
    let millis = took.as_millis().max(1);
    let rate = *messages as u128 * 1_000 / millis;
    let mut out = std::io::stdout().lock();
    writeln!(out, "Made {users} users, {chats} chats, {groups} groups, {} memberships", made.members)?;
    writeln!(
        out,
        "and {messages} messages in {:.1} s: {rate} messages/s (seed {rng_seed}).",
        took.as_secs_f64()
    )?;
    writeln!(out, "\nSign in as {} (in {} conversations)", seed::email(1), made.of_first)?;
    writeln!(out, "or any other up to {}; the password is {}", seed::email(*users), seed::PASSWORD)?;
    Ok(())
}

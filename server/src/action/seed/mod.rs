//! Big data sets: any number of people, conversations and messages that look like life, the same for the same seed.
//! What is drawn is decided here and written by `store::seed`; nobody is asked and nobody is told.

mod cast;
mod story;
mod words;

use protocol::{Timestamp, UserId};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use self::{
    cast::Sketch,
    story::{Ids, Story, number},
};
use crate::{
    app::App,
    error::{Error, Result},
    store::seed::{self as store, UserRow},
};

/// The password of everybody in a big data set.
pub const PASSWORD: &str = "messenger";
/// Rows in one statement.
const STATEMENT: usize = 4_000;
/// Messages and members in one transaction, if no single conversation has more.
const TRANSACTION: usize = 20_000;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// How much of what.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// People; at least two.
    pub users: usize,
    /// Chats, most of them personal.
    pub chats: usize,
    /// Groups with many readers.
    pub groups: usize,
    /// Messages in all of them.
    pub messages: usize,
    /// The same size and seed make the same rows.
    pub rng_seed: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Memberships in all conversations.
    pub members: usize,
    /// Conversations of the first person.
    pub of_first: usize,
}

/// The address of the `n`th person; they are counted from 1.
pub fn email(n: usize) -> String {
    format!("user{n}@example.com")
}

/// Makes it all, with a history that ends at `until`; `progress` hears how many messages have been written. What is
/// committed is always whole conversations. [`Error::Conflict`] when an address is taken, as it is the second time.
pub async fn make(app: &App, size: &Size, until: Timestamp, progress: impl Fn(usize) + Send) -> Result<Made> {
    if size.users < 2 {
        return Err(Error::invalid("users", "too_few", "A conversation needs at least 2 users"));
    }
    let mut writer = Writer {
        app,
        rng: StdRng::seed_from_u64(size.rng_seed),
        ids: Ids::new(),
        made: Made { members: 0, of_first: 0 },
    };
    let people = writer.people(size.users, until.millis()).await?;
    let sketches = cast::draw(size, &mut writer.rng);
    for some in sketches.chunk_by(within_a_transaction()) {
        let stories = writer.stories(some, &people, until.millis());
        writer.write(&stories).await?;
        progress(stories.iter().map(Story::messages).sum());
    }
    Ok(writer.made)
}

/// Says of each two neighbours whether they still belong together.
fn within_a_transaction() -> impl FnMut(&Sketch, &Sketch) -> bool {
    let rows = |sketch: &Sketch| sketch.messages + sketch.members.len();
    let mut sum = 0;
    move |one, next| {
        sum += rows(one);
        let fits = sum + rows(next) <= TRANSACTION;
        if !fits {
            sum = 0;
        }
        fits
    }
}

struct Writer<'a> {
    app: &'a App,
    rng: StdRng,
    ids: Ids,
    made: Made,
}

impl Writer<'_> {
    /// All people in one transaction: if one address is taken, nobody is made.
    async fn people(&mut self, count: usize, until: i64) -> Result<Vec<UserId>> {
        let password_hash = self.app.hasher.hash(PASSWORD.into()).await?;
        let people: Vec<UserId> = (0..count).map(|_| self.ids.next(&mut self.rng)).collect();
        let mut tx = self.app.store.begin().await?;
        let mut made = 0;
        for (chunk, first) in people.chunks(STATEMENT).zip((1..).step_by(STATEMENT)) {
            let rng = &mut self.rng;
            let mut row = |(&id, n): (&UserId, usize)| {
                let name = words::name(rng);
                let created_at = until - rng.random_range(200 * DAY..300 * DAY);
                let (name_folded, password_hash) = (name.to_lowercase(), password_hash.clone());
                UserRow { id, name, name_folded, email: email(n), password_hash, created_at }
            };
            let rows: Vec<_> = chunk.iter().zip(first..).map(&mut row).collect();
            made += store::users(&mut tx, &rows).await?;
        }
        if i64::try_from(made) != Ok(number(count)) {
            return Err(Error::Conflict(
                format!(
                    "nothing was made: some of {} to {} are here already; a big data set needs a fresh database",
                    email(1),
                    email(count)
                )
                .into(),
            ));
        }
        tx.commit().await?;
        Ok(people)
    }

    fn stories(&mut self, sketches: &[Sketch], people: &[UserId], until: i64) -> Vec<Story> {
        let stories: Vec<_> = sketches
            .iter()
            .map(|sketch| Story::draw(sketch, people, until, (&mut self.rng, &mut self.ids)))
            .collect();
        self.made.of_first += stories.iter().filter(|story| story.has(people[0])).count();
        stories
    }

    /// These conversations, whole, in one transaction.
    async fn write(&mut self, stories: &[Story]) -> Result<()> {
        let mut tx = self.app.store.begin().await?;
        for some in stories.chunks(STATEMENT) {
            let rows: Vec<_> = some.iter().map(Story::grown).collect();
            store::conversations(&mut tx, &rows).await?;
        }
        let members: Vec<_> = stories.iter().flat_map(|story| story.members(&mut self.rng)).collect();
        self.made.members += members.len();
        for rows in members.chunks(STATEMENT) {
            store::members(&mut tx, rows).await?;
        }
        let mut rows = Vec::with_capacity(STATEMENT);
        for story in stories {
            for i in 0..story.messages() {
                rows.push(story.message(i, &mut self.rng, &mut self.ids));
                if rows.len() == STATEMENT {
                    store::messages(&mut tx, &rows).await?;
                    rows.clear();
                }
            }
        }
        if !rows.is_empty() {
            store::messages(&mut tx, &rows).await?;
        }
        tx.commit().await
    }
}

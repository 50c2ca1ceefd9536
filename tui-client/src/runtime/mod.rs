//! The only loop: what happens goes into the update, its effects go out into the world, and what changed is drawn, at most
//! sixty times a second. Nothing wakes it when nothing happens and nothing is due.

mod accounts;
mod configure;
mod disk;
mod editing;
mod grant;
mod keyboard;
mod keys;
mod line;
mod lock;
mod noting;
mod others;
mod signals;
mod wakes;

use std::{
    future::{pending, ready},
    io,
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use protocol::{ConversationId, Timestamp};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    time::{Instant, sleep_until},
};

use self::{
    accounts::Wanted,
    configure::Watched,
    disk::begin,
    keyboard::Keyboard,
    keys::Keys,
    line::Line,
    others::Others,
    signals::{Order, Signals},
    wakes::Wakes,
};
use crate::{
    cache::Memory,
    config::{self, Config},
    desk::Desk,
    message::{Cached, Event, LockNews},
    model::{Editor, Model, SignIn, Tour},
    net::{Start, settled},
    session::{Bolt, Store},
    terminal::{Bears, Guard, Screen},
    view::view,
};

/// The shortest time between two frames that no key asked for.
const FRAME: Duration = Duration::from_millis(16);

/// Runs the client until the user or a signal stops it. The exit code is that of the signal.
pub fn run(config: Config) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let code = runtime.block_on(live(config));
    // A name that is still being looked up must not hold the shell back.
    runtime.shutdown_background();
    code
}

async fn live(config: Config) -> anyhow::Result<ExitCode> {
    let Config { settings, desk, account, password, store, demo, source, editor, .. } = config;
    let mut form = SignIn::with(&account.server, &account.email);
    let password =
        password.filter(|_| !store.has_session(&account)).map(|password| password.get()).transpose()?;
    form.password = Editor::with(password.as_deref().unwrap_or_default());
    let (tell, cached) = mpsc::unbounded_channel();
    // The other end lives as long as the client.
    let mut memory = Memory::new(move |news| drop(tell.send(news)));
    let (start, known, cache) = match (demo, password) {
        (true, _) => (Start::Wait, Vec::new(), None),
        (false, password) => begin(account, password, &store, &mut memory, &settings)?,
    };
    form.busy = demo || !matches!(start, Start::Wait);
    let guard = Guard::take(settings.mouse)?;
    let screen = guard.screen()?;
    let mut model = Model::new(settings, form, screen.size()?.into());
    model.bottom.tour = demo.then(Tour::new);
    let line = if demo { Line::demo(model.settings.lang) } else { Line::begin(store.clone(), start) };
    let mut client = Client {
        model,
        desk,
        guard,
        screen,
        keys: Keys::default(),
        line,
        others: Others::default(),
        store: Some(store).filter(|_| !demo),
        wanted: None,
        bolt: None,
        lock_news: mpsc::unbounded_channel(),
        memory,
        cached,
        recalls: 0,
        file: Watched::new(source),
        editor,
        outside: None,
        #[cfg(debug_assertions)]
        fault: crate::config::Fault::wanted(),
        title: None,
        drawn: None,
        dirty: true,
    };
    noting::begins();
    let end = client.run(known, cache).await;
    noting::ended(end.as_ref().err());
    client.end().await;
    end
}

struct Client {
    model: Model,
    desk: Desk,
    guard: Guard,
    screen: Screen,
    keys: Keys,
    line: Line,
    /// The accounts that are not shown.
    others: Others,
    /// Where accounts are kept; none in the demo.
    store: Option<Store>,
    /// Where to go when there is time for it.
    wanted: Option<Wanted>,
    /// The lock of the account that is open, and what becomes of it.
    bolt: Option<Bolt>,
    lock_news: (UnboundedSender<LockNews>, UnboundedReceiver<LockNews>),
    memory: Memory,
    cached: UnboundedReceiver<Cached>,
    /// Pages that the cache has been asked for.
    recalls: usize,
    /// The file of settings.
    file: Watched,
    /// The user's editor.
    editor: String,
    /// What is to be written in it.
    outside: Option<(ConversationId, String)>,
    /// What a test has asked for.
    #[cfg(debug_assertions)]
    fault: Option<crate::config::Fault>,
    /// How the window is called now.
    title: Option<String>,
    drawn: Option<Instant>,
    dirty: bool,
}

/// What the loop goes on with.
enum Next {
    Again,
    Stop,
}

impl Client {
    async fn run(&mut self, known: Vec<Event>, cache: Option<PathBuf>) -> anyhow::Result<ExitCode> {
        let mut keyboard = Keyboard::new()?;
        let (mut signals, mut wakes) = (Signals::new()?, Wakes::new());
        // Before anything is on the screen, and without waiting for an answer.
        let bears = Bears { questions: config::bears_questions(), samples: config::draws_itself() };
        self.guard.ask(self.model.settings.look.follows(), bears, self.model.size)?;
        self.draw_first(known, cache).await?;
        self.begin_watching()?;
        self.watch_others()?;
        loop {
            let others_first = self.keys.let_others();
            let next = tokio::select! {
                biased;
                order = signals.next() => match order {
                    Order::End(code) => return Ok(ExitCode::from(code)),
                    Order::Stop => { self.suspend()?; Next::Again }
                    Order::GoOn => { self.resume()?; Next::Again }
                    Order::Resize => self.resized()?,
                },
                () = ready(()), if !others_first && self.keys.wait() => self.take_turn().await?,
                sent = keyboard.read(), if !others_first && !self.keys.wait() => self.keys.come(sent),
                () = at(self.keys.given_up_at()) => { self.keys.give_up(keyboard.has_more()); Next::Again }
                () = at(self.next_frame()) => { self.draw()?; Next::Again }
                () = at(self.next_deadline()) => self.step(Event::Due)?,
                () = wakes.next() => self.wakes_up()?,
                Some(cached) = self.cached.recv() => self.hear(cached)?,
                other = self.others.next() => self.hear_other(other)?,
                Some(()) = self.file.changes.recv() => self.reload()?,
                Some(news) = self.lock_news.1.recv() => self.step(Event::Lock(news))?,
                told = self.line.news.recv() => match told {
                    Some(told) => self.learn(told)?,
                    None => anyhow::bail!("the connection's task has ended"),
                },
                () = ready(()), if others_first => Next::Again,
            };
            if matches!(next, Next::Stop) {
                return Ok(ExitCode::SUCCESS);
            }
            if let Some(wanted) = self.wanted.take() {
                self.use_account(wanted).await?;
            }
            if let Some(wish) = self.outside.take() {
                // Whoever reads the keys must not take them from the editor.
                drop(keyboard);
                if let Some(code) = self.edit_outside(wish, &mut signals).await? {
                    return Ok(code);
                }
                keyboard = Keyboard::new()?;
            }
        }
    }

    /// The terminal is given back before the last wishes go out, and no session that is being renewed is left half done.
    async fn end(mut self) {
        self.leave();
        let Self { line, others, store, guard, screen, .. } = self;
        drop((guard, screen, others));
        line.end(false).await;
        if let Some(store) = store {
            settled(&store).await;
        }
    }

    /// The process was stopped and goes on: the terminal may be of another size and with anything on it.
    fn resume(&mut self) -> anyhow::Result<()> {
        self.guard.resume()?;
        self.keys.begin_again();
        // Its colours may have changed while nobody was told.
        if self.model.settings.look.follows() {
            self.guard.ask_background()?;
        }
        self.title = None;
        self.resized()?;
        self.screen.clear()?;
        self.draw()?;
        Ok(())
    }

    /// The computer has slept: the server has given up on whoever was silent for long, and what was due meanwhile is due now.
    fn wakes_up(&mut self) -> anyhow::Result<Next> {
        self.reconnect();
        self.step(Event::Due)
    }

    fn resized(&mut self) -> anyhow::Result<Next> {
        let size = self.screen.size()?;
        self.step(Event::Resize(size.width, size.height))
    }

    fn draw(&mut self) -> io::Result<()> {
        self.screen.draw(|frame| view(&self.model, frame))?;
        self.call_window()?;
        self.dirty = false;
        self.drawn = Some(Instant::now());
        Ok(())
    }

    fn next_frame(&self) -> Option<Instant> {
        self.dirty.then(|| self.drawn.map_or_else(Instant::now, |drawn| drawn + FRAME))
    }

    fn next_deadline(&self) -> Option<Instant> {
        let millis = self.model.deadline()?.millis().saturating_sub(now().millis());
        // Never sooner than a frame: a deadline that does not go away must not burn the processor.
        let wait = Duration::from_millis(u64::try_from(millis).unwrap_or(0)).max(FRAME);
        Some(Instant::now() + wait)
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
}

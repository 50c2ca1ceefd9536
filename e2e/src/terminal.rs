//! The terminal client as a person has it: the real program in a pseudo-terminal, whose screen can be looked at.

use std::{
    io::Write,
    num::NonZero,
    sync::{Arc, Condvar, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::{
    PATIENCE,
    programs::{program, signal},
    screen::{Screen, watch},
};

/// What a person does in a shell: starts the client and, when that has been stopped, brings it back with a line.
const SHELL: &str =
    "\"$0\" \"$@\"; code=$?; case $code in 14[7-9]|150) read _; fg; code=$?;; esac; exit $code";

const SIZE: PtySize = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };

/// A running terminal client. It is killed with this value.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    input: Arc<Mutex<Box<dyn Write + Send>>>,
    screen: Arc<(Mutex<Screen>, Condvar)>,
    /// A shell has started the client.
    in_shell: bool,
    /// How long it waits for what is expected.
    pub patience: Duration,
    // Kept open: closing it hangs the program up.
    master: Box<dyn MasterPty + Send>,
    _home: Arc<TempDir>,
}

impl Terminal {
    /// Starts `messenger` with these arguments, in a home of its own.
    pub fn starts(args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::starts_at_home(&Arc::new(TempDir::new().unwrap()), args, env)
    }

    /// Starts `messenger` where an earlier one has left its files.
    pub fn starts_at_home(home: &Arc<TempDir>, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::starts_in((SIZE.cols, SIZE.rows), home, args, env)
    }

    /// The same in a window of so many columns and rows.
    pub fn starts_in(size: (u16, u16), home: &Arc<TempDir>, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::spawns(CommandBuilder::new(program("messenger")), size, home, args, env)
    }

    /// Starts `messenger` from a shell, which can stop it and let it go on.
    pub fn starts_in_shell(args: &[&str], env: &[(&str, &str)]) -> Self {
        let mut shell = CommandBuilder::new("/bin/sh");
        shell.args(["-m", "-c", SHELL]);
        shell.arg(program("messenger"));
        let home = Arc::new(TempDir::new().unwrap());
        let mut terminal = Self::spawns(shell, (SIZE.cols, SIZE.rows), &home, args, env);
        terminal.in_shell = true;
        terminal
    }

    fn spawns(
        mut command: CommandBuilder,
        (cols, rows): (u16, u16),
        home: &Arc<TempDir>,
        args: &[&str],
        env: &[(&str, &str)],
    ) -> Self {
        let size = PtySize { rows, cols, ..SIZE };
        let pty = native_pty_system().openpty(size).unwrap();
        command.args(args);
        command.env_clear();
        command.cwd(home.path());
        let path = home.path().to_str().unwrap();
        for (key, value) in
            [("HOME", path), ("TERM", "xterm-256color"), ("LANG", "en_US.UTF-8")].iter().chain(env)
        {
            command.env(key, value);
        }
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let [rows, cols] =
            [size.rows, size.cols].map(|size| NonZero::new(size).expect("a screen has a size"));
        let parser = vt100::Parser::new(rows, cols, 0);
        let screen =
            Arc::new((Mutex::new(Screen { parser, bytes: Vec::new(), ended: false }), Condvar::new()));
        let output = pty.master.try_clone_reader().unwrap();
        watch(output, Arc::clone(&screen));
        let input = Arc::new(Mutex::new(pty.master.take_writer().unwrap()));
        let (in_shell, patience) = (false, PATIENCE);
        Self { child, input, screen, in_shell, patience, master: pty.master, _home: Arc::clone(home) }
    }

    /// Presses keys, as the bytes that a terminal sends for them.
    pub fn presses(&mut self, keys: &str) -> &mut Self {
        let mut input = self.input.lock().unwrap();
        input.write_all(keys.as_bytes()).unwrap();
        input.flush().unwrap();
        drop(input);
        self
    }

    /// Presses more keys than the terminal holds, as fast as the program takes them; keys that are pressed later come after them.
    pub fn is_flooded(&mut self, keys: String) -> &mut Self {
        let input = Arc::clone(&self.input);
        let (begins, begun) = mpsc::channel();
        thread::spawn(move || {
            let mut input = input.lock().unwrap();
            begins.send(()).unwrap();
            // The program may end before it has taken them all.
            let _ = input.write_all(keys.as_bytes()).and_then(|()| input.flush());
        });
        begun.recv().unwrap();
        self
    }

    /// Types a line and, once it is on the screen, presses Enter: all of it at once would be a paste, which sends nothing.
    pub fn enters(&mut self, line: &str) -> &mut Self {
        let hidden = "•".repeat(line.chars().count());
        let last = line.split_whitespace().next_back().unwrap_or_default();
        self.presses(line);
        self.waits_for(&format!("“{line}”"), |screen| screen.contains(last) || screen.contains(&hidden));
        self.presses("\r")
    }

    /// Waits until this stands on the screen.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.waits_for(&format!("“{text}”"), |screen| screen.contains(text));
        self
    }

    /// Waits until this is on the screen no more.
    pub fn sees_no_more(&mut self, text: &str) -> &mut Self {
        self.waits_for(&format!("no “{text}”"), |screen| !screen.contains(text));
        self
    }

    /// Waits until one line of the screen contains all of these.
    pub fn sees_in_one_line(&mut self, parts: &[&str]) -> &mut Self {
        let together = |line: &str| parts.iter().all(|part| line.contains(part));
        self.waits_for(&format!("{parts:?} in one line"), |screen| screen.lines().any(together));
        self
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.screen.0.lock().unwrap().parser.screen().contents()
    }

    /// What is on the screen, as an SVG.
    pub fn picture(&self) -> String {
        crate::picture::svg(self.screen.0.lock().unwrap().parser.screen())
    }

    /// Sends a signal.
    pub fn is_signalled(&self, number: i32) {
        signal(self.process(), number);
    }

    /// Waits until it has been stopped, as Ctrl+Z does.
    pub fn is_stopped(&self) {
        let status = format!("/proc/{}/stat", self.process());
        let deadline = Instant::now() + self.patience;
        let stopped = || std::fs::read_to_string(&status).is_ok_and(|status| status.contains(") T "));
        while !stopped() {
            assert!(Instant::now() < deadline, "it does not stop:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Lets the shell go on with it, as `fg` does.
    pub fn is_continued(&mut self) {
        self.presses("\n");
    }

    /// Waits until it has written this to the terminal.
    pub fn writes(&self, wanted: &str) {
        self.writes_after(0, wanted);
    }

    /// The same, after so many bytes.
    pub fn writes_after(&self, from: usize, wanted: &str) {
        let (lock, changed) = &*self.screen;
        let written = |screen: &Screen| String::from_utf8_lossy(&screen.bytes[from..]).contains(wanted);
        let waiting = |screen: &mut Screen| !screen.ended && !written(screen);
        let (screen, _) = changed.wait_timeout_while(lock.lock().unwrap(), self.patience, waiting).unwrap();
        let found = written(&screen);
        drop(screen);
        assert!(found, "{wanted:?} is not written; the screen:\n{}", self.screen());
    }

    /// The terminal has another size from now on.
    pub fn is_resized(&self, cols: u16, rows: u16) {
        let [height, width] = [rows, cols].map(|size| NonZero::new(size).expect("a screen has a size"));
        self.screen.0.lock().unwrap().parser.screen_mut().set_size(height, width);
        self.master.resize(PtySize { rows, cols, ..SIZE }).unwrap();
    }

    /// Kills it as a power cut would.
    pub fn is_killed(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        let child = self.child.process_id().expect("it runs");
        if !self.in_shell {
            return child;
        }
        let children = std::fs::read_to_string(format!("/proc/{child}/task/{child}/children")).unwrap();
        children.split_whitespace().next().expect("the shell has started it").parse().unwrap()
    }

    /// Waits until it has ended; its exit code.
    pub fn ends(&mut self) -> u32 {
        let deadline = Instant::now() + self.patience;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal is as it was: the ordinary screen, the cursor shown, no mouse, no bracketed paste.
    pub fn is_left_clean(&self) {
        let (lock, changed) = &*self.screen;
        let on = |screen: &mut Screen| screen.parser.screen().alternate_screen();
        let (screen, _) = changed.wait_timeout_while(lock.lock().unwrap(), self.patience, on).unwrap();
        let terminal = screen.parser.screen();
        assert!(!terminal.alternate_screen(), "it left the alternate screen on");
        assert!(!terminal.hide_cursor(), "it left the cursor hidden");
        assert!(!terminal.bracketed_paste(), "it left bracketed paste on");
        assert_eq!(terminal.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "it left the mouse on");
        let written = String::from_utf8_lossy(&screen.bytes);
        for mode in ["2027", "2031"] {
            let [on, off] = ["h", "l"].map(|end| written.rfind(&format!("\x1b[?{mode}{end}")));
            assert!(on <= off, "it left mode {mode} on");
        }
    }

    /// Everything that the program has written to the terminal.
    pub fn bytes(&self) -> Vec<u8> {
        self.screen.0.lock().unwrap().bytes.clone()
    }

    /// Waits until this has stood on the screen after so many bytes, however shortly; the screens before that, oldest first.
    pub fn screens_until(&self, from: usize, text: &str) -> Vec<String> {
        let (lock, changed) = &*self.screen;
        let there = |screen: &Screen| screen.shown_after(from).iter().position(|shown| shown.contains(text));
        let waiting = |screen: &mut Screen| !screen.ended && there(screen).is_none();
        let (screen, _) = changed.wait_timeout_while(lock.lock().unwrap(), self.patience, waiting).unwrap();
        let (found, mut shown) = (there(&screen), screen.shown_after(from));
        drop(screen);
        shown.truncate(found.unwrap_or_else(|| panic!("“{text}” did not come; the screens:\n{shown:#?}")));
        shown
    }

    fn waits_for(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let (lock, changed) = &*self.screen;
        let waiting = |screen: &mut Screen| !screen.ended && !holds(&screen.parser.screen().contents());
        let (screen, _) = changed.wait_timeout_while(lock.lock().unwrap(), self.patience, waiting).unwrap();
        let contents = screen.parser.screen().contents();
        drop(screen);
        assert!(holds(&contents), "{what} does not come; the screen:\n{contents}");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

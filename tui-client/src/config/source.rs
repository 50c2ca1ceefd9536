//! Where the settings come from, so that they can be read again: flags and the environment before the file before what holds
//! without.

use std::{
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use jiff::tz::TimeZone;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{Args, desk, file, locale, look};
use crate::{
    desk::Desk,
    keymap::{Keymap, Profile},
    log::Level,
    model::{Preferences, Setting, Settings},
    words::{Lang, Word},
};

/// After a change of the file it is read when whoever writes it may have ended.
const SETTLES: Duration = Duration::from_millis(100);

/// The sources of the settings.
pub struct Source {
    pub(super) args: Args,
    /// The file.
    pub(super) path: PathBuf,
    /// The folder of themes.
    pub(super) themes: PathBuf,
}

/// Tells of changes of the file for as long as it lives.
pub struct Watch(#[expect(dead_code, reason = "it is there to live")] RecommendedWatcher);

impl Source {
    /// What holds now. What is wrong in the file is among it, and stays as it was held; the rest of the file holds.
    pub fn settings(&self, held: &Preferences) -> Settings {
        let name = self.path.display().to_string();
        let read = fs::read_to_string(&self.path);
        let unread = read.as_ref().err().filter(|error| error.kind() != io::ErrorKind::NotFound);
        let text = if unread.is_some() { None } else { Some(read.as_deref().unwrap_or_default()) };
        // What is wrong is said in the language that the file itself may choose.
        let lang = lang(&self.preferences(text, Lang::En, held).0);
        let (preferences, wrong) = self.preferences(text, lang, held);
        let mut problems: Vec<String> =
            unread.iter().map(|error| lang.fill(Word::FileUnreadable, &[&name, error])).collect();
        let at = |line: usize, what: &str| format!("{name}:{line}: {what}");
        problems.extend(wrong.iter().map(|problem| at(problem.line, &problem.text)));
        let keymap = Keymap::of(Profile::named(preferences.get(Setting::Profile)));
        let (keymap, troubles) = keymap.with(&preferences.keys);
        problems.extend(troubles.iter().map(|trouble| at(trouble.line, &trouble.mistake.say(lang))));
        let look = self.look(preferences.get(Setting::Theme)).or_else(|error| {
            problems.push(format!("{name}: {error}"));
            self.look(Setting::Theme.choices()[0])
        });
        Settings {
            lang,
            look: look.unwrap_or_else(|_| crate::theme::Look::fixed(crate::theme::Theme::mono())),
            mouse: preferences.get(Setting::Mouse) == "on",
            notices: preferences.notices(),
            zone: TimeZone::system(),
            keymap,
            preferences,
            forced: self.args.given().into_iter().map(|(setting, _, by)| (setting, by)).collect(),
            problems,
            file: name,
        }
    }

    /// What the text of the file says, but where it does not decide.
    fn preferences(
        &self,
        text: Option<&str>,
        lang: Lang,
        held: &Preferences,
    ) -> (Preferences, Vec<file::Problem>) {
        let said = text.map(|text| file::read(text, lang, held));
        let (mut preferences, problems) = said.unwrap_or_else(|| (held.clone().careful(held), Vec::new()));
        for (setting, value, _) in self.args.given() {
            preferences.put(setting, value);
        }
        (preferences, problems)
    }

    /// How much is to be written down.
    pub fn log_level(&self, settings: &Settings) -> Level {
        Level::named(settings.preferences.get(Setting::Log)).unwrap_or(Level::Warn)
    }

    /// How to tell of something new, and what else the desktop can do.
    pub fn desk(&self, settings: &Settings) -> Desk {
        desk::desk(&settings.preferences)
    }

    /// Writes one setting into the file; in words what went wrong.
    pub fn save(&self, setting: Setting, chosen: &str, lang: Lang) -> Result<(), String> {
        let failed = |error: io::Error| lang.fill(Word::FileUnwritten, &[&self.path.display(), &error]);
        file::write(&self.path, setting, chosen, lang).map_err(failed)
    }

    /// Tells whenever the file may have changed; nothing when it cannot be watched, as its folder is not there yet.
    pub fn watch(&self, changed: impl Fn() + Send + 'static) -> Option<Watch> {
        // Reading it is no change: whoever hears of one reads it.
        let told = move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access()) {
                // Many programs take the file away, or empty it, before they write it.
                thread::sleep(SETTLES);
                changed();
            }
        };
        let mut watcher = notify::recommended_watcher(told).ok()?;
        // The folder, since many programs write another file and give it the name.
        watcher
            .watch(self.path.parent().unwrap_or_else(|| Path::new(".")), RecursiveMode::NonRecursive)
            .ok()?;
        Some(Watch(watcher))
    }

    pub(super) fn look(&self, theme: &str) -> anyhow::Result<crate::theme::Look> {
        look::look(theme, &self.themes, self.args.colourless())
    }
}

fn lang(preferences: &Preferences) -> Lang {
    match preferences.get(Setting::Language) {
        "en" => Lang::En,
        "ru" => Lang::Ru,
        _ => Lang::of_locale(&locale()),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        args: Args,
    }

    fn source(folder: &Path, text: &str, flags: &[&str]) -> Source {
        let path = folder.join("config.toml");
        fs::write(&path, text).unwrap();
        let args = Flags::parse_from(["messenger"].iter().chain(flags)).args;
        Source { args, path, themes: folder.join("themes") }
    }

    #[test]
    fn flags_go_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let text =
            "language = \"ru\"\nmouse = \"off\"\nprofile = \"vim\"\n[keys.main]\n\"F6\" = \"next-unread\"\n";
        let settings = source(folder.path(), text, &[]).settings(&Preferences::default());
        assert_eq!((settings.lang, settings.mouse, settings.problems.len()), (Lang::Ru, false, 0));
        assert_eq!(settings.keymap.key_of(crate::keymap::Action::NextUnread), "F6");
        assert_eq!(
            source(folder.path(), text, &["--lang", "en"]).settings(&Preferences::default()).lang,
            Lang::En
        );
    }

    #[test]
    fn what_flags_have_set_is_what_holds_and_is_known_to_be_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let text = "notify = \"desktop\"\npreviews = \"on\"\nquiet_hours = \"12:00-13:00\"\nnotify_command = \"true\"\n";
        let settings = source(folder.path(), text, &[]).settings(&Preferences::default());
        let desk = desk::desk(&settings.preferences);
        assert_eq!((desk.bell, desk.desktop, desk.command.as_deref()), (false, true, Some("true")));
        assert_eq!((settings.notices.previews, settings.notices.quiet.map(|q| q.from)), (true, Some(720)));
        assert!(!settings.forced.contains_key(&Setting::Notify));

        let flags = [
            ["--notify", "bell,off"],
            ["--quiet-hours", "off"],
            ["--notify-command", "false"],
            ["--log", "info"],
        ];
        let flags: Vec<&str> =
            flags.iter().flatten().copied().chain(["--no-previews", "--no-mouse"]).collect();
        let source = source(folder.path(), text, &flags);
        let settings = source.settings(&Preferences::default());
        let desk = source.desk(&settings);
        assert_eq!((desk.bell, desk.desktop, desk.command), (false, false, None));
        assert_eq!(settings.preferences.get(Setting::NotifyCommand), "false");
        assert_eq!((settings.notices.previews, settings.notices.quiet, settings.mouse), (false, None, false));
        assert_eq!(source.log_level(&settings), Level::Info);
        let forced: Vec<Setting> =
            settings.forced.into_keys().filter(|setting| *setting != Setting::Theme).collect();
        let expected = [
            Setting::Mouse,
            Setting::Notify,
            Setting::NotifyCommand,
            Setting::Previews,
            Setting::QuietHours,
            Setting::Log,
        ];
        assert_eq!(forced, expected);
    }

    #[test]
    fn what_is_wrong_is_said_in_the_language_of_the_file_and_the_rest_holds() {
        let folder = tempfile::tempdir().unwrap();
        let text = "language = \"ru\"\ntheme = \"none of mine\"\n[keys.chat]\n\"F6\" = \"sned\"\nmouse = 1\n";
        let settings = source(folder.path(), text, &[]).settings(&Preferences::default());
        let problems = settings.problems.join("\n");
        assert!(
            problems.contains("config.toml:4: «sned» — нет такого действия; может быть, «send»?"),
            "{problems}"
        );
        assert!(problems.contains("there is no theme"), "{problems}");
        assert_eq!(settings.lang, Lang::Ru);
    }

    #[test]
    fn a_slip_in_the_file_leaves_what_held() {
        let folder = tempfile::tempdir().unwrap();
        let careful = "previews = \"off\"\nlock_after = \"5\"\n[keys.main]\n\"F6\" = \"next-unread\"\n";
        let held = source(folder.path(), careful, &[]).settings(&Preferences::default()).preferences;
        for slip in
            ["previews = off\n", "previews = \"of\"\nlock_after = 5\n[keys.main]\n\"F6\" = \"next-unread\"\n"]
        {
            let settings = source(folder.path(), slip, &[]).settings(&held);
            assert!(!settings.problems.is_empty() && !settings.notices.previews, "{slip}");
            assert_eq!(settings.preferences, held, "{slip}");
        }
        fs::write(folder.path().join("config.toml"), [0xff]).unwrap();
        let path = folder.path().join("config.toml");
        let args = Flags::parse_from(["messenger"]).args;
        let settings = Source { args, path, themes: folder.path().join("themes") }.settings(&held);
        assert_eq!((settings.problems.len(), &settings.preferences), (1, &held));
        let misspelt = source(folder.path(), "preview = \"off\"\n", &[]).settings(&held);
        assert!(!misspelt.notices.previews && misspelt.preferences.lock_after() == held.lock_after());
        for slip in ["previews = off\n", "preview = \"off\"\n", "previews = false\n"] {
            let at_a_start = source(folder.path(), slip, &[]).settings(&Preferences::default());
            assert!(!at_a_start.notices.previews, "{slip}");
        }
        let emptied = source(folder.path(), "", &[]).settings(&held);
        assert!(emptied.notices.previews, "what is left out is not set any more");
    }
}

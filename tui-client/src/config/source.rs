//! Where the settings come from, so that they can be read again: flags and the environment before the file before what holds
//! without.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{Args, LangArg, file, locale, look, set};
use crate::{
    keymap::{Keymap, Profile},
    log::Level,
    model::{Preferences, Setting, Settings},
    words::{Lang, Word},
};

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
    /// What holds now. What is wrong in the file is among it; the rest of the file holds.
    pub fn settings(&self) -> Settings {
        let name = self.path.display().to_string();
        let mut problems = Vec::new();
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    problems.push(
                        self.lang(&Preferences::default()).fill(Word::FileUnreadable, &[&name, &error]),
                    );
                }
                String::new()
            }
        };
        let (preferences, _) = file::read(&text, Lang::En);
        let lang = self.lang(&preferences);
        // What is wrong is said in the language that the file itself may choose.
        let (preferences, wrong) = file::read(&text, lang);
        let at = |line: usize, what: &str| format!("{name}:{line}: {what}");
        problems.extend(wrong.iter().map(|problem| at(problem.line, &problem.text)));
        let keymap = Keymap::of(Profile::named(preferences.get(Setting::Profile)));
        let (keymap, troubles) = keymap.with(&preferences.keys);
        problems.extend(troubles.iter().map(|trouble| at(trouble.line, &trouble.mistake.say(lang))));
        let theme = self.args.theme.as_deref().unwrap_or_else(|| preferences.get(Setting::Theme));
        let look = self.look(theme).or_else(|error| {
            problems.push(format!("{name}: {error}"));
            self.look(Setting::Theme.choices()[0])
        });
        Settings {
            lang,
            look: look.unwrap_or_else(|_| crate::theme::Look::fixed(crate::theme::Theme::mono())),
            mouse: !self.args.no_mouse && preferences.get(Setting::Mouse) == "on",
            notices: self.args.desk.notices(),
            zone: TimeZone::system(),
            keymap,
            preferences,
            problems,
            file: name,
        }
    }

    /// How much is to be written down.
    pub fn log_level(&self, settings: &Settings) -> Level {
        self.args.log.level(&settings.preferences)
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
        look::look(theme, &self.themes, self.args.no_color || set("NO_COLOR"))
    }

    fn lang(&self, preferences: &Preferences) -> Lang {
        match (self.args.lang, preferences.get(Setting::Language)) {
            (Some(LangArg::En), _) | (None, "en") => Lang::En,
            (Some(LangArg::Ru), _) | (None, "ru") => Lang::Ru,
            (None, _) => Lang::of_locale(&locale()),
        }
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
        let settings = source(folder.path(), text, &[]).settings();
        assert_eq!((settings.lang, settings.mouse, settings.problems.len()), (Lang::Ru, false, 0));
        assert_eq!(settings.keymap.key_of(crate::keymap::Action::NextUnread), "F6");
        assert_eq!(source(folder.path(), text, &["--lang", "en"]).settings().lang, Lang::En);
    }

    #[test]
    fn what_is_wrong_is_said_in_the_language_of_the_file_and_the_rest_holds() {
        let folder = tempfile::tempdir().unwrap();
        let text = "language = \"ru\"\ntheme = \"none of mine\"\n[keys.chat]\n\"F6\" = \"sned\"\nmouse = 1\n";
        let settings = source(folder.path(), text, &[]).settings();
        let problems = settings.problems.join("\n");
        assert!(
            problems.contains("config.toml:4: «sned» — нет такого действия; может быть, «send»?"),
            "{problems}"
        );
        assert!(problems.contains("there is no theme"), "{problems}");
        assert_eq!(settings.lang, Lang::Ru);
    }
}

//! What flags and the environment set: for as long as the client runs the file does not decide it.

use super::{Args, set};
use crate::model::Setting;

/// A setting, its value, and the flag and the variable that give it.
pub(super) type Given = (Setting, String, &'static str);

/// A setting for which there may be a flag.
pub(super) fn given(setting: Setting, value: Option<String>, by: &'static str) -> Option<Given> {
    value.map(|value| (setting, value, by))
}

impl Args {
    /// All that is given; of two for one setting the later holds.
    pub(super) fn given(&self) -> Vec<Given> {
        let lang = self.lang.map(|lang| lang.name().to_owned());
        let mouse = self.no_mouse.then(|| "off".to_owned());
        let colourless = self.colourless().then(|| "mono".to_owned());
        let mut all = vec![
            given(Setting::Language, lang, "--lang (MESSENGER_LANG)"),
            given(Setting::Theme, self.theme.clone(), "--theme (MESSENGER_THEME)"),
            given(Setting::Theme, colourless, "--no-color (NO_COLOR)"),
            given(Setting::Mouse, mouse, "--no-mouse (MESSENGER_NO_MOUSE)"),
            given(
                Setting::Log,
                self.log.level().map(|level| level.name().to_owned()),
                "--log (MESSENGER_LOG)",
            ),
        ];
        all.extend(self.desk.given().into_iter().map(Some));
        all.into_iter().flatten().collect()
    }

    /// Nothing has a colour.
    pub(super) fn colourless(&self) -> bool {
        self.no_color || set("NO_COLOR")
    }
}

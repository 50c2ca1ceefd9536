//! The settings as flags of the command line, made from the same table.

use std::{collections::BTreeMap, path::PathBuf};

use clap::{Arg, ArgMatches, Command};

use super::setting::{SETTINGS, Setting};

/// What was said on the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The file to read.
    pub(super) file: Option<PathBuf>,
    pub(super) values: BTreeMap<&'static str, String>,
}

impl clap::FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<PathBuf>("config_file").cloned();
        for setting in flagged() {
            if let Some(value) = matches.get_one::<String>(setting.name) {
                self.values.insert(setting.name, value.clone());
            }
        }
        Ok(())
    }
}

impl clap::Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config_file")
            .long("config")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("Read settings from a TOML file");
        flagged().fold(command.arg(in_group(file)), |command, setting| {
            let help = if setting.default.is_empty() {
                setting.help.to_owned()
            } else {
                format!("{} [default: {}]", setting.help, setting.default)
            };
            let arg = Arg::new(setting.name).long(setting.flag()).help(help);
            let arg = if setting.shape.is_empty() {
                arg.num_args(0..=1).require_equals(true).default_missing_value("on").value_name("on|off")
            } else {
                arg.value_name(setting.shape)
            };
            command.arg(in_group(arg))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// A command line is there for all to see: keys are not said on it.
fn flagged() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(|setting| !["secret", "metrics_token"].contains(&setting.name))
}

fn in_group(arg: Arg) -> Arg {
    arg.global(true).help_heading("Settings (also in the file, and as MESSENGER_… in the environment)")
}

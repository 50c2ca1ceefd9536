//! Where a password comes from, when it is not typed.

use std::process::Stdio;

use crate::outside::program;

/// A password that somebody has at hand. Has no `Debug`.
#[derive(Clone)]
pub enum Password {
    /// As the environment has it.
    Given(String),
    /// The first line that this command prints.
    ToldBy(String),
}

impl Password {
    /// The password; the command is run now.
    pub fn get(&self) -> anyhow::Result<String> {
        match self {
            Self::Given(password) => Ok(password.clone()),
            Self::ToldBy(command) => told_by(command),
        }
    }
}

fn told_by(command: &str) -> anyhow::Result<String> {
    // It may have to ask the person.
    let told =
        program("sh").args(["-c", command]).stdin(Stdio::inherit()).stderr(Stdio::inherit()).output()?;
    anyhow::ensure!(told.status.success(), "the password command failed: {}", told.status);
    let told = String::from_utf8(told.stdout)
        .map_err(|_| anyhow::anyhow!("the password command printed no text"))?;
    let first = told.lines().next().unwrap_or_default();
    anyhow::ensure!(!first.is_empty(), "the password command printed nothing");
    Ok(first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_tells_it_in_its_first_line() {
        let told = |command: &str| Password::ToldBy(command.to_owned()).get();
        assert_eq!(told("printf 'se cret\\nuser: anna\\n'").unwrap(), "se cret");
        assert!(told("exit 3").unwrap_err().to_string().contains('3'));
        assert!(told("true").is_err());
    }
}

//! Programs that do something for the client: without its terminal, and not for long.

use std::{process::Stdio, time::Duration};

use tokio::{io::AsyncWriteExt, process::Command, time::timeout};

use crate::outside;

/// A program that has not ended by then is ended.
const WITHIN: Duration = Duration::from_secs(5);

/// Runs a program in the background. That it is missing or fails is nobody's business.
pub(super) fn run(words: &[&str], input: Option<&str>, variables: &[(&str, &str)]) {
    let Some((name, arguments)) = words.split_first() else { return };
    let mut command = Command::from(outside::program(name));
    command.args(arguments).envs(variables.iter().copied()).kill_on_drop(true);
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let input = input.map(|text| text.as_bytes().to_vec());
    tokio::spawn(async move {
        let Ok(mut child) = command.spawn() else { return };
        let work = async {
            if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
                let _ = pipe.write_all(&input).await;
            }
            let _ = child.wait().await;
        };
        let _ = timeout(WITHIN, work).await;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_gives_the_program_its_input_and_variables_and_waits_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("said");
        run(&["no such program"], None, &[]);
        run(&["sleep", "60"], None, &[]);
        let script = format!("(cat; echo $WHO) > {0}.part && mv {0}.part {0}", file.display());
        run(&["sh", "-c", &script], Some("привет "), &[("WHO", "$(Борис)")]);
        assert!(!file.exists(), "nothing has run before anybody waits here");
        let written = async {
            while !file.exists() {
                tokio::task::yield_now().await;
            }
        };
        timeout(4 * WITHIN, written).await.unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), "привет $(Борис)\n");
    }
}

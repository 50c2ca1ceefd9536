//! Keys that came at once. Where a message is written, letters with a line end among them are a paste: they never send.

use super::{complete, keys, paste};
use crate::{
    effect::Effect,
    keymap::{Context, Key},
    model::Model,
};

/// More letters than this at once, and a line end with them, are a paste: nobody types like that.
const BURST: usize = 4;

/// Does what they say. In a flood all that is written is a paste wherever one is, be it a single letter: it is the rest of what came
/// before, and where nothing is written it is nothing. It never commands and never answers.
pub(super) fn burst(model: &mut Model, all: &[Key], flood: bool) -> Vec<Effect> {
    let runs = all.chunk_by(|a, b| a.pastes().is_some() == b.pastes().is_some());
    let mut effects = Vec::new();
    for run in runs {
        match run.first().and_then(|key| key.pastes()) {
            Some(_) if flood => effects.extend(paste::paste(model, &text(run))),
            Some(_) => effects.extend(written(model, run)),
            None => effects.extend(run.iter().flat_map(|key| keys::press(model, *key))),
        }
    }
    effects
}

/// Letters, and ends of lines.
fn written(model: &mut Model, mut run: &[Key]) -> Vec<Effect> {
    let mut effects = Vec::new();
    while let Some((key, rest)) = run.split_first() {
        let context = model.context();
        let begins = model.prefix.is_empty();
        let writing = begins && matches!(context, Context::Chat | Context::Complete);
        if writing && run.len() > BURST && run.iter().any(|key| key.pastes() == Some('\n')) {
            effects.extend(paste::paste(model, &text(run)));
            break;
        }
        let letters = if begins && context.writes() { letters(model, context, run) } else { 0 };
        if letters > BURST {
            // As if they were pressed one after the other, but the work is done once.
            effects.extend(keys::write(model, context, &text(&run[..letters])));
            complete::refresh(model);
            run = &run[letters..];
        } else {
            effects.extend(keys::press(model, *key));
            run = rest;
        }
    }
    effects
}

/// How many of them, from the first one on, mean only what they write.
fn letters(model: &Model, context: Context, run: &[Key]) -> usize {
    let bound = model.settings.keymap.letters(context);
    run.iter().take_while(|key| key.writes().is_some_and(|c| !bound.contains(&c))).count()
}

fn text(run: &[Key]) -> String {
    run.iter().filter_map(|key| key.pastes()).collect()
}

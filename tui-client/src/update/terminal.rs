//! What the terminal tells of itself: its size, whether it has the keyboard, how it looks and how it counts.

use super::timeline;
use crate::{
    effect::Effect,
    message::{Clusters, Event},
    model::Model,
};

pub(super) fn told(model: &mut Model, event: &Event) -> Vec<Effect> {
    match *event {
        Event::Resize(columns, rows) => timeline::resize(model, (columns, rows)),
        Event::Focus(focused) => {
            model.focused = focused;
            // Whoever comes back may have changed to the night's colours meanwhile.
            if focused && model.settings.look.follows() {
                return vec![Effect::AskBackground];
            }
        }
        Event::Background(background) => model.terminal.background = Some(background),
        Event::Clusters(clusters) => {
            model.terminal.clusters = clusters;
            if clusters == Clusters::Offered {
                return vec![Effect::UseClusters];
            }
        }
        Event::Drawn(kind, columns) => {
            let before = model.drawn();
            model.terminal.has_drawn(kind, columns);
            // What was drawn wider than it was thought to be has pushed the rest of its row away.
            if !before.is_within(model.drawn()) {
                return vec![Effect::Redraw];
            }
        }
        _ => {}
    }
    Vec::new()
}

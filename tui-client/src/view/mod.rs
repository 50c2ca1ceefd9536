//! Draws the model. Decides nothing and changes nothing: what stands where comes from `layout`, what is to be seen from the
//! model.

mod accounts;
mod canvas;
mod chats;
mod composer;
mod footer;
mod input;
mod lock;
mod members;
mod menu;
mod overlay;
mod palette;
mod question;
mod search;
mod settings;
mod sign_in;
mod status;
mod theme;
mod timeline;
mod tour;
mod which_key;

use ratatui::Frame;

pub use self::status::title;
use self::{canvas::Canvas, theme::Theme};
use crate::{
    keymap::Context,
    layout::{Areas, areas},
    model::Model,
};

/// Draws one frame.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let mut canvas = Canvas::new(frame, Theme::new(model.settings.look.on(model.terminal.background)));
    let areas = areas(model);
    match &model.lock.shut {
        Some(shut) => lock::draw(model, shut, &mut canvas),
        None => draw(model, &mut canvas, &areas),
    }
    footer::draw(model, &mut canvas, areas.footer);
    canvas.be_safe(model.drawn());
}

fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, areas: &Areas) {
    status::top(model, canvas, areas.status);
    if let Some(form) = &model.sign_in {
        sign_in::draw(model, form, canvas);
    } else {
        if let Some(area) = areas.list {
            chats::draw(model, canvas, area);
        }
        if let Some(chat) = areas.chat {
            timeline::draw(model, canvas, chat);
            composer::draw(model, canvas, chat);
            if let Some(completion) =
                model.completion.as_ref().filter(|_| model.context() == Context::Complete)
            {
                palette::draw_completion(canvas, chat.writing(), completion);
            }
        }
    }
    if let Some(overlay) = &model.overlay {
        overlay::draw(model, overlay, canvas);
    }
    if !model.prefix.is_empty() {
        which_key::draw(model, canvas);
    }
}

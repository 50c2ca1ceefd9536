//! A terminal's screen as an SVG, for the README: what stands there, in its colours.

use std::fmt::Write;

use vt100::{Cell, Color};

const CELL: (u16, u16) = (9, 19);
const BACKGROUND: &str = "#17212b";
const FOREGROUND: &str = "#e6e9ec";
/// The sixteen colours of the terminal's palette.
const PALETTE: [&str; 16] = [
    "#0e1621", "#e0565b", "#7ccf7c", "#d9b45b", "#5ea9e6", "#b58be0", "#5fc9c9", "#c8ced6", "#6b7a8a",
    "#ff7b80", "#9be69b", "#f0d080", "#86c5ff", "#d0aef2", "#86e3e3", "#ffffff",
];

/// The screen, cell by cell.
pub(crate) fn svg(screen: &vt100::Screen) -> String {
    let (rows, cols) = screen.size();
    let (rows, cols) = (rows.get(), cols.get());
    let (width, height) = (cols * CELL.0 + 16, rows * CELL.1 + 16);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for row in 0..rows {
        for col in 0..cols {
            if let Some(cell) = screen.cell(row, col) {
                draw(&mut out, cell, (row, col));
            }
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn draw(out: &mut String, cell: &Cell, (row, col): (u16, u16)) {
    let (x, y) = (col * CELL.0 + 8, row * CELL.1 + 8);
    let (mut ink, mut paper) = (colour(cell.fgcolor(), FOREGROUND), colour(cell.bgcolor(), BACKGROUND));
    if cell.inverse() {
        std::mem::swap(&mut ink, &mut paper);
    }
    if paper != BACKGROUND {
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.0, CELL.1
        );
    }
    let text = cell.contents();
    if !text.trim().is_empty() {
        let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{}\" fill=\"{ink}\"{weight}>{text}</text>", y + 14);
    }
}

fn colour(colour: Color, usual: &str) -> String {
    match colour {
        Color::Default => usual.to_owned(),
        Color::Idx(index) if index < 16 => PALETTE[usize::from(index)].to_owned(),
        // The cube and the greys of the 256-colour palette.
        Color::Idx(index) if index < 232 => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let cube = index - 16;
            format!("#{:02x}{:02x}{:02x}", step(cube / 36), step(cube / 6 % 6), step(cube % 6))
        }
        Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}

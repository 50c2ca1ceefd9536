//! Colours that people can read: 4.5 to 1 for letters, 3 to 1 for the edges of fields (WCAG 1.4.3 and 1.4.11).

use std::collections::HashMap;

const STYLES: &str = include_str!("../../../../static/app.css");

/// The colours of a block of variables.
fn colours(block: &str) -> HashMap<&str, [f64; 3]> {
    let lines = block.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    lines.filter_map(|(name, value)| Some((name, channels(value.trim_end_matches(';'))?))).collect()
}

fn channels(hex: &str) -> Option<[f64; 3]> {
    let long: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.into() };
    let one = |at: usize| u8::from_str_radix(long.get(at..at + 2)?, 16).ok();
    Some([linear(one(0)?), linear(one(2)?), linear(one(4)?)])
}

fn linear(value: u8) -> f64 {
    let share = f64::from(value) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126f64.mul_add(red, 0.7152f64.mul_add(green, 0.0722 * blue))
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn what_is_written_can_be_read_by_light_and_in_the_dark() {
    let blocks: Vec<_> = STYLES.split(":root {").skip(1).filter_map(|rest| rest.split_once('}')).collect();
    assert_eq!(blocks.len(), 2, "light and dark");
    for (block, _) in blocks {
        let colours = colours(block);
        let letters = [
            ("ink", "surface"),
            ("ink", "chosen"),
            ("ink-soft", "surface"),
            ("ink-soft", "surface-soft"),
            ("accent", "surface"),
            ("accent-ink", "accent"),
            ("danger", "danger-soft"),
            ("own-soft", "own"),
            ("own-link", "own"),
            ("own-danger", "own"),
            ("ink-soft", "other"),
        ];
        let edges = [("edge", "surface"), ("edge", "surface-soft")];
        let all = letters.map(|pair| (pair, 4.5)).into_iter().chain(edges.map(|pair| (pair, 3.0)));
        for ((front, back), least) in all {
            let is = contrast(colours[front], colours[back]);
            assert!(is >= least, "{front} on {back}: {is:.2}");
        }
    }
}

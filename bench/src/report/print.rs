//! A report for eyes and one for programs.

use anyhow::Result;
use serde::Serialize;

use super::{
    Report,
    figure::{Bound, Figure, number},
};
use crate::machine::About;

/// As lines of text, one a figure.
pub(crate) fn text(report: &Report) -> String {
    let width = report.figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or(0);
    let mut lines: Vec<String> = report.figures.iter().map(|figure| line(figure, width)).collect();
    lines.extend(report.remarks());
    lines.join("\n") + "\n"
}

fn line(figure: &Figure, width: usize) -> String {
    let ours = format!("{:width$}  {:>11} {:<6}", figure.name, number(figure.value), figure.unit);
    let baseline =
        figure.baseline.as_ref().map(|baseline| format!("{} {:>11}", baseline.name, number(baseline.value)));
    let ratio = figure.ratio.map(|ratio| format!("ratio {ratio:.2}×"));
    let goal = verdict(figure).map(|verdict| format!("goal {}  {verdict}", goals(figure)));
    let parts: Vec<String> = [Some(ours), baseline, ratio, goal].into_iter().flatten().collect();
    parts.join("  ")
}

/// `≥ 0.4×, ≥ 15,000 (aim ≥ 0.6×)`
pub(super) fn goals(figure: &Figure) -> String {
    let join = |bounds: &[Bound]| bounds.iter().map(Bound::to_string).collect::<Vec<_>>().join(", ");
    match figure.aim.as_slice() {
        [] => join(&figure.least),
        aim => format!("{} (aim {})", join(&figure.least), join(aim)),
    }
}

pub(super) fn verdict(figure: &Figure) -> Option<&'static str> {
    figure.reached().map(|reached| match reached {
        true if figure.hoped() => "reached, and the aim",
        true => "reached",
        false => "not reached",
    })
}

#[derive(Serialize)]
struct Document<'a> {
    about: &'a About,
    database: &'a str,
    pinning: String,
    #[serde(flatten)]
    report: &'a Report,
}

/// As JSON, with the machine.
pub(crate) fn json(report: &Report, about: &About, database: &str, pinning: String) -> Result<String> {
    Ok(serde_json::to_string_pretty(&Document { about, database, pinning, report })?)
}

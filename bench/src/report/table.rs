//! The figures as a table of a Markdown page, between two marks, so that the words around it are kept.

use super::{
    Report,
    figure::{Figure, number},
    print::{goals, verdict},
};
use crate::{machine::About, program};

const BEGIN: &str = "<!-- bench: begin -->";
const END: &str = "<!-- bench: end -->";
const EMPTY: &str = "# Performance\n\n<!-- bench: begin -->\n<!-- bench: end -->\n";

/// What stands between the marks: the command, the machine, the rows, the notes.
pub(crate) fn page(report: &Report, about: &About, database: &str, pinning: &str) -> String {
    let About { machine, kernel, commit, date } = about;
    let command: Vec<String> = std::env::args().skip(1).map(hidden).collect();
    let head = format!("    cargo run --profile {} -p bench -- {}", program::profile(), command.join(" "));
    let place = format!("{machine}, {kernel}, {database}; {pinning}. Commit {commit}, {date}.");
    let table = rows(&report.figures).trim_end().to_owned();
    let parts: Vec<String> = [head, place, table].into_iter().chain(report.remarks()).collect();
    parts.join("\n\n")
}

/// An address of a database may hold a password.
fn hidden(argument: String) -> String {
    match argument.split_once("://") {
        Some((scheme, _)) => format!("{scheme}://…"),
        None => argument,
    }
}

/// One row a figure.
fn rows(figures: &[Figure]) -> String {
    let head =
        "| figure | ours | baseline | ratio | goal | reached |\n| --- | ---: | ---: | ---: | --- | --- |\n";
    figures.iter().map(row).fold(head.to_owned(), |table, row| table + &row)
}

fn row(figure: &Figure) -> String {
    let baseline = figure
        .baseline
        .as_ref()
        .map(|baseline| format!("{} ({})", number(baseline.value), baseline.name))
        .unwrap_or_default();
    let ratio = figure.ratio.map(|ratio| format!("{ratio:.2}×")).unwrap_or_default();
    format!(
        "| {} | {} {} | {baseline} | {ratio} | {} | {} |\n",
        figure.name,
        number(figure.value),
        figure.unit,
        goals(figure),
        verdict(figure).unwrap_or_default()
    )
}

/// The page with what is between its marks replaced; a page without marks gets them at its end, and none is made.
pub(crate) fn into_page(page: Option<&str>, content: &str) -> String {
    let page = page.unwrap_or(EMPTY);
    let content = content.trim();
    let split = page.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    match split {
        Some((before, after)) => format!("{before}{BEGIN}\n\n{content}\n\n{END}{after}"),
        None => format!("{}\n\n{BEGIN}\n\n{content}\n\n{END}\n", page.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::figure::Bound, *};

    #[test]
    fn a_row_says_what_was_reached() {
        let figure = Figure::new("deliveries/s, 100 listeners", "/s", 600_000.0)
            .beside("bare relay", 1_200_000.0)
            .least([Bound::ratio(0.5)])
            .aim([Bound::ratio(0.8)]);
        assert_eq!(
            row(&figure),
            "| deliveries/s, 100 listeners | 600,000 /s | 1,200,000 (bare relay) | 0.50× | ≥ 0.5× (aim ≥ 0.8×) | reached |\n"
        );
        assert!(rows(&[figure]).lines().count() == 3);
    }

    #[test]
    fn what_stands_around_the_marks_is_kept() {
        let page = format!("# Title\n\nWords.\n\n{BEGIN}\nold\n{END}\n\nMore words.\n");
        let renewed = into_page(Some(&page), "new\n");
        assert_eq!(renewed, format!("# Title\n\nWords.\n\n{BEGIN}\n\nnew\n\n{END}\n\nMore words.\n"));
        assert_eq!(into_page(Some(&renewed), "new"), renewed, "twice is once");
        assert!(into_page(Some("No marks.\n"), "new").starts_with("No marks.\n\n<!-- bench"));
        assert!(into_page(None, "new").contains("\n\nnew\n\n"));
    }
}
